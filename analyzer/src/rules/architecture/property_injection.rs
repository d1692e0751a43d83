//! Dependencies that are injected past the constructor of a class that has no parent.

use crate::finding::Finding;
use crate::project::{Class, Project, Property, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "architecture/property-injection",
    title: "A dependency is missing from the constructor",
    severity: Severity::Info,
    standard: &["S059"],
    refs: &["https://docs.nestjs.com/providers#property-based-injection"],
    needs: &[],
    fix: FixKind::None,
    words: words!("property_injection.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

const INJECTING: [&str; 6] =
    ["Inject", "InjectRepository", "InjectModel", "InjectQueue", "InjectDataSource", "InjectConnection"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let mut injected = class.properties.iter().filter(|it| is_injected(it));
    let first = injected.next()?;
    let is_alone = class.extends.is_none() && class.syntax.kind() == Kind::Class;
    // Of a base class it spares every heir the parameter.
    let has_heirs =
        || project.classes.iter().any(|it| it.extends.as_ref().is_some_and(|it| it.name == class.name.text()));
    (is_alone && !project.is_test(class.syntax) && !has_heirs()).then_some(())?;
    let (field, name) = (first.name.text(), class.name.text());
    let (others, it) = match injected.count() {
        0 => (String::new(), "it is"),
        1 => (" and one more property".to_owned(), "they are"),
        count => (format!(" and {count} more properties"), "they are"),
    };
    let message = format!(
        "`{field}`{others} of `{name}` get their values after the constructor has run: inside it {it} `undefined`, and \
         a test that calls `new {name}()` is not told what is missing."
    );
    let message = if others.is_empty() { message.replace("get their values", "gets its value") } else { message };
    Some(Finding::at(first.name, message))
}

fn is_injected(property: &Property) -> bool {
    let by_nest = property.decorators.iter().any(|it| INJECTING.contains(&it.name));
    by_nest && !property.modifiers.contains(&"static")
}
