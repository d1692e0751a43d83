//! A constructor parameter whose type is gone when Nest looks for it.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Parameter, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "architecture/type-only-injection",
    title: "An injected type does not exist at run time",
    severity: Severity::High,
    standard: &["S035"],
    refs: &[
        "https://docs.nestjs.com/providers#dependency-injection",
        "https://docs.nestjs.com/fundamentals/custom-providers",
        "https://www.typescriptlang.org/tsconfig/#emitDecoratorMetadata",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("type_only_injection.md"),
    check: &[Check::Injection(Role::Controller, check), Check::Injection(Role::Provider, check)],
};

fn check(project: &Project, class: &Class, parameter: &Parameter) -> Option<Finding> {
    // `@Inject(TOKEN)`, `@InjectRepository(X)`, `@Optional()`, a decorator of the team: no need of the type.
    let is_plain = parameter.decorators.is_empty() && parameter.syntax.field(Field::Value).is_none();
    let is_own = class.syntax.kind() == Kind::Class && class.syntax.function().is_none();
    (is_plain && is_own && !project.is_test(class.syntax)).then_some(())?;
    let gone = project.vanishing(parameter.annotation.as_ref()?)?;
    // Seeing who creates it is the dear part, so it comes last.
    (!project.is_constructed(class)).then_some(())?;
    let way = match gone.class {
        Some(_) => "Import the class itself.",
        None => "Give it a token with `@Inject(…)`, or a class as its type.",
    };
    let message = format!(
        "`{}` asks for `{}: {}`, which is {}. Nest finds no type to look for when the program runs, and the \
         application does not start. {way}",
        class.name.text(),
        parameter.name.text(),
        gone.text,
        gone.what,
    );
    let finding = Finding::at(parameter.syntax, message);
    let finding = match gone.origin {
        Some(origin) => finding.step(origin, "it comes from here"),
        None => finding,
    };
    let fix = gone.class.and_then(|local| {
        let (import, name) = project.import_of(class.syntax.file, local)?;
        let fix =
            Fix::review(format!("Import `{local}` as a class"), "check for a circle: the other file is now loaded");
        project.import_as_value(fix, import, name)
    });
    Some(finding.fix(fix))
}
