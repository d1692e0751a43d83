//! `PATCH` that asks for everything, and `PUT` that changes a part.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Project, Route, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "api/patch-put-mismatch",
    title: "PATCH and PUT are the wrong way round",
    severity: Severity::Low,
    standard: &["S137", "S138"],
    refs: &["https://www.rfc-editor.org/rfc/rfc9110#name-put", "https://www.rfc-editor.org/rfc/rfc5789"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("patch_put_mismatch.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    (matches!(route.verb, "Patch" | "Put") && !project.is_test(route.method.syntax)).then_some(())?;
    let class = body(project, route)?;
    let (label, name) = (route.label(), class.name.text());
    if route.verb == "Put" {
        let extends = class.extends.as_ref().filter(|it| it.name == "PartialType" && class.properties.is_empty())?;
        let message = format!(
            "`{label}` takes a `{name}`, in which every property may be missing: it changes a part, and PUT says that \
             it replaces the whole."
        );
        let reason = "clients must then send PATCH";
        let callee = route.decorator.syntax.children().next()?.field(Field::Function)?;
        let fix = Fix::review("Make it `@Patch`", reason).replace(callee, "Patch");
        let fix = project.bring(fix, callee, "Patch", "@nestjs/common");
        let step = "everything becomes optional here";
        return Some(Finding::at(route.decorator.syntax, message).step(extends.syntax, step).fix(fix));
    }
    let mates = project.routes_of(&route.class).filter(|it| it.verb == "Post");
    let creates = mates.into_iter().find(|it| body(project, it).is_some_and(|it| it.syntax == class.syntax))?;
    let required = |it: &&crate::project::Property| {
        let lax = ["IsOptional", "ValidateIf"].iter().any(|name| named(&it.decorators, name).is_some());
        !it.is_optional && !lax && it.value.is_none() && project.is_validated(it)
    };
    let first = class.properties.iter().find(required)?;
    let message = format!(
        "`{label}` takes the `{name}` that `{}` creates with: a client that changes one thing must send `{}` and all \
         the rest too.",
        creates.label(),
        first.name.text()
    );
    let finding = Finding::at(route.decorator.syntax, message).step(creates.method.name, "the same class creates here");
    Some(finding.step(first.name, "it is required here"))
}

/// The class of a handler's whole body.
fn body<'p, 't>(project: &'p Project<'t>, route: &Route<'t>) -> Option<&'p std::sync::Arc<Class<'t>>> {
    let bound = |it: &&crate::project::Parameter| named(&it.decorators, "Body").is_some_and(|it| it.args.is_empty());
    let typed = route.method.parameters.iter().find(bound)?.annotation.as_ref()?;
    (typed.syntax.kind() == Kind::TypeIdentifier).then(|| project.class_named(typed.syntax.file, typed.name))?
}
