//! A decorator that stands twice, where one of the two has no effect.

use crate::finding::Finding;
use crate::project::{Class, Decorator, Project, Property, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "api/duplicate-decorator",
    title: "A decorator is repeated, and one of them has no effect",
    severity: Severity::Medium,
    standard: &["X004"],
    refs: &["https://docs.nestjs.com/custom-decorators"],
    needs: &[],
    fix: FixKind::None,
    words: words!("duplicate_decorator.md"),
    check: &[Check::Route(route), Check::Property(property)],
};

/// Each of these writes one value, which the upper one overwrites.
const SINGLE: [&str; 6] = ["HttpCode", "Version", "Redirect", "Render", "ApiOperation", "SerializeOptions"];
const VERBS: [&str; 9] = ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All", "Search"];

fn route(project: &Project, route: &Route) -> Option<Finding> {
    let decorators = &route.method.decorators;
    let verbs: Vec<&Decorator> = decorators.iter().filter(|it| VERBS.contains(&it.name)).collect();
    if let [upper, .., lower] = verbs.as_slice() {
        let message = format!(
            "`{}` and `{}` are on one handler: the upper one overwrites the lower, so the lower path has no route. A \
             list of paths serves several.",
            upper.syntax.text(),
            lower.syntax.text(),
        );
        let finding = Finding::at(lower.syntax, message).step(upper.syntax, "this one counts");
        return (!project.is_test(lower.syntax)).then_some(finding);
    }
    let (first, again) = twice(decorators, |one, other| one.name == other.name && SINGLE.contains(&one.name))?;
    let message = format!("`{}` is repeated, and the upper one overwrites this one.", again.syntax.text());
    Some(Finding::at(again.syntax, message).step(first.syntax, "this one counts"))
}

fn property(project: &Project, _: &Class, property: &Property) -> Option<Finding> {
    let (first, again) = twice(&property.decorators, |one, other| one.syntax.text() == other.syntax.text())?;
    let message = format!(
        "`{}` is repeated on `{}`: the second adds nothing, and perhaps a different one was meant.",
        again.syntax.text(),
        property.name.text()
    );
    (!project.is_test(again.syntax)).then(|| Finding::at(again.syntax, message).step(first.syntax, "the first one"))
}

fn twice<'d, 't>(
    all: &'d [Decorator<'t>],
    same: fn(&Decorator, &Decorator) -> bool,
) -> Option<(&'d Decorator<'t>, &'d Decorator<'t>)> {
    let earlier = |at: usize, it: &Decorator| all.get(..at)?.iter().find(|one| same(one, it));
    all.iter().enumerate().find_map(|(at, it)| Some((earlier(at, it)?, it)))
}
