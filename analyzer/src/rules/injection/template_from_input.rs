//! A template that someone else writes or chooses.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::root;

pub static RULE: Rule = Rule {
    id: "injection/template-from-input",
    title: "What a user sends is read as a template",
    severity: Severity::High,
    standard: &["S049", "X057"],
    refs: &["CWE-1336", "https://portswigger.net/web-security/server-side-template-injection"],
    needs: &[],
    fix: FixKind::None,
    words: words!("template_from_input.md"),
    check: &[Check::Flow(Harm::Template, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let engine = project.import_of(call.syntax.file, root(call.callee).text()).map_or("", |(it, _)| it.module);
    let consequence = match engine {
        "mustache" => "its tags read every value that the template is given, and its markup is part of the page.",
        "handlebars" | "hbs" => "it reads every value that the template is given, and its loops can stall the process.",
        "" if !call.name.starts_with("renderString") => {
            "it decides which view is rendered: one that is meant for others, or a file outside of the folder."
        }
        _ => "the engine makes code of it, so an expression in it runs on the server.",
    };
    let finding = flow.finding(consequence);
    // Mustache has no expressions.
    Some(if engine == "mustache" { finding.severity(Severity::Medium) } else { finding })
}
