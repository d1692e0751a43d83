//! Tables whose names in the database follow another rule than the rest.

use crate::finding::{Finding, Fix};
use crate::project::{Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "schema/mixed-names",
    title: "Names in the database follow two rules",
    severity: Severity::Info,
    standard: &["S108"],
    refs: &["https://www.prisma.io/docs/orm/prisma-schema/data-model/database-mapping"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("mixed_names.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let own = || project.models.iter().filter(|it| it.schema == model.schema);
    let name = model.name.text();
    let rises = |it: &str| it.bytes().any(|it| it.is_ascii_uppercase());
    let mapped = own().filter(|it| it.has("map")).count();
    if !model.has("map") && rises(name) && mapped * 2 > own().count() {
        let table = plural(&name_words(name).join("_"));
        let message = format!(
            "`{name}` keeps its name in the database, where {mapped} of {} models are mapped to another spelling: queries by \
             hand have to quote this one.",
            own().count(),
        );
        let place = super::super::database::add_block(model, &format!("@@map(\"{table}\")"))?;
        let reason = "the migration must rename the table, not drop it and create another";
        let fix = Fix::review(format!("Map it to `{table}`"), reason).replace(place.0, place.1);
        return Some(Finding::at(model.name, message).fix(fix));
    }
    column(project, model)
}

/// `firstName` without `@map`, where the others have one.
fn column(project: &Project, model: &Model) -> Option<Finding> {
    let plain = |it: &&crate::project::Column| {
        !it.is_list && !project.is_relation(it) && it.name.text().bytes().any(|it| it.is_ascii_uppercase())
    };
    let columns: Vec<_> = model.fields.iter().filter(plain).collect();
    let (mapped, open): (Vec<_>, Vec<_>) = columns.into_iter().partition(|it| it.attribute("map").is_some());
    let first = open.first().filter(|_| mapped.len() > open.len())?;
    let column = name_words(first.name.text()).join("_");
    let message = format!(
        "`{}` keeps its name in the database, where {} other columns of `{}` are mapped to another spelling.",
        first.name.text(),
        mapped.len(),
        model.name.text(),
    );
    let reason = "the migration must rename the columns, not drop them and create others";
    let fix = open.iter().fold(Fix::review(format!("Map it to `{column}`"), reason), |fix, it| {
        fix.after(it.syntax, format!(" @map(\"{}\")", name_words(it.name.text()).join("_")))
    });
    Some(Finding::at(first.syntax, message).fix(fix))
}

fn plural(name: &str) -> String {
    let sibilant = ["s", "x", "ch", "sh"].iter().any(|it| name.ends_with(it));
    let vowel = name.len() > 1 && name.get(..name.len() - 1).is_some_and(|it| it.ends_with(['a', 'e', 'i', 'o', 'u']));
    match name.strip_suffix('y').filter(|_| !vowel) {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{name}es"),
        None => format!("{name}s"),
    }
}
