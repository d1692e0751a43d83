//! A cache store that `CacheModule` never looks at.

use crate::finding::Finding;
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "caching/ignored-store",
    title: "The cache ignores its store and keeps to memory",
    severity: Severity::High,
    standard: &["S018", "S002"],
    refs: &[
        "https://docs.nestjs.com/techniques/caching",
        "https://github.com/nestjs/cache-manager/blob/master/lib/cache.providers.ts",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("ignored_store.md"),
    check: &[Check::CallOn(Receiver::CacheModule, &["register", "registerAsync"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let major = project.major("@nestjs/cache-manager");
    (major.is_none_or(|it| it >= 3) && !project.is_test(call.syntax)).then_some(())?;
    let argument = *call.args.first()?;
    let objects = argument.find(Kind::Object).chain([argument, project.constant(argument)]).filter_map(Object::of);
    let options = objects.into_iter().find(|it| it.has("store") && !it.has("stores") && is_options(*it, call))?;
    let store = options.get("store")?;
    // `store: 'memory'` gets what it asks for.
    let is_asked_for = literal(store).is_some_and(|it| matches!(it, "memory" | "none"));
    (!is_asked_for).then_some(())?;
    let message = "`CacheModule` reads `stores`, not `store`: this store is never used, and every process keeps its own \
                   cache in memory, without sharing or dropping entries for the others.";
    let finding = Finding::at(options.pair("store").unwrap_or(store), message);
    Some(if major.is_some() { finding } else { finding.likely() })
}

/// Whether an object is what the module is given, not something inside it.
fn is_options(object: Object, call: &Call) -> bool {
    let outer = object.0.ancestor(&[Kind::Call, Kind::New, Kind::Pair, Kind::Arrow, Kind::Return, Kind::Declarator]);
    outer.is_some_and(|it| match it.kind() {
        Kind::Call => it == call.syntax,
        Kind::Arrow => it.field(Field::Body).map(crate::syntax::plain) == Some(object.0),
        Kind::Return => is_from_factory(it),
        Kind::Declarator => true,
        _ => false,
    })
}

fn is_from_factory(returned: Syntax) -> bool {
    let holder = returned.function().map(|it| it.parent().filter(|it| it.kind() == Kind::Pair).unwrap_or(it));
    holder.is_some_and(|it| it.field(Field::Key).or(it.field(Field::Name)).is_some_and(|it| it.text() == "useFactory"))
}
