//! Two classes of one name in the API's documentation.

use crate::finding::Finding;
use crate::project::{Class, Documented, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "api/schema-name-collision",
    title: "Two documented classes share one schema name",
    severity: Severity::Medium,
    standard: &["X033"],
    refs: &["https://docs.nestjs.com/openapi/types-and-parameters", "https://docs.nestjs.com/openapi/introduction"],
    needs: &[],
    fix: FixKind::None,
    words: words!("schema_name_collision.md"),
    check: &[Check::Documented(check)],
};

fn check(project: &Project, documented: &Documented) -> Option<Finding> {
    let class = project.classes.get(documented.class)?;
    let file = class.syntax.file;
    // Without the start of the application it may document nothing.
    let is_seen = project.is_documented(file);
    (is_seen || project.bootstraps.is_empty()).then_some(())?;
    let first = project.documented.partition_point(|it| it.name < documented.name);
    let same = project.documented.iter().skip(first).take_while(|it| it.class < documented.class);
    let mut together = same.filter(|it| !are_alternatives(project, it.route, documented.route));
    let other = together.find_map(|it| project.classes.get(it.class).filter(|it| collide(project, it, class)))?;
    let place = project.file(other.syntax).map_or("", |it| it.path.as_str());
    let message = format!(
        "`{}` is also the schema of the class in `{place}`, and the two differ. The document keeps the one that is \
         read last, so clients generated from it send or expect the wrong fields in some routes.",
        documented.name,
    );
    let finding = Finding::at(class.name, message).step(other.name, "the other class of this name");
    // A document may be limited to some modules.
    let limited = project.calls_of("createDocument").any(|it| it.args.len() > 2);
    Some(match (is_seen, limited) {
        (true, false) => finding,
        (true, true) => finding.to_check(),
        _ => finding.likely(),
    })
}

/// Whether two routes belong to controllers that answer the same request: only one of them is in the application.
fn are_alternatives(project: &Project, one: usize, other: usize) -> bool {
    let of = |at: usize| {
        let class = project.routes.get(at).map(|it| it.class.syntax);
        project.routes.iter().filter(move |it| Some(it.class.syntax) == class)
    };
    let is_same =
        |a: &Route, b: &Route| a.class.syntax != b.class.syntax && place(a) == place(b) && a.label() == b.label();
    of(one).any(|a| of(other).any(|b| is_same(a, b)))
}

/// `@Controller(…)` with its path, version and host.
fn place<'t>(route: &Route<'t>) -> &'t str {
    route.class.decorator("Controller").map_or("", |it| it.syntax.text())
}

/// Whether what the document says of two classes differs, as far as their text tells.
fn collide(project: &Project, one: &Class, other: &Class) -> bool {
    let (a, b) = (one.syntax.file, other.syntax.file);
    let has_plugin = project.has_documenting_plugin(a);
    project.same_app(a, b) && described(one, has_plugin) != described(other, has_plugin)
}

/// The properties that the document shows of a class, without spaces, and the class it takes others from.
fn described(class: &Class, has_plugin: bool) -> String {
    let mut text = String::new();
    let mut add = |it: Syntax| text.extend(it.text().split_whitespace());
    for property in &class.properties {
        let described = property.decorators.iter().filter(|it| it.name.starts_with("Api"));
        if has_plugin {
            add(property.syntax);
        } else if described.clone().next().is_some() {
            described.for_each(|it| add(it.syntax));
            add(property.name);
            property.annotation.iter().for_each(|it| add(it.syntax));
        }
    }
    class.extends.iter().for_each(|it| add(it.syntax));
    text
}
