//! `forRoot` of one package in several modules of an application.

use crate::finding::Finding;
use crate::project::{App, Call, Module, Project, What};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "architecture/configured-twice",
    title: "A package is configured in more than one module",
    severity: Severity::Low,
    standard: &["S057"],
    refs: &["https://docs.nestjs.com/modules#dynamic-modules", "https://docs.nestjs.com/migration-guide"],
    needs: &[Evidence::Module, Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("configured_twice.md"),
    check: &[Check::Module(check)],
};

/// Packages' modules that are configured once for the whole application.
const ONCE: [&str; 8] = [
    "ConfigModule",
    "ThrottlerModule",
    "LoggerModule",
    "ScheduleModule",
    "EventEmitterModule",
    "BullModule",
    "ClsModule",
    "CacheModule",
];

fn check(project: &Project, module: &Module) -> Option<Finding> {
    let apps = project.wiring.apps.iter().filter(|it| it.modules.binary_search(&module.place).is_ok());
    apps.flat_map(|app| roots(module).map(move |it| (app, it))).find_map(|(app, (name, call))| {
        let (other, first) = earlier(project, app, module, name, call)?;
        Some(finding(project, module, name, call).step(first, format!("`{}` configures it too", other.name())))
    })
}

fn finding(project: &Project, module: &Module, name: &str, call: Syntax) -> Finding {
    let place = Call::of(call).map_or(call, |it| it.callee);
    // Nest 11 tells dynamic modules apart by the object, so that two calls make two modules.
    let is_certain = project.major("@nestjs/core").is_some_and(|it| it >= 11);
    let effect = match name {
        "ScheduleModule" if is_certain => "Nest 11 makes two schedulers of it, and every job runs twice",
        "BullModule" => "which connection a queue gets depends on the order of imports",
        "ConfigModule" => "the environment is read and checked again, perhaps with other options",
        _ => "which of the settings applies depends on the order of imports",
    };
    let message = format!("`{}` configures `{name}` once more: {effect}.", module.name());
    let finding = Finding::at(place, message);
    if name == "ScheduleModule" && is_certain { finding.severity(Severity::High) } else { finding }
}

/// The same package's call in the root module, or in a module that stands before.
fn earlier<'p, 't>(
    project: &'p Project<'t>,
    app: &App<'t>,
    module: &Module<'t>,
    name: &str,
    call: Syntax<'t>,
) -> Option<(&'p Module<'t>, Syntax<'t>)> {
    let others = app.modules.iter().filter_map(|it| project.module_of(*it));
    let calls = others.flat_map(|it| roots(it).map(move |(name, call)| (it, name, call)));
    let mut same = calls.filter(|(_, other, place)| *other == name && *place != call);
    let rank = |module: &Module, call: Syntax| (module.place != app.root, call.file, call.span().start);
    same.find(|(it, _, place)| rank(it, *place) < rank(module, call)).map(|(it, _, place)| (it, place))
}

/// The calls of a module that configure a package: not conditional, and not for a named part of it.
fn roots<'t>(module: &Module<'t>) -> impl Iterator<Item = (&'t str, Syntax<'t>)> {
    module.imports.iter().filter(|it| !it.is_conditional).filter_map(|it| {
        let What::Package(syntax) = it.what else { return None };
        let call = Call::of(syntax)?;
        let name = call.receiver?.text();
        // `forRoot('archive', { … })`, `forRoot(ARCHIVE, { … })`
        let is_named = call.args.len() > 1
            || call.args.first().is_some_and(|it| literal(*it).is_some())
            || call.args.iter().filter_map(|it| Object::of(*it)).any(|it| it.has("name") || it.has("configKey"));
        let is_global = || call.object(0).and_then(|it| it.get("isGlobal")).is_some_and(|it| it.kind() == Kind::True);
        let is_root = call.name.starts_with("forRoot") || (call.name.starts_with("register") && is_global());
        (ONCE.contains(&name) && is_root && !is_named).then_some((name, syntax))
    })
}
