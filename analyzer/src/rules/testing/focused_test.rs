//! Tests that keep others from running, or that do not run.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Test, is_explained_above};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "testing/focused-test",
    title: "A test is focused or switched off",
    severity: Severity::Medium,
    standard: &["S177"],
    refs: &["https://jestjs.io/docs/api#testonlyname-fn-timeout"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("focused_test.md"),
    check: &[Check::Test(test)],
};

fn test(project: &Project, test: &Test) -> Option<Finding> {
    let callee = test.call.callee;
    project.is_runner(test).then_some(())?;
    let title = test.title.map(|it| format!("\"{it}\"")).unwrap_or_else(|| "This test".to_owned());
    let function = callee.field(Field::Function).unwrap_or(callee);
    if test.is_focused {
        let runs = |it: &&Test| !it.is_group && !it.is_focused && it.call.syntax.file == callee.file;
        let left_out =
            project.tests.iter().filter(runs).filter(|it| !test.call.syntax.contains(it.call.syntax)).count();
        let message = match left_out {
            0 => format!("`{}` leaves out every test that is added to this file.", function.text()),
            1 => format!("`{}` leaves out the other test of this file, and the run is still green.", function.text()),
            _ => format!("`{}` leaves out {left_out} tests of this file, and the run is still green.", function.text()),
        };
        let reason = match left_out {
            0 => "a test that is added to the file then runs too",
            _ => "the other tests of the file run again",
        };
        let finding = Finding::at(function, message).fix(unfocus(function, reason));
        return Some(if left_out == 0 { finding.severity(Severity::Low) } else { finding });
    }
    (test.is_skipped && !test.is_todo && !is_reasoned(test)).then_some(())?;
    let message = format!("{title} is switched off, and nothing says why or until when.");
    Some(Finding::at(function, message).severity(Severity::Low))
}

fn is_reasoned(test: &Test) -> bool {
    let behind = test.call.syntax.source().get(test.call.callee.span().end as usize..).unwrap_or_default();
    let trails = behind.lines().next().is_some_and(|it| it.contains("//"));
    trails || is_explained_above(test.call.syntax)
}

/// `it.only` as `it`, `fdescribe` as `describe`.
fn unfocus(function: Syntax, reason: &'static str) -> Option<Fix> {
    let fix = Fix::safe("Run all tests", reason);
    let mut members = function.descendants().chain([function]).filter(|it| it.kind() == Kind::Member);
    let only = members.find(|it| it.field(Field::Property).is_some_and(|it| it.text() == "only"));
    match only {
        Some(only) => Some(fix.replace(only, only.field(Field::Object)?.text())),
        None => {
            let name = function.descendants().chain([function]).find(|it| it.kind() == Kind::Identifier)?;
            Some(fix.replace(name, name.text().strip_prefix('f')?))
        }
    }
}
