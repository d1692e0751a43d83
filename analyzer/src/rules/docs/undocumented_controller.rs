//! Controllers whose handlers the documentation lists without saying what they do.

use crate::finding::Finding;
use crate::project::{Access, AccessState, Class, EntryKind, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Field;

pub static RULE: Rule = Rule {
    id: "docs/undocumented-controller",
    title: "The documentation says little about a controller",
    severity: Severity::Info,
    standard: &["S070", "S074", "S075", "S077"],
    refs: &["https://docs.nestjs.com/openapi/operations"],
    needs: &[],
    fix: FixKind::None,
    words: words!("undocumented_controller.md"),
    check: &[Check::Class(Role::Controller, check)],
};

/// From this major version on, controllers without `@ApiTags` are grouped by their names.
const GROUPS_BY_NAME: u32 = 8;

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let file = class.syntax.file;
    (project.is_documented(file) || project.imports(file, "@nestjs/swagger")).then_some(())?;
    let plain = ["health", "metrics", "app"];
    let name = class.name.text();
    let is_plain = plain.iter().any(|it| name.to_ascii_lowercase().starts_with(it));
    let shown: Vec<&Access> = project.accesses_of(class).iter().filter(|it| is_shown(it)).collect();
    (!is_plain && !shown.is_empty() && !project.is_test(class.syntax)).then_some(())?;
    let lacks = |it: &Access, names: &dyn Fn(&str) -> bool| !it.effect.decorators.iter().any(|it| names(it.name));
    let count = |test: &dyn Fn(&Access) -> bool| shown.iter().filter(|it| test(it)).count();
    let has_plugin = project.has_documenting_plugin(file);
    let silent = if has_plugin { 0 } else { count(&|it| lacks(it, &|it| it == "ApiOperation") || is_empty(it)) };
    let is_response = |it: &str| it.starts_with("Api") && it.ends_with("Response");
    let open = if has_plugin { 0 } else { count(&|it| lacks(it, &is_response) && answers(it)) };
    let is_auth =
        |it: &str| matches!(it, "ApiBearerAuth" | "ApiCookieAuth" | "ApiBasicAuth" | "ApiSecurity" | "ApiOAuth2");
    let by_all = project.calls_of("addSecurityRequirements").next().is_some();
    let guarded = |it: &Access| matches!(it.state, AccessState::Guarded(_)) && lacks(it, &is_auth);
    let locked = if by_all { 0 } else { count(&guarded) };
    let grouped = project.major("@nestjs/swagger").is_some_and(|it| it >= GROUPS_BY_NAME);
    let is_loose = !grouped && shown.iter().all(|it| lacks(it, &|it| it == "ApiTags"));
    let all = shown.len();
    let told = |count: usize, one: &str, many: &str| match (count, all) {
        (0, _) => None,
        (_, 1) => Some(format!("its handler {one}")),
        _ => Some(format!("{count} of {all} handlers {many}")),
    };
    // Some that explain themselves are no reason to speak.
    let most = |count: usize| if count * 2 > all { count } else { 0 };
    let faults = [
        is_loose.then(|| "no `@ApiTags` groups its routes".to_owned()),
        told(most(silent), "has no summary", "have no summary"),
        told(most(open), "says nothing of what it answers", "say nothing of what they answer"),
        told(locked, "does not say that one must be signed in", "do not say that one must be signed in"),
    ];
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    (!faults.is_empty()).then_some(())?;
    let message = format!("`{name}` is thinly documented: {}.", faults.join("; "));
    Some(Finding::at(class.name, message))
}

fn is_shown(access: &Access) -> bool {
    let hides = |it: &str| matches!(it, "ApiExcludeEndpoint" | "ApiExcludeController");
    let is_http = access.entry.kind == EntryKind::Http && !access.entry.is_inherited();
    is_http && access.effect.unseen.is_none() && !access.effect.decorators.iter().any(|it| hides(it.name))
}

/// Whether it sends something that is worth a description.
fn answers(access: &Access) -> bool {
    let is_void = access.entry.method.syntax.field(Field::ReturnType).is_some_and(|it| it.text().contains("void"));
    let is_bare = |it: &str| it.contains("204") || it.contains("NO_CONTENT");
    let sends_none = access.effect.named("HttpCode").any(|it| is_bare(it.syntax.text()));
    !is_void
        && !sends_none
        && !access.effect.decorators.iter().any(|it| matches!(it.name, "Redirect" | "Render" | "Sse"))
}

/// `@ApiOperation({})`
fn is_empty(access: &Access) -> bool {
    let operation = access.effect.named("ApiOperation").next();
    operation.is_some_and(|it| match it.options() {
        Some(options) => {
            !options.is_open()
                && ["summary", "description"].iter().all(|key| options.get(key).is_none_or(|it| it.text().len() == 2))
        }
        None => it.args.is_empty(),
    })
}
