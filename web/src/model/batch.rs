//! Several safe fixes at once: what is ticked, what of it fits together, what each file becomes.

use analyzer::report::{Edit, Finding, apply, together};

use super::diff::{Hunk, Source, hunks};

/// Lines around a change.
const CONTEXT: usize = 2;

/// A file that the ticked fixes change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// What happens to it.
    pub hunks: Vec<Hunk>,
}

/// What comes of the ticked findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// All edits, to be applied as one.
    pub edits: Vec<Edit>,
    /// What they do, file by file.
    pub changes: Vec<Change>,
    /// Findings whose fix would touch what another one changes: they wait.
    pub left_out: Vec<Finding>,
    /// How many fixes are applied.
    pub count: usize,
}

/// The findings with a safe fix, in the order of the list.
pub fn safe(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe)).cloned().collect()
}

/// What the fixes of these findings make of the texts.
pub fn batch(ticked: &[Finding], sources: &[Source]) -> Batch {
    let fixes = || ticked.iter().filter_map(|finding| finding.fix.as_ref());
    let edits = together(fixes());
    let is_in = |edit: &Edit| edits.iter().any(|taken| std::ptr::eq(*taken, edit));
    let (applied, left_out): (Vec<&Finding>, Vec<&Finding>) =
        ticked.iter().partition(|it| it.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(is_in)));
    let mut paths: Vec<&str> = edits.iter().map(|edit| edit.path.as_str()).collect();
    paths.dedup();
    let change = |path: &str| {
        let before = &sources.iter().find(|(name, _)| name == path)?.1;
        let own: Vec<&Edit> = edits.iter().filter(|edit| edit.path == path).copied().collect();
        Some(Change { path: path.to_owned(), hunks: hunks(before, &apply(before, &own), CONTEXT) })
    };
    Batch {
        changes: paths.into_iter().filter_map(change).collect(),
        count: applied.len(),
        left_out: left_out.into_iter().cloned().collect(),
        edits: edits.into_iter().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use analyzer::report::Severity;

    fn finding(line: u32, offset: u32, text: &str) -> Finding {
        let mut finding = sample::finding("a/b", Severity::Low, "a.ts", line);
        finding.fix = Some(sample::fix("a.ts", sample::range(line, 1, offset, 2), text));
        finding
    }

    #[test]
    fn fixes_that_fit_together_are_one_change_and_the_others_wait() {
        let sources = [("a.ts".to_owned(), "aa\nbb\n".to_owned())];
        let all = [finding(1, 0, "xx"), finding(1, 1, "yy"), finding(2, 3, "zz")];
        let batch = batch(&all, &sources);
        assert_eq!((batch.count, batch.edits.len()), (2, 2));
        assert_eq!(batch.left_out, [all[1].clone()]);
        assert_eq!(batch.changes[0].hunks[0].iter().filter(|row| row.text == "zz").count(), 1);
    }

    #[test]
    fn only_safe_fixes_are_offered() {
        let mut risky = finding(1, 0, "x");
        risky.fix.as_mut().expect("it has one").safe = false;
        assert_eq!(safe(&[risky, finding(2, 3, "y"), sample::finding("c/d", Severity::Low, "a.ts", 9)]).len(), 1);
    }
}
