//! Cache keys that are the same for different questions.

use crate::finding::Finding;
use crate::project::{CacheUse, Cached, Project, Route, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, Template, literal, plain};

pub static RULE: Rule = Rule {
    id: "caching/key-misses-input",
    title: "Different queries share one cache key",
    severity: Severity::High,
    standard: &["S119"],
    refs: &["https://docs.nestjs.com/techniques/caching", "CWE-524"],
    needs: &[],
    fix: FixKind::None,
    words: words!("key_misses_input.md"),
    check: &[Check::Cached(kept), Check::Route(route)],
};

fn kept(project: &Project, cached: &Cached) -> Option<Finding> {
    let (key, value) = (cached.key?, cached.value?);
    (cached.what == CacheUse::Keep).then_some(())?;
    let shown = key.text().lines().next().unwrap_or_default();
    if let Some(hole) = object_in(project, key) {
        let message = format!(
            "`{}` is an object, and an object within a text is `[object Object]`: every query has this one key.",
            hole.text()
        );
        return Some(Finding::at(hole, message));
    }
    let known = project.inputs(key)?;
    let missing = project.selector(value, &known)?;
    let name = missing.field(Field::Pattern)?.text();
    let message = format!(
        "What is kept under `{shown}` was loaded for one `{name}`, and the key does not say which: whoever asks for \
         another `{name}` gets it too.",
    );
    Some(Finding::at(key, message).step(missing, "the input").likely())
}

/// `${query}` of a key, where `query` is an object of a class.
fn object_in<'t>(project: &Project<'t>, key: Syntax<'t>) -> Option<Syntax<'t>> {
    let template = Template::of(project.value(key))?;
    template.values().find(|hole| {
        let annotation = project.held(*hole).filter(|_| hole.kind() == Kind::Identifier).and_then(|it| it.annotation);
        let class = annotation.and_then(|it| project.class_named(it.syntax.file, it.name).cloned());
        class.is_some_and(|it| it.method("toString").is_none() && it.extends.is_none())
    })
}

/// `@CacheKey('user') @Get(':id')`: the interceptor takes the key as it stands, for every address.
fn route(project: &Project, route: &Route) -> Option<Finding> {
    let decorator = route.decorator("CacheKey").filter(|_| route.verb == "Get")?;
    let key = *decorator.args.first()?;
    literal(plain(project.constant(key)))?;
    let parts = ["Param", "Query", "Headers"];
    let mut parameters = route.method.parameters.iter();
    let input = parameters.find(|it| parts.iter().any(|part| named(&it.decorators, part).is_some()))?;
    let is_custom =
        project.classes.iter().any(|it| it.extends.as_ref().is_some_and(|it| it.name == "CacheInterceptor"));
    (!is_custom).then_some(())?;
    let message = format!(
        "`@CacheKey` replaces the URL as the key, so `{}` is answered once and everybody gets that answer, whatever \
         their `{}`.",
        route.label(),
        input.name.text(),
    );
    let intercepts = [&route.method.decorators, &route.class.decorators].into_iter().any(|it| {
        named(it, "UseInterceptors").is_some_and(|it| it.args.iter().any(|it| it.text() == "CacheInterceptor"))
    });
    let finding = Finding::at(decorator.syntax, message).step(input.syntax, "not part of the key");
    Some(if intercepts { finding } else { finding.likely() })
}
