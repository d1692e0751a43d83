//! A table with rows of many tenants that the database itself does not keep apart.

use crate::finding::Finding;
use crate::project::{Column, History, Model, Project, Table, Verb};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{same_words, words};

pub static RULE: Rule = Rule {
    id: "database/tenant-table-without-policy",
    title: "A tenant table has no row-level security policy",
    severity: Severity::High,
    standard: &["S012"],
    refs: &[
        "CWE-1220",
        "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Multi_Tenant_Security_Cheat_Sheet.html",
    ],
    needs: &[Evidence::Schema, Evidence::Migrations],
    fix: FixKind::None,
    words: words!("tenant_table_without_policy.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let field = tenant_field(project, model)?;
    let (history, table) = project.table_of(model)?;
    let provider = project.datasource_of(model).provider;
    let is_postgres = matches!(provider, "postgresql" | "postgres" | "cockroachdb" | "");
    // A loop over the tables may do what no statement shows.
    if history.is_opaque || !is_postgres || !table.policies.is_empty() && table.secured.is_some() {
        return None;
    }
    if let Some(place) = table.secured {
        let message = format!(
            "Row-level security of `{}` is on, and no policy says which rows a tenant may see: the owner of the table still \
             sees all of them, and every other role none.",
            table.name
        );
        return Some(Finding::at(place, message).step(field.syntax, "the tenant column is here"));
    }
    let secured = history.tables.iter().find(|it| it.secured.is_some());
    match secured {
        Some(other) => Some(left_out(model, field, table, other)),
        None => none_at_all(project, model, field, history),
    }
}

/// Other tables have it, this one was forgotten.
fn left_out(model: &Model, field: &Column, table: &Table, other: &Table) -> Finding {
    let lack =
        if table.policies.is_empty() { "neither row-level security nor a policy" } else { "policies that are off" };
    let message = format!(
        "`{}` holds rows of every tenant and has {lack}, unlike `{}`: one query without a filter on `{}` reads or changes \
         the rows of others.",
        table.name,
        other.name,
        field.name.text(),
    );
    let finding = Finding::at(model.name, message).likely();
    match other.secured {
        Some(place) => finding.step(place, "another table is secured here"),
        None => finding,
    }
}

/// One finding for the schema: it may keep tenants apart in code, on purpose.
fn none_at_all(project: &Project, model: &Model, field: &Column, history: &History) -> Option<Finding> {
    let mut tenants =
        project.models.iter().filter(|it| it.schema == model.schema && tenant_field(project, it).is_some());
    let first = tenants.next()?;
    (first.name == model.name && !history.has(Verb::CreatePolicy)).then_some(())?;
    let others = match tenants.count() {
        0 => String::new(),
        1 => " and one more table".to_owned(),
        more => format!(" and {more} more tables"),
    };
    let message = format!(
        "`{}`{others} have a `{}`, and no migration switches row-level security on: tenants are kept apart by each query's \
         own filter alone, and one forgotten filter shows them each other's rows.",
        model.name.text(),
        field.name.text(),
    );
    Some(Finding::at(field.syntax, message).severity(Severity::Medium).to_check())
}

/// The column that tells tenants apart, which the table of tenants itself has not.
pub(super) fn tenant_field<'m, 't>(project: &Project, model: &'m Model<'t>) -> Option<&'m Column<'t>> {
    let tenant = project.standard.facts.tenant_field.as_str();
    let field = model.fields.iter().find(|it| same_words(it.name.text(), tenant))?;
    let first = words(tenant).next().unwrap_or_default();
    (!same_words(model.name.text(), first)).then_some(field)
}
