//! `PartialType` of a class whose properties have initial values.

use crate::finding::Finding;
use crate::project::{Class, Project, Property, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "validation/partial-with-defaults",
    title: "A partial update resets what was left out",
    severity: Severity::Medium,
    standard: &["X029"],
    refs: &["https://docs.nestjs.com/techniques/validation#mapped-types"],
    needs: &[],
    fix: FixKind::None,
    words: words!("partial_with_defaults.md"),
    check: &[Check::Class(Role::Any, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let extends = class.extends.as_ref().filter(|it| it.name == "PartialType" && it.syntax.kind() == Kind::Call)?;
    (!project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    let names = extends.syntax.descendants().filter(|it| it.kind() == Kind::Identifier);
    let bases: Vec<_> = names.filter_map(|it| project.class_named(it.file, it.text())).collect();
    let own = |it: &&Property| class.properties.iter().any(|one| one.name.text() == it.name.text());
    // `PickType(Base, ['a'])` and `OmitType(Base, ['a'])` decide by name.
    let named = |it: &&Property| {
        let text = extends.syntax.text();
        let listed = ["'", "\""].iter().any(|quote| text.contains(&format!("{quote}{}{quote}", it.name.text())));
        (!text.contains("OmitType(") || !listed) && (!text.contains("PickType(") || listed)
    };
    let preset = |it: &&Property| {
        let value = it.value.is_some_and(|it| it.kind() != Kind::Undefined);
        value && !it.decorators.is_empty() && !it.modifiers.iter().any(|it| matches!(*it, "static" | "private"))
    };
    let preset: Vec<&Property> =
        bases.iter().flat_map(|it| &it.properties).filter(preset).filter(|it| !own(it)).filter(named).collect();
    let first = preset.first()?;
    let intakes = project.intakes_of(class);
    let intake = intakes.iter().find(|it| it.part == "Body" && !it.is_held);
    (intakes.is_empty() || intake.is_some()).then_some(())?;
    let others = match preset.len() {
        1 => String::new(),
        2 => " and one more property".to_owned(),
        count => format!(" and {} more properties", count - 1),
    };
    let message = format!(
        "A request that leaves `{name}`{others} out sets it to `{value}` again: `PartialType` takes the initial value \
         over into `{class}`.",
        name = first.name.text(),
        value = first.value?.text(),
        class = class.name.text(),
    );
    let message = if others.is_empty() { message } else { message.replace(" sets it to ", " sets the first to ") };
    let finding = Finding::at(extends.syntax, message).step(first.syntax, "the initial value is here");
    let label = intake.and_then(|it| project.routes.get(it.route));
    Some(match (intake, label) {
        (Some(it), Some(route)) => finding.step(it.parameter, format!("`{}` reads the class", route.label())),
        _ => finding.likely(),
    })
}
