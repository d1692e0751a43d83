//! Comments that switch the compiler off.

use crate::finding::{Finding, Fix, Place};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Span, Syntax};

pub static RULE: Rule = Rule {
    id: "stack/type-check-off",
    title: "A comment switches the type check off",
    severity: Severity::Low,
    standard: &["S006"],
    refs: &["https://typescript-eslint.io/rules/ban-ts-comment/"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("type_check_off.md"),
    check: &[Check::Node(Kind::Comment, check)],
};

fn check(project: &Project, comment: Syntax) -> Option<Finding> {
    let text = comment.text();
    let body = text.trim_start_matches(['/', '*', ' ']);
    let (mark, rest) = ["@ts-ignore", "@ts-nocheck"].iter().find_map(|it| Some((*it, body.strip_prefix(it)?)))?;
    let is_reasoned = rest.trim_matches(['*', '/', ' ', ':', '-']).len() > 8;
    let is_declaration = project.file(comment).is_some_and(|it| it.path.ends_with(".d.ts") || !it.path.ends_with("ts"));
    (!is_reasoned && !is_declaration && !project.is_test(comment)).then_some(())?;
    if mark == "@ts-nocheck" {
        let message = "`@ts-nocheck` takes this whole file out of the type check, and nothing says why.";
        return Some(Finding::at(comment, message).severity(Severity::Medium));
    }
    let message = "`@ts-ignore` hides whatever is wrong with the next line, also what will be wrong with it later.";
    let start = comment.span().start + text.find(mark)? as u32;
    let place = Place { file: comment.file, span: Span { start, end: start + mark.len() as u32 } };
    let fix = Fix::review(
        "Expect the error instead",
        "it fails to compile where there is no error to expect any more: remove it there",
    );
    Some(Finding::at(comment, message).fix(fix.replace(place, "@ts-expect-error")))
}
