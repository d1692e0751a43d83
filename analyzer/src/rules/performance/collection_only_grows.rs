//! Collections of long-lived classes that are filled and never emptied.

use crate::finding::Finding;
use crate::project::{Class, Project, Property, Role, declared_scope};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, literal, name_words, plain};

pub static RULE: Rule = Rule {
    id: "performance/collection-only-grows",
    title: "A collection only grows",
    severity: Severity::Medium,
    standard: &["S203"],
    refs: &["CWE-401", "CWE-770"],
    needs: &[],
    fix: FixKind::None,
    words: words!("collection_only_grows.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let lives = declared_scope(&class.decorators).is_none();
    (lives && !project.is_test(class.syntax)).then_some(())?;
    let mut fields = class.properties.iter().filter(|it| is_collection(it) && is_own(it));
    fields.find_map(|it| grows(project, class, it))
}

/// `new Map()`, `new Set()`, `[]`, `{}`
fn is_collection(property: &Property) -> bool {
    let Some(value) = property.value.map(plain) else { return false };
    match value.kind() {
        Kind::New => {
            let name = value.field(Field::Constructor).map_or("", Syntax::text);
            let is_empty = value.field(Field::Arguments).is_none_or(|it| it.children().next().is_none());
            matches!(name, "Map" | "Set") && is_empty
        }
        Kind::Array | Kind::Object => value.children().next().is_none(),
        _ => false,
    }
}

/// Only the class itself can empty it.
fn is_own(property: &Property) -> bool {
    property.modifiers.contains(&"private") || property.name.kind() == Kind::PrivateIdentifier
}

fn grows<'t>(project: &Project<'t>, class: &Class<'t>, property: &Property<'t>) -> Option<Finding> {
    let name = property.name.text();
    let uses: Vec<Syntax> = class
        .syntax
        .find(Kind::Member)
        .filter(|it| it.field(Field::Property).is_some_and(|it| it.text() == name))
        .filter(|it| chain(*it).len() == 2)
        .collect();
    let mut growing = None;
    for at in uses {
        match purpose(at) {
            Purpose::Shrinks => return None,
            Purpose::Grows(key) if growing.is_none() => {
                let method = project.method_around(at)?;
                let repeats = !project.runs_once(&method) && !is_registry(method.name.text());
                growing = (repeats && !key.is_some_and(is_bounded)).then_some((at, method));
                growing.as_ref()?;
            }
            Purpose::Grows(_) | Purpose::Reads => {}
        }
    }
    let (at, method) = growing?;
    let caller = method.name.text();
    let message = format!(
        "`{name}` gets an entry with every call of `{caller}` that brings a new one, and nothing takes one out: it \
         grows until the process is restarted."
    );
    Some(Finding::at(at, message).step(property.name, "lives as long as the application").likely())
}

enum Purpose<'t> {
    Grows(Option<Syntax<'t>>),
    Shrinks,
    Reads,
}

/// What is done with a collection where it is named.
fn purpose(at: Syntax<'_>) -> Purpose<'_> {
    let Some(holder) = at.parent() else { return Purpose::Reads };
    match holder.kind() {
        Kind::Member if holder.field(Field::Object) == Some(at) => method(holder),
        // `delete this.seen[id]`, `this.seen[id] = …`
        Kind::Subscript if holder.field(Field::Object) == Some(at) => match holder.parent() {
            Some(it) if it.kind() == Kind::Unary && it.text().starts_with("delete") => Purpose::Shrinks,
            Some(it)
                if it.is(&[Kind::Assignment, Kind::AugmentedAssignment]) && it.field(Field::Left) == Some(holder) =>
            {
                Purpose::Grows(holder.field(Field::Index))
            }
            _ => Purpose::Reads,
        },
        Kind::Assignment if holder.field(Field::Left) == Some(at) => Purpose::Shrinks,
        // Whoever gets the whole of it may empty it.
        Kind::Arguments | Kind::Return | Kind::Pair | Kind::Declarator => Purpose::Shrinks,
        _ => Purpose::Reads,
    }
}

fn method(member: Syntax<'_>) -> Purpose<'_> {
    let name = member.field(Field::Property).map_or("", Syntax::text);
    let call = member.parent().filter(|it| it.kind() == Kind::Call);
    let first = call.and_then(|it| it.field(Field::Arguments)).and_then(|it| it.children().next());
    let is_asked = || member.ancestors().any(|it| it.is(&[Kind::If, Kind::While, Kind::Ternary]));
    match name {
        "set" if call.is_some() => Purpose::Grows(first),
        "add" | "push" | "unshift" if call.is_some() => Purpose::Grows(None),
        "delete" | "clear" | "splice" | "shift" | "pop" => Purpose::Shrinks,
        "size" | "length" if is_asked() => Purpose::Shrinks,
        _ => Purpose::Reads,
    }
}

/// Keys of which there are only a few.
fn is_bounded(key: Syntax) -> bool {
    let few = [
        "locale",
        "language",
        "lang",
        "type",
        "kind",
        "currency",
        "role",
        "country",
        "level",
        "status",
        "model",
        "entity",
        "queue",
        "event",
        "provider",
        "name",
        "method",
        "topic",
        "metric",
        "strategy",
        "target",
        "class",
        "constructor",
        "schema",
        "table",
        "template",
        "version",
        "region",
    ];
    let last = name_words(chain(key).last().copied().unwrap_or_default()).pop().unwrap_or_default();
    literal(key).is_some() || few.contains(&last.as_str())
}

/// `register…`, `load…`: what is put in once, by the code itself.
fn is_registry(name: &str) -> bool {
    let first = name_words(name).into_iter().next().unwrap_or_default();
    let once =
        ["register", "define", "init", "initialize", "load", "bind", "provide", "use", "setup", "configure", "build"];
    once.contains(&first.as_str())
}
