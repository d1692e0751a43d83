//! Public methods whose result is whatever the code inside happens to return.

use std::sync::Arc;

use crate::finding::Finding;
use crate::project::{Class, Method, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Field, Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "stack/no-return-type",
    title: "Public methods do not say what they return",
    severity: Severity::Info,
    standard: &["S061"],
    refs: &["https://typescript-eslint.io/rules/explicit-module-boundary-types/"],
    needs: &[Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("no_return_type.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let first = silent(project, class).next()?;
    // One finding says it all.
    let is_judged = |it: &&Arc<Class>| it.is(Role::Provider) || it.is(Role::Controller);
    let all = || project.classes.iter().filter(is_judged);
    let leader = all().find(|it| silent(project, it).next().is_some())?;
    (leader.syntax == class.syntax).then_some(())?;
    let count: usize = all().map(|it| silent(project, it).count()).sum();
    let total: usize = all().map(|it| public(project, it).count()).sum();
    // A house that leaves all of them out has decided so.
    (count * 2 <= total).then_some(())?;
    let (method, owner) = (first.name.text(), class.name.text());
    let message = match count {
        1 => format!(
            "Of the {total} public async methods here that return something `{method}` of `{owner}` alone declares no return \
             type: what it promises changes with the code inside."
        ),
        _ => format!(
            "{count} of the {total} public async methods here that return something declare no return type, the first is \
             `{method}` of `{owner}`: what they promise changes with the code inside."
        ),
    };
    Some(Finding::at(first.name, message))
}

/// Those without a return type.
fn silent<'c, 't>(project: &Project<'t>, class: &'c Class<'t>) -> impl Iterator<Item = &'c Arc<Method<'t>>> {
    public(project, class).filter(|it| it.syntax.field(Field::ReturnType).is_none())
}

/// Public async methods that return something.
fn public<'c, 't>(project: &Project<'t>, class: &'c Class<'t>) -> impl Iterator<Item = &'c Arc<Method<'t>>> {
    let is_judged = !project.is_test(class.syntax) && !project.is_script(class.syntax);
    class.methods.iter().filter(move |it| {
        let hidden = it.modifiers.iter().any(|it| matches!(*it, "private" | "protected" | "static"));
        let is_own = |at: &Syntax| at.function() == Some(it.syntax);
        let mut returns = it.body.into_iter().flat_map(|it| it.find(Kind::Return)).filter(is_own);
        let answers = returns.any(|it| returned(it).is_some());
        is_judged && !hidden && answers && it.modifiers.contains(&"async") && it.name.kind() != Kind::PrivateIdentifier
    })
}
