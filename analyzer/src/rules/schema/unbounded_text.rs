//! Text columns without a length.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "schema/unbounded-text",
    title: "Text columns have no maximum length",
    severity: Severity::Info,
    standard: &["S103"],
    refs: &["CWE-1284", "https://www.prisma.io/docs/orm/reference/prisma-schema-reference#string"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("unbounded_text.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    // MySQL and SQL Server bound a text that says nothing; SQLite and MongoDB have no such types.
    matches!(project.datasource_of(model).provider, "postgresql" | "postgres" | "cockroachdb").then_some(())?;
    let bounded = |it: &Model| it.fields.iter().any(|it| it.attribute("db.VarChar").is_some());
    let open: Vec<&Column> = model.fields.iter().filter(|it| is_open(model, it)).collect();
    let first = *open.first()?;
    // Once for a schema that never says a length, else for the models that do not.
    let own = || project.models.iter().filter(|it| it.schema == model.schema);
    let is_first =
        own().find(|it| it.fields.iter().any(|one| is_open(it, one))).is_some_and(|it| it.syntax == model.syntax);
    (is_first || own().any(|it| bounded(it))).then_some(())?;
    let names: Vec<String> = open.iter().take(4).map(|it| format!("`{}`", it.name.text())).collect();
    let more = if open.len() > names.len() { format!(" and {} more", open.len() - names.len()) } else { String::new() };
    let verb = if open.len() == 1 { "takes" } else { "take" };
    let message = format!(
        "{}{more} of `{}` {verb} text of any length: a value that no DTO limits may be as long as a whole request.",
        names.join(", "),
        model.name.text(),
    );
    let reason = "longer texts that exist make the migration fail; pick the length for each";
    let fix =
        open.iter().fold(Fix::review("Bound them at 255", reason), |fix, it| fix.after(it.syntax, " @db.VarChar(255)"));
    Some(Finding::at(first.syntax, message).fix(fix))
}

fn is_open(model: &Model, column: &Column) -> bool {
    let name = column.name.text();
    let long = [
        "content",
        "body",
        "text",
        "description",
        "note",
        "notes",
        "html",
        "markdown",
        "comment",
        "message",
        "bio",
        "data",
    ];
    let lower = name.to_ascii_lowercase();
    let is_key =
        name == "id" || lower.ends_with("id") || column.attribute("id").is_some() || model.is_foreign_key(name);
    // What is stored of these is as long as a hash.
    let is_hash = ["password", "hash", "token", "secret"].iter().any(|it| lower.contains(it));
    let typed = column.attributes.iter().any(|it| it.name.starts_with("db."));
    column.type_name == "String"
        && !column.is_list
        && !is_key
        && !is_hash
        && !typed
        && !long.iter().any(|it| lower.ends_with(it))
}
