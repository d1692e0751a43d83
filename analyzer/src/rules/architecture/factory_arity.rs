//! A factory whose parameters and `inject` list disagree.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "architecture/factory-arity",
    title: "A factory and its `inject` list disagree",
    severity: Severity::Medium,
    standard: &["S036", "S190"],
    refs: &["https://docs.nestjs.com/fundamentals/custom-providers#factory-providers-usefactory"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("factory_arity.md"),
    check: &[Check::Factory(check)],
};

fn check(project: &Project, object: Syntax) -> Option<Finding> {
    let object = Object::of(object)?;
    let factory = object.get("useFactory")?;
    // `deps` is how Angular says it.
    if object.has("deps") || project.is_test(object.0) {
        return None;
    }
    let parameters = parameters(project, factory)?;
    let entries = entries(project, object)?;
    let needed = parameters.iter().filter(|it| is_needed(**it)).count();
    let place = object.pair("inject").or(object.pair("useFactory")).unwrap_or(object.0);
    if let Some(missing) = parameters.get(entries.len()).filter(|_| entries.len() < needed) {
        let name = missing.field(Field::Pattern).unwrap_or(*missing);
        let name = if name.kind() == Kind::Identifier { format!("`{}`", name.text()) } else { "the rest".into() };
        let message = format!(
            "This factory takes {} and `inject` names {}, so {name} is `undefined` when it runs.",
            count(needed, "value"),
            count(entries.len(), "provider"),
        );
        return Some(Finding::at(place, message).fix(complete(project, object, &entries, &parameters)));
    }
    let extra = entries.get(parameters.len())?;
    let message = format!(
        "`inject` names {} and this factory takes {}: nothing reads `{}`.",
        count(entries.len(), "provider"),
        count(parameters.len(), "value"),
        extra.text()
    );
    // It may be named to have it created first.
    Some(Finding::at(*extra, message).severity(Severity::Low).likely())
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => "none".into(),
        1 => format!("one {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// The parameters of the factory; `None` if it cannot be seen or takes any number.
fn parameters<'t>(project: &Project<'t>, factory: Syntax<'t>) -> Option<Vec<Syntax<'t>>> {
    let value = plain(factory);
    let kinds = [Kind::Arrow, Kind::FunctionExpression, Kind::Function, Kind::Method];
    let function = [value, project.constant(value)].into_iter().find(|it| it.is(&kinds)).or_else(|| {
        let named = value.kind() == Kind::Identifier && project.import_of(value.file, value.text()).is_none();
        project.declared(value.file, value.text()).filter(|it| named && it.kind() == Kind::Function)
    })?;
    if let Some(single) = function.field(Field::Parameter) {
        return Some(vec![single]);
    }
    let list = function.field(Field::Parameters)?;
    let all: Vec<Syntax> =
        list.children().filter(|it| it.is(&[Kind::RequiredParameter, Kind::OptionalParameter])).collect();
    let is_rest = |it: &Syntax| it.field(Field::Pattern).is_some_and(|it| it.kind() == Kind::RestPattern);
    let uses_any = function.find(Kind::Identifier).any(|it| it.text() == "arguments");
    (!all.iter().any(is_rest) && !uses_any).then_some(all)
}

fn is_needed(parameter: Syntax) -> bool {
    parameter.kind() != Kind::OptionalParameter && parameter.field(Field::Value).is_none()
}

/// The entries of `inject`; `None` if they, or who completes them, cannot be seen.
fn entries<'t>(project: &Project<'t>, object: Object<'t>) -> Option<Vec<Syntax<'t>>> {
    match project.setting(object, "inject") {
        Setting::Set(list) => {
            let list = project.constant(list);
            let entries: Vec<Syntax> = list.children().collect();
            let closed = list.kind() == Kind::Array && entries.iter().all(|it| it.kind() != Kind::Spread);
            closed.then_some(entries)
        }
        Setting::Unseen => None,
        // A module of the team may inject something of its own choice.
        Setting::Absent => (object.has("provide") || project.is_for_package(object.0)).then(Vec::new),
    }
}

/// Names the classes that the parameters ask for.
fn complete<'t>(
    project: &Project<'t>,
    object: Object<'t>,
    entries: &[Syntax<'t>],
    parameters: &[Syntax<'t>],
) -> Option<Fix> {
    let missing = parameters.iter().skip(entries.len()).filter(|it| is_needed(**it));
    let types: Option<Vec<&str>> =
        missing.map(|it| injectable(project, it.field(Field::Type)?.children().next()?)).collect();
    let types = types?.join(", ");
    let fix = Fix::review(format!("Inject `{types}`"), "the module must be able to see what is named");
    let list = object.get("inject").map(plain);
    match (list, entries.last()) {
        (None, _) => Some(fix.add_entries(object, &[format!("inject: [{types}]")])),
        (Some(list), _) if list.kind() != Kind::Array => None,
        (Some(_), Some(last)) => Some(fix.append(*last, &types)),
        (Some(list), None) => Some(fix.replace(list, format!("[{types}]"))),
    }
}

/// The name of a class that exists when the program runs.
fn injectable<'t>(project: &Project<'t>, annotation: Syntax<'t>) -> Option<&'t str> {
    let name = annotation.field(Field::Name).filter(|_| annotation.kind() == Kind::GenericType).unwrap_or(annotation);
    (name.kind() == Kind::TypeIdentifier).then_some(())?;
    let own = project.class_named(name.file, name.text()).is_some();
    let known = ["ConfigService", "JwtService", "HttpService", "ModuleRef", "Reflector", "EventEmitter2"];
    let import = project.import_of(name.file, name.text());
    let type_only = import.is_some_and(|(_, it)| it.type_only);
    (!type_only && (own || known.contains(&name.text()))).then(|| name.text())
}
