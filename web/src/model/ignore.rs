//! The comment that keeps a finding away, as the engine reads it: on the finding's line or the one before.

use analyzer::report::{Edit, Finding, Position, Range};

/// The change that ignores a finding, and what it reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignore {
    /// The change.
    pub edit: Edit,
    /// Whether it speaks for the whole file: no comment fits beside the line.
    pub whole_file: bool,
}

/// How comments begin in a file; `None` where there are none.
fn mark(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if name.starts_with(".env") || name.contains("Dockerfile") || ends(&[".yml", ".yaml"]) {
        Some("#")
    } else if ends(&[".sql"]) {
        Some("--")
    } else if ends(&[".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".prisma"]) || name.starts_with("tsconfig") {
        Some("//")
    } else {
        None
    }
}

/// Whether the finding's file has comments at all.
pub fn can_ignore(path: &str) -> bool {
    mark(path).is_some()
}

/// The change that ignores this finding of a text, for a reason.
pub fn ignore(text: &str, finding: &Finding, reason: &str) -> Option<Ignore> {
    let mark = mark(&finding.path)?;
    let lines: Vec<&str> = text.split('\n').collect();
    let at = (finding.range.start.line as usize).checked_sub(1)?;
    let line = lines.get(at)?;
    let comment = |what: &str| format!("{mark} {what} {}: {}", finding.rule, reason.trim());
    // A comment of its own line would push the comment before it out of reach.
    let follows_one = at > 0 && lines[at - 1].contains("nestor-ignore");
    let (line_at, column, insert, whole_file) = if in_template(&lines, at, &finding.path) {
        (0, 0, comment("nestor-ignore-file") + "\n", true)
    } else if follows_one && mark != "#" && !in_template(&lines, at + 1, &finding.path) {
        (at, units(line), format!(" {}", comment("nestor-ignore")), false)
    } else {
        let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        (at, 0, format!("{indent}{}\n", comment("nestor-ignore")), false)
    };
    let before: u32 = lines.iter().take(line_at).map(|line| units(line) + 1).sum();
    let place = Position { line: line_at as u32 + 1, column: column + 1, offset: before + column };
    let edit = Edit { path: finding.path.clone(), range: Range { start: place, end: place }, text: insert };
    Some(Ignore { edit, whole_file })
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Whether a line begins within a template string, where a comment would be text.
fn in_template(lines: &[&str], at: usize, path: &str) -> bool {
    let is_script = !path.ends_with(".prisma") && mark(path) == Some("//");
    let ticks: usize = lines.iter().take(at).map(|line| line.replace("\\`", "").matches('`').count()).sum();
    is_script && ticks % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use analyzer::report::{Severity, apply};

    fn ignored(path: &str, text: &str, line: u32) -> (String, bool) {
        let finding = sample::finding("a/b", Severity::High, path, line);
        let ignore = ignore(text, &finding, " known ").expect("a comment fits");
        (apply(text, &[&ignore.edit]), ignore.whole_file)
    }

    #[test]
    fn the_comment_stands_above_the_line_with_its_indentation() {
        let (text, whole) = ignored("a.ts", "a {\n  b();\n}\n", 2);
        assert_eq!((text.as_str(), whole), ("a {\n  // nestor-ignore a/b: known\n  b();\n}\n", false));
        assert_eq!(ignored(".env", "😀=1\nA=2\n", 2).0, "😀=1\n# nestor-ignore a/b: known\nA=2\n");
        assert_eq!(ignored("m.sql", "DROP;", 1).0, "-- nestor-ignore a/b: known\nDROP;");
    }

    #[test]
    fn a_comment_that_is_there_keeps_its_line() {
        let (text, _) = ignored("a.ts", "// nestor-ignore c/d: so\nb();\n", 2);
        assert_eq!(text, "// nestor-ignore c/d: so\nb(); // nestor-ignore a/b: known\n");
    }

    #[test]
    fn within_a_template_string_the_comment_speaks_for_the_file() {
        let (text, whole) = ignored("a.ts", "q(`a\n${b}`);\n", 2);
        assert_eq!((text.as_str(), whole), ("// nestor-ignore-file a/b: known\nq(`a\n${b}`);\n", true));
    }

    #[test]
    fn a_file_without_comments_cannot_be_ignored_in() {
        assert!(!can_ignore("package.json") && can_ignore("tsconfig.build.json") && can_ignore("src/a.spec.ts"));
    }
}
