//! Rows that are reached by an id of the caller's choice, with nothing on the way that asks whose they are.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::{Model, Operation, Project, asks_who_calls, same_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "auth/object-not-owned",
    title: "A row is reached by its id, whoever it belongs to",
    severity: Severity::Medium,
    standard: &["S192", "X094"],
    refs: &[
        "CWE-639",
        "https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html",
    ],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("object_not_owned.md"),
    check: &[Check::Flow(Harm::Object, check)],
};

/// What names the owner of a row: a column, with or without `Id`.
const OWNERS: [&str; 14] = [
    "user",
    "owner",
    "customer",
    "client",
    "member",
    "account",
    "tenant",
    "organization",
    "organisation",
    "company",
    "workspace",
    "team",
    "org",
    "patient",
];
/// Whoever wrote a row may change it; anyone may read it.
const WRITERS: [&str; 3] = ["author", "creator", "createdBy"];

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let query = project.query_in(flow.call.as_ref()?.syntax)?;
    let model = project.model_of(query)?;
    let is_write = query.operation == Operation::Write;
    let owner = owner_of(project, model, is_write)?;
    let access = project.access_of(flow.source.syntax)?;
    let filter = project.filter(query);
    let is_own =
        filter.is_open || filter.all.iter().any(|(name, _)| same_name(name, owner) || is_owner(name, is_write));
    let asks = || flow.functions(project).into_iter().any(|it| asks_who_calls(it, owner, ""));
    if is_own || !project.is_open_to_accounts(access) || project.is_narrowed() || asks() {
        return None;
    }
    let name = model.name.text();
    let does = if is_write { query.call.name } else { "reads" };
    let verb = match does {
        "delete" | "deleteMany" => "deletes",
        "update" | "updateMany" | "upsert" => "changes",
        _ => "reads",
    };
    let message = format!(
        "`{label}` {verb} a `{name}` by {source}, and nothing on the way compares its `{owner}` with the caller: \
         whoever is signed in reaches everyone's.",
        label = access.label(),
        source = flow.source.label(),
    );
    let finding = Finding { steps: flow.steps.clone(), ..Finding::at(flow.sink, message) };
    let is_tenant = same_name(owner, &project.standard.facts.tenant_field);
    let finding = if is_tenant { finding.severity(Severity::High) } else { finding };
    Some(if is_write { finding.likely() } else { finding.to_check() })
}

/// The column that says whose a row is.
fn owner_of<'t>(project: &Project<'t>, model: &Model<'t>, is_write: bool) -> Option<&'t str> {
    let tenant = &project.standard.facts.tenant_field;
    let mut names = model.fields.iter().filter(|it| !it.is_list).map(|it| it.name.text());
    let own = |it: &&str| it.ends_with("Id") && (same_name(it, tenant) || is_owner(it, is_write));
    names.find(own)
}

fn is_owner(column: &str, is_write: bool) -> bool {
    let name = column.strip_suffix("Id").unwrap_or(column);
    OWNERS.contains(&name) || is_write && WRITERS.contains(&name)
}
