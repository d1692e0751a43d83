//! An index that another one makes needless.

use crate::finding::{Finding, Fix};
use crate::project::{Attribute, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "database/redundant-index",
    title: "Another index already serves these lookups",
    severity: Severity::Low,
    standard: &["S107"],
    refs: &[
        "https://www.postgresql.org/docs/current/indexes-multicolumn.html",
        "https://www.prisma.io/docs/orm/prisma-schema/data-model/indexes",
    ],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("redundant_index.md"),
    check: &[Check::Index(check)],
};

fn check(_: &Project, model: &Model, index: &Attribute) -> Option<Finding> {
    let columns = index.columns();
    is_plain(index).then_some(())?;
    let is_only = |name: &str| columns.as_slice() == [name];
    let field = model.fields.iter().find_map(|field| {
        let key = field.attribute("id").or(field.attribute("unique"))?;
        (key.args.is_empty() && is_only(field.name.text())).then_some(key)
    });
    let block = || {
        let mut others =
            model.attributes.iter().filter(|it| matches!(it.name, "index" | "unique" | "id") && is_plain(it));
        others.find(|other| {
            let wider = other.columns();
            let is_later = other.syntax.span().start > index.syntax.span().start;
            let is_twin = wider.len() == columns.len() && other.name == "index" && is_later;
            other.syntax != index.syntax && wider.starts_with(&columns) && !is_twin
        })
    };
    let other = field.or_else(block)?;
    let message = format!(
        "`{}` answers every lookup that `{}` answers, so this one only takes space and slows down each write to `{}`.",
        other.syntax.text(),
        index.syntax.text(),
        model.name.text(),
    );
    let reason = "the other index serves the same lookups";
    let fix = Fix::safe("Remove the index", reason).remove_lines(index.syntax);
    let finding = Finding::at(index.syntax, message).step(other.syntax, "this one stays").fix(fix);
    let is_same = field.is_some() || (other.name != "index" && other.columns() == columns);
    Some(if is_same { finding.severity(Severity::Info) } else { finding })
}

/// Only columns in their usual order: no type, operators, length, condition.
fn is_plain(index: &Attribute) -> bool {
    let named = |it: &(Option<&str>, _)| matches!(it.0.unwrap_or("fields"), "fields" | "map" | "name");
    let list = index.argument("fields").or_else(|| index.argument(""));
    index.args.iter().all(named) && list.is_some_and(|it| !it.text().contains(['(', '.']))
}
