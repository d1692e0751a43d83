//! Coverage below what the team asks for, with the files and functions that would change it most.

use crate::finding::{Finding, Place};
use crate::project::{Coverage, Covered, Project, percent};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "testing/low-coverage",
    title: "Tests run too few of the lines",
    severity: Severity::Medium,
    standard: &["S186"],
    refs: &["https://jestjs.io/docs/configuration#coveragethreshold-object", "https://bun.com/docs/test/code-coverage"],
    needs: &[Evidence::Coverage],
    fix: FixKind::None,
    words: words!("low_coverage.md"),
    check: &[Check::Coverage(check)],
};

/// How many files are named.
const MOST: usize = 3;

fn check(project: &Project, coverage: &Coverage) -> Option<Finding> {
    let (lines, hit) = coverage.total();
    let (is, asked) = (percent(hit, lines), project.standard.facts.coverage);
    (is < asked).then_some(())?;
    let mut worst: Vec<&Covered> = coverage.sources.iter().filter(|it| it.missed() > 0).collect();
    worst.sort_by(|a, b| b.missed().cmp(&a.missed()).then(a.path.cmp(&b.path)));
    worst.truncate(MOST);
    let names: Vec<&str> = worst.iter().map(|it| it.path.rsplit('/').next().unwrap_or_default()).collect();
    let message = format!(
        "Tests run {hit} of {lines} lines, {is} %; the standard asks for {asked} %. The most lines are missed in `{}`.",
        names.join("`, `")
    );
    let first = worst.first()?;
    let mut finding = Finding::at(first.place, message);
    for source in worst {
        let (place, message) = step(project, source);
        finding = finding.step(place, message);
    }
    Some(finding)
}

/// The first function of a file that no test runs, and what is missed in all.
fn step<'p>(project: &'p Project<'p>, source: &'p Covered) -> (Place, String) {
    let mut missing: Vec<&str> =
        source.missing.iter().filter_map(|(_, line)| project.missing_name(source, *line)).collect();
    let more = missing.len().saturating_sub(5);
    missing.truncate(5);
    let mut message = format!("{} of {} lines are not run", source.missed(), source.lines);
    if !missing.is_empty() {
        message += &format!("; no test calls `{}`", missing.join("`, `"));
    }
    if more > 0 {
        message += &format!(" and {more} more");
    }
    let line = source.missing.first().map_or(1, |(_, line)| *line);
    (project.line_of(&source.path, line).unwrap_or(source.place), message)
}
