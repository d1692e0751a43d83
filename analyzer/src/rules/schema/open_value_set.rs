//! Text columns that hold one of a few values, and a role that starts at the top.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, literal, name_words};

pub static RULE: Rule = Rule {
    id: "schema/open-value-set",
    title: "A column takes values that it should not",
    severity: Severity::Info,
    standard: &["S109"],
    refs: &["CWE-1286", "https://www.prisma.io/docs/orm/prisma-schema/data-model/models#defining-enums"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("open_value_set.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    model.fields.iter().find_map(powerful).or_else(|| model.fields.iter().find_map(|it| listed(project, model, it)))
}

/// `role Role @default(ADMIN)`
fn powerful(column: &Column) -> Option<Finding> {
    let is_role = name_words(column.name.text()).last().is_some_and(|it| it == "role");
    let value = column.attribute("default").filter(|_| is_role)?.argument("")?;
    let name = literal(value).unwrap_or(value.text());
    let high = ["admin", "administrator", "superadmin", "super_admin", "owner", "root"];
    high.contains(&name.to_ascii_lowercase().as_str()).then_some(())?;
    let message = format!(
        "Every row that does not say otherwise gets the role `{name}`: one forgotten field makes an administrator."
    );
    Some(Finding::at(column.syntax, message).severity(Severity::Medium))
}

/// `status String // open, paid, shipped`
fn listed<'t>(project: &Project<'t>, model: &Model<'t>, column: &Column<'t>) -> Option<Finding> {
    let named = ["status", "state", "role", "kind", "type", "level", "priority", "visibility"];
    let is_set = name_words(column.name.text()).last().is_some_and(|it| named.contains(&it.as_str()));
    let provider = project.datasource_of(model).provider;
    (is_set && column.type_name == "String" && !column.is_list && provider != "sqlite" && provider != "sqlserver")
        .then_some(())?;
    let values = remark(column)?;
    let message = format!(
        "`{}` is any text, though only {} are meant: a typo is stored like the rest and found by no query.",
        column.name.text(),
        values.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "),
    );
    let finding = Finding::at(column.syntax, message);
    let name = format!("{}{}", model.name.text(), capital(column.name.text()));
    let typed = column.syntax.child(Kind::ColumnType)?.children().next()?;
    let fits = values.iter().all(|it| {
        it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
            && it.starts_with(|it: char| it.is_ascii_alphabetic())
    });
    let default = column.attribute("default").and_then(|it| it.argument(""));
    let known = default.is_none_or(|it| literal(it).is_some_and(|it| values.contains(&it)));
    let reason = "the migration must turn the texts into the enum, and code must use its values";
    let block = format!("\n\nenum {name} {{\n  {}\n}}", values.join("\n  "));
    let fix = Fix::review(format!("Make it the enum `{name}`"), reason).replace(typed, name).after(model.syntax, block);
    let fix = match default.and_then(|it| Some((it, literal(it)?))) {
        Some((place, text)) => fix.replace(place, text),
        None => fix,
    };
    Some(finding.fix((fits && known).then_some(fix)))
}

/// The values that a comment on the column's line lists.
fn remark<'t>(column: &Column<'t>) -> Option<Vec<&'t str>> {
    let source = column.syntax.source();
    let rest = source.get(column.syntax.span().end as usize..)?.lines().next()?;
    let line = source.get(column.syntax.span().start as usize..)?.lines().next()?;
    let comment = rest.split_once("//").or(line.split_once("//"))?.1.trim_start_matches('/').trim();
    let comment = comment.split_once(':').map_or(comment, |(_, it)| it);
    let values: Vec<&str> =
        comment.split([',', '|', '/']).map(|it| it.trim().trim_matches(['\'', '"', '`', '.'])).collect();
    let is_word = |it: &&str| !it.is_empty() && it.len() < 24 && !it.contains(' ');
    (values.len() > 1 && values.len() < 13 && values.iter().all(is_word)).then_some(values)
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|it| it.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
