//! A model of a schema for many tenants whose rows the schema does not tell apart.

use super::tenant_table_without_policy::tenant_field;
use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "database/tenant-model-incomplete",
    title: "A model does not keep its tenants apart",
    severity: Severity::Medium,
    standard: &["S111"],
    refs: &["CWE-1220", "https://www.prisma.io/docs/orm/prisma-schema/data-model/models#defining-a-unique-field"],
    needs: &[Evidence::Schema],
    fix: FixKind::Safe,
    words: words!("tenant_model_incomplete.md"),
    check: &[Check::Model(check)],
};

/// Values that people choose, so that two tenants may choose the same.
const CHOSEN: [&str; 10] = ["email", "slug", "code", "name", "number", "sku", "title", "key", "handle", "reference"];

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let own: Vec<_> = project.models.iter().filter(|it| it.schema == model.schema).collect();
    let tenants: Vec<_> = own.iter().filter(|it| tenant_field(project, it).is_some()).collect();
    // Most models have the column, so that it is how this schema works.
    (tenants.len() >= 3 && tenants.len() * 2 > own.len()).then_some(())?;
    match tenant_field(project, model) {
        Some(field) => shared_value(model, field).or_else(|| no_index(project, model, field)),
        None => {
            let owned = |name: &str| tenants.iter().any(|it| it.name.text() == name);
            no_column(project, model, &owned)
        }
    }
}

/// `email String @unique` in a table of many tenants.
fn shared_value(model: &Model, field: &Column) -> Option<Finding> {
    (!is_account(model)).then_some(())?;
    let chosen = |it: &&Column| name_words(it.name.text()).last().is_some_and(|it| CHOSEN.contains(&it.as_str()));
    let column = model.fields.iter().filter(|it| it.attribute("unique").is_some()).find(chosen)?;
    let unique = column.attribute("unique")?;
    let (name, tenant) = (column.name.text(), field.name.text());
    let message = format!(
        "`{name}` is unique over all tenants: the second tenant that uses a value which another one has is refused, and \
         learns from it that the value exists elsewhere.",
    );
    let finding = Finding::at(column.syntax, message).likely().step(field.syntax, "rows belong to a tenant");
    let index = super::add_block(model, &format!("@@unique([{tenant}, {name}])"))?;
    let reason = "lookups by the value alone need the tenant from then on, and so does `findUnique`";
    let gap = crate::finding::Place {
        file: unique.syntax.file,
        span: crate::syntax::Span { start: unique.syntax.span().start - 1, end: unique.syntax.span().end },
    };
    let fix = Fix::review("Make it unique per tenant", reason).replace(gap, "").replace(index.0, index.1);
    Some(finding.fix(fix))
}

/// The foreign keys have a rule of their own.
fn no_index(project: &Project, model: &Model, field: &Column) -> Option<Finding> {
    let name = field.name.text();
    let is_searched = project.searches.iter().any(|it| it.model.syntax == model.syntax);
    (!model.is_led_by(name) && !model.is_foreign_key(name) && !is_searched).then_some(())?;
    let message = format!(
        "No index of `{}` begins with `{name}`: every query of one tenant reads the rows of all.",
        model.name.text(),
    );
    Some(Finding::at(field.syntax, message).fix(super::add_index(model, name)))
}

/// Its rows hang on those of a tenant, and do not say so themselves.
fn no_column(project: &Project, model: &Model, owned: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let tenant = &project.standard.facts.tenant_field;
    let is_join = model.has("id");
    let parent = model.fields.iter().find(|it| {
        let holds = it.attribute("relation").is_some_and(|it| it.argument("fields").is_some());
        holds && owned(it.type_name)
    })?;
    (!is_join && !is_account(model) && !is_tenant(project, model)).then_some(())?;
    let message = format!(
        "`{}` has no `{tenant}`, which most models here have: only `{}` tells whose its rows are, so no filter, unique \
         key or policy of this table can keep tenants apart.",
        model.name.text(),
        parent.type_name,
    );
    Some(Finding::at(model.name, message).to_check().step(parent.syntax, "the tenant is known there"))
}

fn is_account(model: &Model) -> bool {
    let words = name_words(model.name.text());
    matches!(words.as_slice(), [only] if matches!(only.as_str(), "user" | "account" | "session" | "tenant" | "organization" | "organisation" | "workspace" | "company"))
}

/// The model that the column points at.
fn is_tenant(project: &Project, model: &Model) -> bool {
    let words = name_words(&project.standard.facts.tenant_field);
    name_words(model.name.text()).first() == words.first()
}
