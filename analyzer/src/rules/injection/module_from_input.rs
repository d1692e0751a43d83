//! A module that someone else chooses.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "injection/module-from-input",
    title: "What a user sends decides which module is loaded",
    severity: Severity::High,
    standard: &["X054"],
    refs: &["CWE-829", "CWE-98", "https://nodejs.org/api/modules.html#requireid"],
    needs: &[],
    fix: FixKind::None,
    words: words!("module_from_input.md"),
    check: &[Check::Flow(Harm::Module, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    // JSON is read and not run: only which file it is stays open.
    if is_data(project.value(flow.sink)) {
        let consequence = "`../` in it leads to any `.json` file on the server, `package.json` for one.";
        return Some(flow.finding(consequence).severity(Severity::Medium));
    }
    let consequence = "`../` in it leads to any file on the server, which then runs, an upload for one.";
    Some(flow.finding(consequence))
}

/// `./locales/${name}.json`
fn is_data(path: Syntax) -> bool {
    let last = path.children().last().filter(|_| path.is(&[Kind::Template, Kind::Binary]));
    last.is_some_and(|it| it.text().trim_end_matches(['\'', '"', '`']).ends_with(".json"))
}
