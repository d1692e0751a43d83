//! Methods that throw, in specs that call them and never expect an error.

use crate::finding::Finding;
use crate::project::{Call, Class, File, Method, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Field, Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "testing/untested-failure",
    title: "A spec never makes the method fail",
    severity: Severity::Info,
    standard: &["S173"],
    refs: &["https://jestjs.io/docs/expect#rejects"],
    needs: &[Evidence::Tests],
    fix: FixKind::None,
    words: words!("untested_failure.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let thrown: Vec<(&Method, Syntax, &str)> = class.methods.iter().filter_map(|it| thrown(it)).collect();
    (!thrown.is_empty() && !project.is_test(class.syntax)).then_some(())?;
    let specs: Vec<u32> = project.covered_by(class).collect();
    let mut left = thrown.iter().filter_map(|it| Some((it, untested_in(project, class, it.0, &specs)?)));
    let ((method, throw, exception), call) = left.next()?;
    let others: Vec<&str> = left.map(|((it, ..), _)| it.name.text()).collect();
    let spec = project.file(call).map_or("the spec", File::name);
    let more = match others.as_slice() {
        [] => String::new(),
        [one] => format!(" The same goes for `{one}`."),
        many => format!(" The same goes for `{}`.", many.join("`, `")),
    };
    let message = format!(
        "`{spec}` calls `{}` and never lets it fail: whether it still throws `{exception}`, no test would notice.{more}",
        method.name.text()
    );
    Some(Finding::at(*throw, message).step(call, "called here").likely())
}

/// A public method that throws an exception itself.
fn thrown<'c, 't>(method: &'c Method<'t>) -> Option<(&'c Method<'t>, Syntax<'t>, &'t str)> {
    let is_hidden = |it: &&str| matches!(*it, "private" | "protected");
    (!method.modifiers.iter().any(is_hidden) && method.name.text() != "constructor").then_some(())?;
    method.body?.find(Kind::Throw).find_map(|it| {
        let name = Call::of(returned(it)?).filter(|it| it.is_new)?.name;
        name.ends_with("Exception").then_some((method, it, name))
    })
}

/// A call of the method in the specs, if none of them expects a failure of it.
fn untested_in<'t>(project: &Project<'t>, class: &Class, method: &Method, specs: &[u32]) -> Option<Syntax<'t>> {
    let name = method.name.text();
    let is_of = |it: &&Call<'t>| {
        let holder = it.receiver.filter(|_| class.method(it.name).is_some());
        holder.and_then(|it| project.held_class(it)).is_some_and(|it| it.syntax == class.syntax)
    };
    let mut first = None;
    for file in specs {
        let own = project.calls_in(*file);
        first = first.or(own.iter().filter(|it| it.name == name).find(is_of).map(|it| it.syntax));
        let root = own.first()?.syntax.root();
        let marks = root.find_any(&[Kind::Catch, Kind::Member]).into_iter().filter(|it| expects_failure(*it));
        for mark in marks {
            let test = project.test_around(mark)?;
            let calls = || own.iter().filter(|it| test.call.syntax.contains(it.syntax));
            // A helper of the test may call anything.
            (calls().any(|it| is_of(&it)) && !calls().any(|it| it.name == name)).then_some(())?;
        }
    }
    first
}

/// `.rejects`, `toThrow(…)`, `catch`: where a test looks at a failure.
fn expects_failure(mark: Syntax) -> bool {
    let property = mark.field(Field::Property).map_or("", Syntax::text);
    mark.kind() == Kind::Catch
        || property.starts_with("toThrow")
        || matches!(property, "rejects" | "catch" | "throws" | "throw")
}
