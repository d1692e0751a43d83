//! A column that stands for one row, such as an e-mail address, and that two rows may share.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "database/natural-key-not-unique",
    title: "Two accounts can share one name or email address",
    severity: Severity::Medium,
    standard: &["S104"],
    refs: &["CWE-694", "https://www.prisma.io/docs/orm/reference/prisma-schema-reference#unique"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("natural_key_not_unique.md"),
    check: &[Check::Column(check)],
};

fn check(project: &Project, model: &Model, column: &Column) -> Option<Finding> {
    let name = column.name.text();
    let is_key = matches!(name.to_ascii_lowercase().as_str(), "email" | "username" | "login" | "handle");
    let is_text = column.type_name == "String" && !column.is_list;
    (is_key && is_text && signs_in(model)).then_some(())?;
    let keys = model.attributes.iter().filter(|it| matches!(it.name, "unique" | "id"));
    let is_unique = column.attribute("unique").or(column.attribute("id")).is_some();
    if is_unique || keys.into_iter().any(|it| it.columns().contains(&name)) {
        return None;
    }
    // It may be unique regardless of case, which only SQL can say.
    let by_sql = |it: &crate::project::TableIndex| {
        it.is_unique && it.columns.iter().any(|it| it.is_empty() || it.eq_ignore_ascii_case(column.column()))
    };
    if project.table_of(model).is_some_and(|(_, table)| table.indexes.iter().any(by_sql)) {
        return None;
    }
    let message = format!(
        "Nothing keeps two `{}` rows from having the same `{name}`: two sign-ups at the same moment both pass a check in \
         code, and after that a sign-in finds either of them.",
        model.name.text(),
    );
    let reason = "rows that share a value today make the migration fail; a value per tenant needs `@@unique` over both";
    let fix = Fix::review("Make it unique", reason).after(column.syntax, " @unique");
    Some(Finding::at(column.syntax, message).likely().fix(fix))
}

/// An account: it has a password of its own. Histories and requests of accounts are none.
fn signs_in(model: &Model) -> bool {
    let copies =
        ["history", "audit", "log", "subscriber", "request", "attempt", "invitation", "invite", "pending", "archive"];
    let is_copy = name_words(model.name.text()).iter().any(|it| copies.contains(&it.as_str()));
    let is_password = |it: &Column| {
        let lower = it.name.text().to_ascii_lowercase();
        it.type_name == "String" && (lower.starts_with("password") || lower == "hashedpassword" || lower == "hash")
    };
    !is_copy && model.fields.iter().any(is_password)
}
