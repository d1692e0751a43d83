//! A class with state of its own that several modules provide.

use crate::finding::Finding;
use crate::project::{Class, Module, Project, Role, What};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/provided-twice",
    title: "Several modules create their own copy of one service",
    severity: Severity::Medium,
    standard: &["X006", "S190"],
    refs: &["https://docs.nestjs.com/modules#shared-modules"],
    needs: &[Evidence::Module],
    fix: FixKind::None,
    words: words!("provided_twice.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let place = project.place_of(class.syntax)?;
    let first = project.homes_of(place).find(|it| !project.is_test(it.class.syntax))?;
    // Two applications of one repository each have their own.
    let apps = &project.wiring.apps;
    let shared = apps.iter().find(|it| it.modules.binary_search(&first.place).is_ok());
    let together = |it: &&Module| match shared {
        Some(app) => app.modules.binary_search(&it.place).is_ok(),
        None => {
            !project.is_test(it.class.syntax)
                && apps.is_empty()
                && project.same_app(first.class.syntax.file, it.class.syntax.file)
        }
    };
    let listing: Vec<(&Module, Syntax)> =
        project.homes_of(place).filter(together).filter_map(|it| Some((it, entry(it, place)?))).collect();
    let [.., (last, again)] = listing.as_slice() else { return None };
    (listing.len() > 1 && !project.is_test(*again)).then_some(())?;
    let cost = cost(project, class)?;
    let names: Vec<String> = listing.iter().map(|it| format!("`{}`", it.0.name())).collect();
    let others = names.get(..names.len() - 1).unwrap_or_default().join(", ");
    let message = format!(
        "{others} and `{}` each create their own `{}`: {cost}. Provide it in one module, export it there and import that \
         module.",
        last.name(),
        class.name.text(),
    );
    let finding = Finding::at(*again, message);
    Some(listing.iter().filter(|it| it.1 != *again).fold(finding, |it, one| it.step(one.1, "also provided here")))
}

/// Where a module lists the class itself.
fn entry<'t>(module: &Module<'t>, place: u32) -> Option<Syntax<'t>> {
    module.providers.iter().find(|it| it.what == What::Class(place) && !it.is_conditional).map(|it| it.syntax)
}

/// What a second instance costs; `None` for a class where it does not matter.
fn cost(project: &Project, class: &Class) -> Option<String> {
    if class.extends.as_ref().is_some_and(|it| it.name == "PrismaClient") {
        return Some("each opens its own pool of connections".into());
    }
    let runs = ["Cron", "Interval", "Timeout", "OnEvent", "SubscribeMessage"];
    let decorated = |name: &str| class.methods.iter().find(|it| it.decorators.iter().any(|it| it.name == name));
    if let Some((name, method)) = runs.iter().find_map(|it| Some((it, decorated(it)?))) {
        return Some(format!(
            "`@{name}` is registered for each of them, so `{}` runs more than once",
            method.name.text()
        ));
    }
    if class.decorator("Processor").is_some() {
        return Some("each registers a worker of its own on the queue".into());
    }
    let field = class.properties.iter().find(|it| {
        let built = it.value.is_some_and(|value| {
            let empty = value.is(&[Kind::Array, Kind::Object]) && value.children().next().is_none();
            empty
                || (value.kind() == Kind::New
                    && ["Map", "Set"].iter().any(|it| {
                        value.field(crate::syntax::Field::Constructor).is_some_and(|name| name.text() == *it)
                    }))
        });
        built && !it.modifiers.contains(&"static") && project.is_singleton(class) && changes(class, it.name.text())
    })?;
    Some(format!("what one keeps in `{}` the others do not see", field.name.text()))
}

/// Whether methods put something into a field.
fn changes(class: &Class, field: &str) -> bool {
    let owner = |it: &str| it.strip_prefix("this.").and_then(|it| it.strip_prefix(field)).map(str::to_owned);
    class.methods.iter().filter_map(|it| it.body).flat_map(|it| it.find(Kind::Member)).any(|it| {
        owner(it.text()).is_some_and(|it| matches!(it.as_str(), ".set" | ".add" | ".push" | ".delete" | ".unshift"))
    })
}
