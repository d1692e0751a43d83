//! Wrappers around a cache that hand out `any`.

use std::sync::Arc;

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Method, Project, Receiver, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "caching/untyped-cache",
    title: "A cache returns values of any type",
    severity: Severity::Info,
    standard: &["S187"],
    refs: &["https://www.typescriptlang.org/docs/handbook/2/generics.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("untyped_cache.md"),
    check: &[Check::Class(Role::Provider, check)],
};

/// Methods of a cache that pass values.
const VERBS: [&str; 5] = ["get", "set", "setex", "setEx", "wrap"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let loose = loose(project, class);
    let (first, places) = loose.first()?;
    let names: Vec<&str> = loose.iter().map(|(it, _)| it.name.text()).collect();
    let message = format!(
        "`{}` of `{}` {} `any`: a caller reads fields that the cached value never had, and the compiler does not say so.",
        names.join("`, `"),
        class.name.text(),
        if names.len() == 1 { "takes or returns" } else { "take or return" }
    );
    let reason = "callers name the type they put in; a miss is `undefined` or `null`";
    let fix = loose.iter().try_fold(Fix::review("Make them generic", reason), |fix, (method, anys)| {
        let is_generic = method.syntax.children().any(|it| it.text().starts_with('<'));
        (!is_generic).then_some(())?;
        let fix = anys.iter().fold(fix.after(method.name, "<T>"), |fix, it| fix.replace(*it, "T"));
        let reads = calls(project, method.syntax).filter(|it| it.name == "get" && it.type_arguments.is_none());
        Some(reads.fold(fix, |fix, it| fix.after(it.callee, "<T>")))
    });
    Some(Finding::at(*places.first()?, message).step(first.name, "this method").fix(fix))
}

/// Methods that pass values to and from a cache, and their `any`s.
fn loose<'c, 't>(project: &Project<'t>, class: &'c Class<'t>) -> Vec<(&'c Method<'t>, Vec<Syntax<'t>>)> {
    if project.is_test(class.syntax) || calls(project, class.syntax).next().is_none() {
        return Vec::new();
    }
    let wraps = |it: &&Arc<Method>| is_wrapper(it) && calls(project, it.syntax).next().is_some();
    let open = class.methods.iter().filter(wraps).map(|it| (&**it, anys(it)));
    open.filter(|(_, it)| !it.is_empty()).collect()
}

/// Calls of a cache within some code.
fn calls<'p, 't>(project: &'p Project<'t>, code: Syntax<'t>) -> impl Iterator<Item = &'p Call<'t>> {
    let is_cache = move |it: &&Call<'t>| {
        let kinds = [Receiver::Cache, Receiver::Redis];
        VERBS.contains(&it.name) && kinds.into_iter().any(|kind| project.is_called_on(it, kind))
    };
    project.calls_within(code).filter(is_cache)
}

fn is_wrapper(method: &Method) -> bool {
    let name = method.name.text();
    let verbs = ["get", "set", "wrap", "put", "save", "remember", "getOrSet", "fetch", "read", "write", "store"];
    verbs.contains(&name) || name.ends_with("Cache") || name.ends_with("Cached")
}

/// `any` among parameters and in the return type.
fn anys<'t>(method: &Method<'t>) -> Vec<Syntax<'t>> {
    let parts = [method.syntax.field(Field::Parameters), method.syntax.field(Field::ReturnType)];
    let types = parts.into_iter().flatten().flat_map(|it| it.find(Kind::PredefinedType));
    types.filter(|it| it.text() == "any").collect()
}
