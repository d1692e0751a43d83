//! `new Service()` where Nest would inject one.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role, declared_scope};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/service-created-by-hand",
    title: "A service is created with `new` instead of injected",
    severity: Severity::Medium,
    standard: &["S034", "S190"],
    refs: &["https://docs.nestjs.com/providers#dependency-injection"],
    needs: &[],
    fix: FixKind::None,
    words: words!("service_created_by_hand.md"),
    check: &[Check::Class(Role::Provider, own), Check::New(&["JwtService", "ConfigService", "HttpService"], packaged)],
};

/// The first `new` of a class that Nest injects elsewhere.
fn own(project: &Project, class: &Class) -> Option<Finding> {
    let place = project.place_of(class.syntax)?;
    let provided = project.homes_of(place).find(|it| project.lists_class(it, place));
    let is_snippet = project.wiring.modules.is_empty();
    (provided.is_some() || is_snippet).then_some(())?;
    let is_logger = class.name.text().ends_with("Logger");
    if is_logger || is_helper(class) || declared_scope(&class.decorators).is_some() {
        return None;
    }
    let name = class.name.text();
    let calls: Vec<&Call> =
        project.calls_of(name).filter(|it| it.is_new && stands_in_provider(project, it.syntax)).collect();
    let means = |it: &&&Call| project.class_named(it.syntax.file, name).is_some_and(|it| it.syntax == class.syntax);
    let call = calls.iter().find(means).filter(|it| !class.syntax.contains(it.syntax))?;
    // One client for each tenant, with an address of its own.
    let is_client = class.extends.as_ref().is_some_and(|it| it.name == "PrismaClient");
    if is_client && !call.args.is_empty() {
        return None;
    }
    let given = match (call.args.len(), class.injections.len()) {
        (0, 1..) => "nothing of what its constructor asks for",
        (_, 0) => "no part in Nest's lifecycle",
        _ => "dependencies that are passed by hand",
    };
    let others = match provided {
        Some(module) => format!("beside the one that `{}` provides, with {given}", module.name()),
        None => format!("outside Nest, with {given}"),
    };
    let finding = Finding::at(call.syntax, format!("This is another `{name}`, {others}. Tests cannot replace it."));
    let finding = finding.step(class.name, "made to be injected");
    Some(if is_snippet { finding.likely() } else { finding })
}

fn packaged(project: &Project, call: &Call) -> Option<Finding> {
    let from = ["@nestjs/jwt", "@nestjs/config", "@nestjs/axios"];
    let known = from.iter().any(|it| project.comes_from(call.callee, it));
    let imported = project.import_of(call.syntax.file, call.name).is_some();
    (known && imported && stands_in_provider(project, call.syntax)).then_some(())?;
    let message = format!(
        "This `{}` knows nothing of what its module was configured with, and tests cannot replace it. Ask for it in the \
         constructor.",
        call.name
    );
    Some(Finding::at(call.syntax, message))
}

/// Whether code runs in a class that Nest creates, so that it could have been injected there.
fn stands_in_provider(project: &Project, place: Syntax) -> bool {
    let made = place.ancestors().find(|it| it.is(&[Kind::Class, Kind::AbstractClass]));
    let at = made.and_then(|_| project.class_of(place));
    let class = at.filter(|it| it.is(Role::Provider) || it.is(Role::Controller));
    let decorated = place.ancestor(&[Kind::Decorator]).is_some();
    let is_static = class.is_some_and(|it| {
        it.methods.iter().any(|it| it.modifiers.contains(&"static") && it.syntax.span().contains(place.span()))
    });
    class.is_some() && !decorated && !is_static && !project.is_test(place) && !project.is_script(place)
}

/// Guards, pipes and the like are also made to be created by hand, with options.
fn is_helper(class: &Class) -> bool {
    let hooks = ["canActivate", "transform", "intercept", "catch", "use", "validate"];
    class.decorator("Catch").is_some() || hooks.iter().any(|it| class.method(it).is_some())
}
