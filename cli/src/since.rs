//! Lines that changed since a git revision, committed or not.

use std::io::ErrorKind;
use std::process::Command;

use analyzer::report::{Finding, Range};

use crate::output::cause;
use crate::place::Base;

/// The lines that changed, by the names of files in the review.
pub struct Changed {
    files: Vec<(String, Lines)>,
}

#[derive(Debug, PartialEq)]
enum Lines {
    All,
    /// First and last, both changed.
    Some(Vec<(u32, u32)>),
}

impl Changed {
    /// What `git diff` tells of the folder, and files git does not know yet.
    pub fn since(revision: &str, base: &Base) -> Result<Changed, String> {
        let git = |words: &[&str]| git(base, words).map_err(|it| format!("--since {revision}: {it}"));
        git(&["rev-parse", "--git-dir"])?;
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
            .map_err(|_| format!("--since {revision}: this git repository has no such revision"))?;
        // Where this branch left the other: what the other gained since is no change of ours.
        let fork = git(&["merge-base", commit.trim(), "HEAD"]).unwrap_or(commit);
        let options = ["--unified=0", "--relative", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"];
        let mut words = vec!["-c", "core.quotePath=false", "diff"];
        words.extend(options);
        words.extend(["--src-prefix=a/", "--dst-prefix=b/", fork.trim(), "--", "."]);
        let mut files = of_diff(&git(&words)?);
        let new = git(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        files.extend(new.split('\0').filter(|it| !it.is_empty()).map(|it| (it.to_owned(), Lines::All)));
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Changed { files })
    }

    /// Whether any line of a finding changed.
    pub fn touches(&self, finding: &Finding) -> bool {
        let at = self.files.binary_search_by(|(it, _)| it.as_str().cmp(&finding.path));
        match at.ok().and_then(|it| self.files.get(it)) {
            None => false,
            Some((_, Lines::All)) => true,
            Some((_, Lines::Some(lines))) => lines.iter().any(|it| meets(*it, &finding.range)),
        }
    }
}

fn meets((first, last): (u32, u32), range: &Range) -> bool {
    first <= range.end.line && range.start.line <= last
}

/// What git prints, or why it refuses.
fn git(base: &Base, words: &[&str]) -> Result<String, String> {
    let output =
        Command::new("git").arg("-C").arg(&base.folder).args(words).output().map_err(|it| match it.kind() {
            ErrorKind::NotFound => "git was not found".to_owned(),
            _ => format!("git could not be run: {}", cause(&it)),
        })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ").to_owned())
}

/// The changed lines of each file that is still there.
fn of_diff(diff: &str) -> Vec<(String, Lines)> {
    let mut files: Vec<(String, Lines)> = Vec::new();
    let (mut body, mut is_there) = (0, false);
    for line in diff.lines() {
        if body > 0 && line.starts_with(['+', '-']) {
            body -= 1;
        } else if let Some(name) = line.strip_prefix("+++ ") {
            let name = name_of(name);
            is_there = name.is_some();
            files.extend(name.map(|it| (it, Lines::Some(Vec::new()))));
        } else if let Some((went, came)) = line.strip_prefix("@@ ").and_then(hunk) {
            body = went + came.1;
            if let (true, Some((_, Lines::Some(lines)))) = (is_there, files.last_mut()) {
                lines.push(around(came));
            }
        } else if let Some(names) = line.strip_prefix("Binary files ").and_then(|it| it.strip_suffix(" differ")) {
            files.extend(names.rsplit(" and ").next().and_then(name_of).map(|it| (it, Lines::All)));
        }
    }
    files
}

/// Of `-3,2 +4,5 @@`: how many lines went, and where how many came.
fn hunk(text: &str) -> Option<(u32, (u32, u32))> {
    let mut sides = text.split(' ').map(|it| it.trim_start_matches(['+', '-']));
    let mut side = || {
        let (start, count) = sides.next().map(|it| it.split_once(',').unwrap_or((it, "1")))?;
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let (_, went): (u32, u32) = side()?;
    Some((went, side()?))
}

/// The lines that came; where lines only went, those on both sides of the gap.
fn around((start, count): (u32, u32)) -> (u32, u32) {
    if count == 0 { (start, start + 1) } else { (start, start + count - 1) }
}

/// The name behind `b/`, or nothing for a file that is gone.
fn name_of(text: &str) -> Option<String> {
    let text = text.trim_end_matches('\t');
    match text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(quoted) => unquoted(quoted).strip_prefix("b/").map(str::to_owned),
        None => text.strip_prefix("b/").map(str::to_owned),
    }
}

/// As git quotes what would break a line.
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        match escaped {
            None => out.push(letter),
            // The engine leaves control characters out of names.
            Some('a' | 'b' | 't' | 'n' | 'v' | 'f' | 'r') => {}
            Some(digit @ '0'..='3') => drop((digit, letters.next(), letters.next())),
            Some('\\') => out.push('/'),
            Some(other) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read_as_lines() {
        let diff = "diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n\
            @@ -2 +2,2 @@ class\n-x\n+++ b/not-a-file.ts\n+@@ -1 +1 @@\n@@ -9,3 +9,0 @@\n-a\n--- b\n-c\n\
            diff --git a/gone.ts b/gone.ts\n--- a/gone.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
            diff --git \"a/q\\\"t.ts\" \"b/q\\\"t.ts\"\n--- \"a/q\\\"t.ts\"\n+++ \"b/q\\\"t.ts\"\n@@ -0,0 +1 @@\n+x\n\
            Binary files a/w.ts and b/w.ts differ\n";
        let expected = [
            ("src/a.ts".to_owned(), Lines::Some(vec![(2, 3), (9, 10)])),
            ("q\"t.ts".to_owned(), Lines::Some(vec![(1, 1)])),
            ("w.ts".to_owned(), Lines::All),
        ];
        assert_eq!(of_diff(diff), expected);
    }
}
