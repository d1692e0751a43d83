//! Regular expressions of the sender's choice.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "injection/regex-from-input",
    title: "What a user sends is run as a regular expression",
    severity: Severity::Medium,
    standard: &["X062", "S049"],
    refs: &["CWE-1333", "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("regex_from_input.md"),
    check: &[Check::Flow(Harm::Regex, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = match flow.call {
        Some(_) => "one pattern such as `(a+)+$` keeps the process busy for minutes, and `.` matches more than a dot.",
        None => "MongoDB runs it as a pattern, so `.*` matches every document and a costly one slows the database.",
    };
    Some(flow.finding(consequence).fix(fix(project, flow)))
}

/// `escapeRegExp(x)` around the value, where lodash is at hand.
fn fix(project: &Project, flow: &Flow) -> Option<Fix> {
    let value = Some(flow.sink).filter(|it| it.is(&[Kind::Identifier, Kind::Member]))?;
    let comes = |name: &str| {
        let import = project.import_of(value.file, name).map(|(it, _)| it.module);
        import.is_some_and(|it| it.starts_with("lodash") || it == "escape-string-regexp")
    };
    let names =
        [("escapeRegExp", "escapeRegExp"), ("_", "_.escapeRegExp"), ("escapeStringRegexp", "escapeStringRegexp")];
    let (_, function) = names.into_iter().find(|(it, _)| comes(it))?;
    let reason = "characters like `.` and `*` mean only themselves from then on; check that no caller sends patterns";
    Some(Fix::review("Search for the text itself", reason).replace(value, format!("{function}({})", value.text())))
}
