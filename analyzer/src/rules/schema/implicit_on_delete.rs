//! Required relations that do not say what becomes of them when the other row goes.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "schema/implicit-on-delete",
    title: "A relation does not say what deleting does",
    severity: Severity::Info,
    standard: &["S110"],
    refs: &["https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/referential-actions"],
    needs: &[Evidence::Schema],
    fix: FixKind::Safe,
    words: words!("implicit_on_delete.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let provider = project.datasource_of(model).provider;
    (provider != "mongodb").then_some(())?;
    let open: Vec<&Column> = model.fields.iter().filter(|it| is_open(model, it)).collect();
    let first = *open.first()?;
    let others = match open.len() {
        1 => String::new(),
        2 => " (and one more here)".to_owned(),
        more => format!(" (and {} more here)", more - 1),
    };
    let message = format!(
        "`{}`{others} has no `onDelete`: while rows of `{}` point at it, deleting a row of `{}` fails with an error of the \
         database, and the schema does not say so.",
        first.name.text(),
        model.name.text(),
        first.type_name,
    );
    // SQL Server has no `Restrict`.
    let action = if provider == "sqlserver" { "NoAction" } else { "Restrict" };
    let ends = open.iter().filter_map(|it| it.attribute("relation")?.args.last());
    let fix = Fix::safe("Say what happens today", "it is Prisma's default for a required relation, in writing");
    let fix = ends.fold(fix, |fix, (_, last)| {
        let end = last.parent().filter(|it| it.span().end == last.span().end).unwrap_or(*last);
        fix.after(end, format!(", onDelete: {action}"))
    });
    Some(Finding::at(first.syntax, message).fix(fix))
}

fn is_open(model: &Model, column: &Column) -> bool {
    let keys =
        column.attribute("relation").filter(|it| it.argument("fields").is_some() && it.argument("onDelete").is_none());
    // Of an optional key the default is `SetNull`.
    let optional = |name: &&str| model.field(name).is_some_and(|it| it.is_optional);
    keys.is_some_and(|it| !column.is_optional && !it.columns().iter().any(optional))
}
