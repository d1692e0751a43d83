//! A page that holds what someone else writes, tags included.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/script-in-html",
    title: "What a user sends becomes part of a page",
    severity: Severity::High,
    standard: &["S049", "X056"],
    refs: &[
        "CWE-79",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("script_in_html.md"),
    check: &[Check::Flow(Harm::Html, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = "a `<script>` in it runs in the visitor's browser, as part of your site and with the visitor's \
                       session.";
    let finding = flow.finding(consequence);
    // An interceptor may wrap what handlers return, which makes JSON of it.
    let is_wrapped = project.calls_of("useGlobalInterceptors").next().is_some()
        || project.imports.iter().any(|it| it.names.iter().any(|it| it.name == "APP_INTERCEPTOR"));
    Some(if flow.call.is_none() && is_wrapped { finding.likely() } else { finding })
}
