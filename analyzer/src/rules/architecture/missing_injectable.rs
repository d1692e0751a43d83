//! A class that Nest creates, and whose constructor it cannot read.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/missing-injectable",
    title: "A provider with dependencies lacks `@Injectable()`",
    severity: Severity::High,
    standard: &["S058", "S190"],
    refs: &[
        "https://docs.nestjs.com/providers",
        "https://www.typescriptlang.org/docs/handbook/decorators.html#metadata",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("missing_injectable.md"),
    check: &[Check::Class(Role::Any, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let owner = project.constructor_of(class)?;
    let bare = owner.decorators.is_empty() && owner.injections.iter().all(|it| it.decorators.is_empty());
    let needed = |it: &Syntax| it.kind() != Kind::OptionalParameter && it.field(Field::Value).is_none();
    let first = owner.injections.iter().find(|it| needed(&it.syntax))?;
    (bare && !project.is_test(class.syntax)).then_some(())?;
    let place = project.place_of(class.syntax)?;
    let listed = project.homes_of(place).find(|it| project.lists_class(it, place));
    if listed.is_none() {
        return guess(project, class);
    }
    let module = listed?;
    let (name, field) = (class.name.text(), first.name.text());
    let inherits = owner.syntax != class.syntax;
    let message = if inherits {
        format!(
            "`{name}` runs the constructor of `{}`, which has no decorator, so its parameter types are not recorded: Nest \
             passes nothing and `{field}` is `undefined`.",
            owner.name.text()
        )
    } else {
        format!(
            "`{}` lists `{name}`, but without a decorator its parameter types are not recorded: Nest passes nothing and \
             `{field}` is `undefined`.",
            module.name()
        )
    };
    let finding = Finding::at(class.name, message).step(first.syntax, "never filled");
    Some(finding.fix(decorate(project, owner.syntax)))
}

/// In a paste without modules a service is known by its name and what it takes.
fn guess<'t>(project: &Project<'t>, class: &Class<'t>) -> Option<Finding> {
    let name = class.name.text();
    let is_named = ["Service", "Repository", "Guard", "Interceptor"].iter().any(|it| name.ends_with(it));
    let takes = |it: &crate::project::Parameter| {
        let kind = it.annotation.as_ref().map_or("", |it| it.name);
        it.is_property && ["Service", "Repository", "Client"].iter().any(|it| kind.ends_with(it))
    };
    let nest = project.imports_of(class.syntax.file).any(|it| it.module == "@nestjs/common");
    let built = project.calls_of(name).any(|it| it.is_new);
    let plain = class.decorators.is_empty() && class.syntax.kind() == Kind::Class && class.extends.is_none();
    let alone = project.wiring.modules.is_empty();
    (is_named && nest && plain && alone && !built && class.injections.iter().any(takes)).then_some(())?;
    let message = format!(
        "`{name}` takes dependencies and has no `@Injectable()`: if a module lists it, Nest passes nothing to its constructor."
    );
    let finding = Finding::at(class.name, message).severity(Severity::Medium).likely();
    Some(finding.fix(decorate(project, class.syntax)))
}

/// Puts the decorator in front of the declaration.
fn decorate<'t>(project: &Project<'t>, class: Syntax<'t>) -> Fix {
    let whole = class.parent().filter(|it| it.kind() == Kind::Export).unwrap_or(class);
    let reason = "the dependencies are created and passed from then on, and must be visible to the module";
    let fix = Fix::review("Add `@Injectable()`", reason).before(whole, "@Injectable()\n");
    project.bring(fix, class, "Injectable", "@nestjs/common")
}
