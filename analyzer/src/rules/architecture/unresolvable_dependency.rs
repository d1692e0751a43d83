//! An injected class that its module cannot see.

use crate::finding::{Finding, Fix};
use crate::project::{App, Hidden, Module, Project, Token, Wire};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Object, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "architecture/unresolvable-dependency",
    title: "A module cannot see what its class injects",
    severity: Severity::High,
    standard: &["S033", "S190"],
    refs: &["https://docs.nestjs.com/modules#feature-modules", "https://docs.nestjs.com/faq/common-errors"],
    needs: &[Evidence::Module, Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("unresolvable_dependency.md"),
    check: &[Check::Wire(check)],
};

fn check(project: &Project, wire: &Wire) -> Option<Finding> {
    if wire.is_optional || wire.is_made || project.is_test(wire.syntax) {
        return None;
    }
    let (app, module) = blind(project, wire)?;
    // One finding for all that lacks the same in one module.
    let others = project.needing(wire.token).filter(|it| !it.is_optional && !it.is_made);
    let lacking = others.filter(|it| blind(project, it).is_some_and(|(_, it)| it.place == module.place));
    let lacking: Vec<Syntax> = lacking.map(|it| it.syntax).collect();
    (lacking.first() == Some(&wire.syntax)).then_some(())?;
    let suppliers = project.suppliers(app, wire.token);
    let holders: Vec<&Module> = app.modules.iter().filter_map(|it| project.module_of(*it)).collect();
    let holder = holders.into_iter().find(|it| it.provides(wire.token));
    // What no module is seen to provide may be provided by one that is not seen.
    let is_sure = app.hidden == Hidden::Nothing;
    if app.hidden == Hidden::Missing || project.is_given_away(app, wire.token) {
        return None;
    }
    if holder.is_none() && !(is_sure && is_made_for_nest(project, wire.token) && project.is_listed_whole(app)) {
        return None;
    }
    let finding = Finding::at(place(project, wire), message(project, wire, module, &suppliers, holder));
    let finding = match module.metadata {
        Some(metadata) => finding
            .step(module.class.name, "the module it is created in")
            .fix(suppliers.first().copied().or(holder).and_then(|it| mend(project, wire, module, metadata, it))),
        None => finding,
    };
    let finding =
        holder.into_iter().fold(finding, |it, holder| it.step(holder.class.name, "the module that provides it"));
    let rest = lacking.into_iter().skip(1).take(5);
    let finding = rest.fold(finding, |it, place| it.step(place, "asks for it too"));
    Some(if is_sure { finding } else { finding.likely() })
}

/// The application and the module in which Nest creates what needs it, and cannot find it.
fn blind<'p, 't>(project: &'p Project<'t>, wire: &Wire<'t>) -> Option<(&'p App<'t>, &'p Module<'t>)> {
    let homes: Vec<&Module> = match wire.into {
        Token::Class(class) => project.homes_of(class).collect(),
        other => project
            .providers_of(other)
            .filter(|it| it.lists().iter().any(|(_, list)| list.iter().any(|it| it.syntax.contains(wire.syntax))))
            .collect(),
    };
    if matches!(wire.token, Token::Other(_)) {
        return None;
    }
    project.wiring.apps.iter().find_map(|app| {
        let own = homes.iter().filter(|it| app.modules.binary_search(&it.place).is_ok());
        let mut blind = own.filter(|it| project.sees(app, it, wire.token) == Some(false));
        blind.next().map(|it| (app, *it))
    })
}

/// Other classes may come from a package's module: a repository that an entity names, a proxy.
fn is_made_for_nest(project: &Project, token: Token) -> bool {
    let Token::Class(class) = token else { return false };
    project.classes.get(class as usize).is_some_and(|it| it.decorator("Injectable").is_some())
}

/// The parameter, or the class itself where the constructor is inherited.
fn place<'t>(project: &Project<'t>, wire: &Wire<'t>) -> Syntax<'t> {
    let Token::Class(class) = wire.into else { return wire.syntax };
    let class = project.classes.get(class as usize);
    class.filter(|it| !it.syntax.contains(wire.syntax)).map_or(wire.syntax, |it| it.name)
}

fn message(project: &Project, wire: &Wire, module: &Module, suppliers: &[&Module], holder: Option<&Module>) -> String {
    let (into, token, name) = (project.token_name(wire.into), project.token_name(wire.token), module.name());
    let why = match (suppliers.first(), holder) {
        (Some(supplier), _) if supplier.place == module.place => format!("`{name}` exports it without providing it"),
        (Some(supplier), _) => format!("`{}` exports it, but `{name}` does not import that module", supplier.name()),
        (None, Some(holder)) => format!("`{}` provides it and does not export it", holder.name()),
        (None, None) => "no module of the application provides it".to_owned(),
    };
    format!("Nest cannot give `{token}` to `{into}` in `{name}`: {why}. The application stops at start.")
}

/// Imports the module that exports it, and lets it export what it keeps.
fn mend<'t>(
    project: &Project<'t>,
    wire: &Wire<'t>,
    module: &Module<'t>,
    metadata: Object<'t>,
    supplier: &Module<'t>,
) -> Option<Fix> {
    let name = supplier.name();
    let reason = "check first whether the module should know the other, or whether both should import a third one";
    let imported = project.modules_among(&module.imports).any(|(it, _)| it.place == supplier.place);
    let circular = project.modules_among(&supplier.imports).any(|(it, _)| it.place == module.place);
    (!circular && supplier.place != module.place).then_some(())?;
    let title = match imported {
        true => format!("Export `{}` from `{name}`", project.token_name(wire.token)),
        false => format!("Import `{name}` into `{}`", module.name()),
    };
    let mut fix = Fix::review(title, reason);
    if !imported {
        fix = list(fix, metadata, "imports", name)?;
        let path = project.path_between(metadata.0, supplier.class.syntax)?;
        fix = project.bring(fix, metadata.0, name, &path);
    }
    if !project.hands_on(supplier, wire.token) {
        let Token::Class(_) = wire.token else { return None };
        fix = list(fix, supplier.metadata?, "exports", project.token_name(wire.token))?;
    }
    Some(fix)
}

fn list(fix: Fix, metadata: Object, key: &str, name: &str) -> Option<Fix> {
    let Some(value) = metadata.get(key) else { return Some(fix.add_entries(metadata, &[format!("{key}: [{name}]")])) };
    let value = plain(value);
    (value.kind() == crate::syntax::Kind::Array).then_some(())?;
    Some(match value.children().last() {
        Some(last) => fix.append(last, name),
        None => fix.replace(value, format!("[{name}]")),
    })
}
