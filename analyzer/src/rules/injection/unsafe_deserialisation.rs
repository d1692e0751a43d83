//! Data of someone else's that is read in a format which holds code.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, root};

pub static RULE: Rule = Rule {
    id: "injection/unsafe-deserialisation",
    title: "What a user sends is read in a format that holds code",
    severity: Severity::High,
    standard: &["X059"],
    refs: &["CWE-502", "https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unsafe_deserialisation.md"),
    check: &[Check::Flow(Harm::Deserialise, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let package = project.import_of(call.syntax.file, root(call.callee).text()).map_or("", |(it, _)| it.module);
    match package.trim_start_matches("node:") {
        "js-yaml" => yaml(project, flow, call),
        // No code, yet it was not written for hostile data.
        "v8" => Some(flow.finding("this format is for data of your own; other data can end the process.").to_check()),
        _ => Some(flow.finding("the format holds functions, which run on the server while it is read or soon after.")),
    }
}

/// Before version 4, `load` of js-yaml reads functions unless another schema is given.
fn yaml(project: &Project, flow: &Flow, call: &Call) -> Option<Finding> {
    let schema = call.args.get(1).and_then(|it| project.options(*it)).and_then(|it| it.get("schema"));
    let is_full = schema.is_some_and(|it| it.text().ends_with("DEFAULT_FULL_SCHEMA"));
    let is_old = project.major("js-yaml").is_some_and(|it| it < 4);
    let is_open = call.args.len() > 1 && schema.is_none();
    if !is_old || schema.is_some() && !is_full {
        return None;
    }
    let consequence = "before version 4 this reads `!!js/function`, so the document brings its sender's functions.";
    let finding = flow.finding(consequence);
    let property = call.callee.field(Field::Property).filter(|_| schema.is_none());
    let safe = if call.name == "load" { "safeLoad" } else { "safeLoadAll" };
    let reason = "documents with `!!js/` tags are refused from then on; check that none of yours has them";
    let fix = property.map(|it| Fix::review(format!("Read with `{safe}`"), reason).replace(it, safe));
    Some(if is_open { finding.likely() } else { finding }.fix(fix))
}
