//! Dependencies that a class could exchange after it was created.

use std::sync::Arc;

use crate::finding::{Finding, Fix};
use crate::project::{Class, Parameter, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "stack/mutable-injection",
    title: "Injected dependencies are not readonly",
    severity: Severity::Info,
    standard: &["S059"],
    refs: &["https://www.typescriptlang.org/docs/handbook/2/classes.html#readonly"],
    needs: &[Evidence::PackageJson],
    fix: FixKind::Safe,
    words: words!("mutable_injection.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let own = open(project, class);
    let first = own.first()?;
    // One finding says it all.
    let is_judged = |it: &&Arc<Class>| it.is(Role::Provider) || it.is(Role::Controller);
    let all = || project.classes.iter().filter(is_judged).filter(|it| !open(project, it).is_empty());
    (all().next()?.syntax == class.syntax).then_some(())?;
    let names: Vec<&str> = own.iter().map(|it| it.name.text()).collect();
    let others = match all().count() {
        1 => String::new(),
        2 => " One more class does the same.".to_owned(),
        count => format!(" {} more classes do the same.", count - 1),
    };
    let are = if names.len() == 1 { "is" } else { "are" };
    let message = format!(
        "`{}` of `{}` {are} injected without `readonly`: an assignment by mistake replaces what all requests \
         share.{others}",
        names.join("`, `"),
        class.name.text()
    );
    let is_private = |it: &&Parameter| it.syntax.child(Kind::Accessibility).is_some_and(|it| it.text() == "private");
    let title = if names.len() == 1 { "Make it readonly" } else { "Make them readonly" };
    let fix = match own.iter().all(is_private) {
        true => Fix::safe(title, "nothing assigns them, and the word is gone when the code runs"),
        false => Fix::review(title, "check whether code outside of the class assigns the public ones"),
    };
    let fix = own.iter().fold(fix, |fix, it| fix.before(it.name, "readonly "));
    Some(Finding::at(first.name, message).fix(fix))
}

/// What the constructor makes properties of, changeable and never changed.
fn open<'c, 't>(project: &Project<'t>, class: &'c Class<'t>) -> Vec<&'c Parameter<'t>> {
    let is_open = |it: &&Parameter| {
        let words = || it.syntax.children().filter(|it| it.is(&[Kind::Accessibility, Kind::Keyword]));
        it.is_property && !words().any(|it| matches!(it.text(), "readonly" | "protected" | "override"))
    };
    let open: Vec<&Parameter> = class.injections.iter().filter(is_open).collect();
    if open.is_empty() || project.is_test(class.syntax) {
        return Vec::new();
    }
    let kinds = [Kind::Assignment, Kind::AugmentedAssignment];
    let assigned: Vec<&str> = class
        .syntax
        .find_any(&kinds)
        .into_iter()
        .filter_map(|it| it.field(Field::Left)?.text().strip_prefix("this."))
        .collect();
    open.into_iter().filter(|it| !assigned.contains(&it.name.text())).collect()
}
