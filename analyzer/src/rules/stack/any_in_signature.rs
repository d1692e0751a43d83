//! Public methods whose parameters or results are `any`.

use crate::finding::Finding;
use crate::project::{Class, Method, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Syntax};

pub static RULE: Rule = Rule {
    id: "stack/any-in-signature",
    title: "A public method takes or returns any",
    severity: Severity::Low,
    standard: &["S006"],
    refs: &["https://typescript-eslint.io/rules/no-explicit-any/"],
    needs: &[],
    fix: FixKind::None,
    words: words!("any_in_signature.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let spared =
        class.is(Role::Filter) || class.is(Role::Interceptor) || class.is(Role::Guard) || class.is(Role::Strategy);
    (!spared && !class.is(Role::Middleware) && !project.is_test(class.syntax)).then_some(())?;
    let open: Vec<(&Method, Syntax)> = class.methods.iter().filter_map(|it| Some((&**it, any_of(it)?))).collect();
    let (method, place) = *open.first()?;
    let more = match open.len() - 1 {
        0 => String::new(),
        1 => ", as does one more method of this class".to_owned(),
        more => format!(", as do {more} more methods of this class"),
    };
    let message = format!(
        "`{}` takes or returns `any`{more}: the compiler checks neither its callers nor what it does with the value.",
        method.name.text()
    );
    Some(Finding::at(place, message))
}

/// The first `any` in what a public method takes or gives.
fn any_of<'t>(method: &Method<'t>) -> Option<Syntax<'t>> {
    let is_open = !method.modifiers.contains(&"private") && !method.modifiers.contains(&"protected");
    (is_open && method.name.text() != "constructor").then_some(())?;
    let is_any = |it: &Syntax| matches!(it.text(), "any" | "any[]" | "Promise<any>" | "Promise<any[]>" | "Array<any>");
    let taken = method.parameters.iter().filter_map(|it| it.annotation.as_ref()).map(|it| it.syntax).find(is_any);
    let given = || method.syntax.field(Field::ReturnType)?.children().next().filter(is_any);
    taken.or_else(given)
}
