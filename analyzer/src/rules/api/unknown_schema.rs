//! References of the documentation to schemas that it does not hold.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "api/unknown-schema",
    title: "The documentation refers to a missing schema",
    severity: Severity::Low,
    standard: &["X035"],
    refs: &["https://docs.nestjs.com/openapi/types-and-parameters#extra-models"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unknown_schema.md"),
    check: &[Check::Call(&["getSchemaPath"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let [named] = call.args.as_slice() else { return None };
    (named.kind() == Kind::Identifier && project.comes_from(call.callee, "@nestjs/swagger")).then_some(())?;
    let class = project.class_named(named.file, named.text()).filter(|_| !project.is_test(call.syntax))?;
    let is_shown =
        project.documented.iter().any(|it| project.classes.get(it.class).is_some_and(|it| it.syntax == class.syntax));
    let is_it = |it: Syntax| it.text() == named.text();
    let mut extra = project.calls_of("ApiExtraModels").flat_map(|it| it.args.iter());
    let mut listed = project.calls_of("createDocument").flat_map(|it| it.args.iter());
    let by_options = listed
        .any(|it| it.text().contains(named.text()) || project.options(*it).is_some_and(|it| it.has("extraModels")));
    (!is_shown && !extra.any(|it| is_it(*it) || it.kind() == Kind::Spread) && !by_options).then_some(())?;
    // A decorator of the project's own may add it by a parameter.
    let holder = call.syntax.ancestor(&[Kind::Decorator])?;
    let message = format!(
        "No schema is named `{}` in the document: nothing else shows the class, so this reference leads nowhere.",
        named.text()
    );
    let first = call.syntax.ancestor(&[Kind::Method, Kind::FieldDefinition, Kind::ClassBody, Kind::Export]);
    let place = first.filter(|it| it.kind() == Kind::FieldDefinition).unwrap_or(holder);
    let fix = Fix::review("Add it to the document", "the document then lists the class");
    let fix = Some(place)
        .filter(|it| it.kind() == Kind::Decorator)
        .and_then(|it| project.decorate(fix, it, &format!("@ApiExtraModels({})", named.text()), "@nestjs/swagger"));
    Some(Finding::at(call.syntax, message).likely().fix(fix))
}
