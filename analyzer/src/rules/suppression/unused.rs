//! `nestor-ignore` where nothing is found any more.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Suppression};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "suppression/unused",
    title: "An ignore comment is no longer needed",
    severity: Severity::Low,
    standard: &["S214"],
    refs: &[],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("unused.md"),
    check: &[Check::Suppression(check)],
};

fn check(project: &Project, suppression: &Suppression) -> Option<Finding> {
    (suppression.is_known && suppression.is_on && suppression.used == 0).then_some(())?;
    let message = format!("`{}` finds nothing here any more.", suppression.rule);
    let text = &project.files.get(suppression.place.file as usize)?.text;
    let place = crate::finding::Place { span: line(text, suppression.place.span), ..suppression.place };
    let fix = Fix::safe("Delete the comment", "a comment changes nothing at run time").replace(place, "");
    Some(Finding::at(suppression.place, message).fix(fix))
}

/// The comment with its line, if it stands alone there; else with the blanks before it.
fn line(text: &str, span: Span) -> Span {
    let head = text.get(..span.start as usize).unwrap_or_default();
    let start = head.trim_end_matches([' ', '\t']).len();
    let tail = text.get(span.end as usize..).unwrap_or_default();
    let alone = start == 0 || head.get(..start).is_some_and(|it| it.ends_with('\n'));
    let rest = if alone { tail.find('\n').map_or(tail.len(), |it| it + 1) } else { 0 };
    Span { start: start as u32, end: span.end + rest as u32 }
}
