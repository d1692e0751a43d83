//! `DELETE` that says in its body what to delete.

use crate::finding::Finding;
use crate::project::{Parameter, Project, Route, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "api/delete-with-body",
    title: "A DELETE reads what to delete from its body",
    severity: Severity::Low,
    standard: &["S139"],
    refs: &["https://www.rfc-editor.org/rfc/rfc9110#name-delete"],
    needs: &[],
    fix: FixKind::None,
    words: words!("delete_with_body.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let body = named(&parameter.decorators, "Body").filter(|_| route.verb == "Delete")?;
    let typed = parameter.annotation.as_ref();
    let class = typed.and_then(|it| project.class_named(it.syntax.file, it.name));
    // Many at once, or the proof of who one is, have no better place.
    let has_list = |it: &crate::project::Type| it.element().is_some();
    let lists = class.is_some_and(|it| it.properties.iter().filter_map(|it| it.annotation.as_ref()).any(has_list));
    let is_list = typed.is_some_and(|it| it.element().is_some());
    let names = class.into_iter().flat_map(|it| it.properties.iter().map(|it| it.name.text()));
    let key = body.args.first().map(|it| it.text());
    let proof = |it: &str| {
        name_words(it)
            .iter()
            .any(|it| matches!(it.as_str(), "password" | "reason" | "code" | "token" | "confirm" | "ids"))
    };
    let excused = names.chain(key).chain([parameter.name.text()]).any(proof);
    (!lists && !is_list && !excused && !project.is_test(parameter.syntax)).then_some(())?;
    let message = format!(
        "`{}` reads from its body what to delete. HTTP gives the body of a DELETE no meaning: proxies and clients may \
         drop it, and then the handler does not know what to delete.",
        route.label()
    );
    Some(Finding::at(parameter.syntax, message))
}
