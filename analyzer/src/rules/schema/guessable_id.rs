//! Rows that are numbered one after the other, and reached by that number from outside.

use crate::finding::Finding;
use crate::project::{Model, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "schema/guessable-id",
    title: "Ids in URLs can be guessed by counting",
    severity: Severity::Info,
    standard: &["S102"],
    refs: &["CWE-340", "https://www.prisma.io/docs/orm/reference/prisma-schema-reference#uuid"],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("guessable_id.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let id = counted(model)?;
    let route = route_of(project, model)?;
    // Once per schema: the choice is made for all of them.
    let mut before =
        project.models.iter().take_while(|it| it.syntax != model.syntax).filter(|it| it.schema == model.schema);
    (!before.any(|it| counted(it).is_some() && route_of(project, it).is_some())).then_some(())?;
    let message = format!(
        "`{}` rows are numbered one after the other, and `{}` takes the number: whoever has one can guess all others, \
         and tell how many there are.",
        model.name.text(),
        route.label(),
    );
    Some(Finding::at(id, message).step(route.method.name, "the number is part of this URL"))
}

fn counted<'t>(model: &Model<'t>) -> Option<crate::syntax::Syntax<'t>> {
    let id = model.fields.iter().find(|it| it.attribute("id").is_some())?;
    let value = id.attribute("default")?.argument("")?;
    value.text().starts_with("autoincrement(").then_some(id.syntax)
}

/// A handler with `:id` in a controller that is named for the model.
fn route_of<'p, 't>(project: &'p Project<'t>, model: &Model) -> Option<&'p Route<'t>> {
    let own = name_words(model.name.text()).concat();
    let own = own.trim_end_matches('s').trim_end_matches('y');
    project.routes.iter().filter(|it| it.paths.iter().any(|it| it.split('/').any(|it| it == ":id"))).find(|it| {
        let words = name_words(it.class.name.text().trim_end_matches("Controller"));
        words.concat().trim_end_matches('s').trim_end_matches("ie") == own
    })
}
