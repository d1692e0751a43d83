//! Rate limits written as for `@nestjs/throttler` 4.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "http/throttler-v4-api",
    title: "A rate limit is written for an older throttler",
    severity: Severity::High,
    standard: &["S017"],
    refs: &["CWE-770", "https://docs.nestjs.com/security/rate-limiting", "https://github.com/nestjs/throttler#readme"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("throttler_v4_api.md"),
    check: &[Check::Call(&["forRoot", "forRootAsync"], module), Check::Call(&["Throttle"], decorator)],
};

const REASON: &str = "the limit takes effect; `ttl` was taken as seconds, as version 4 reads it";

/// `ThrottlerModule.forRoot({ ttl, limit })`
fn module(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver?.text() == "ThrottlerModule" && is_new_enough(project)).then_some(())?;
    let given = project.constant(*call.args.first()?);
    let object = Object::of(given).filter(|it| call.name == "forRoot" && !it.has("throttlers"));
    if let Some(object) = object {
        let is_old = !object.is_open() && (object.has("ttl") || object.has("limit"));
        is_old.then_some(())?;
        let fix = Fix::review("Write it as a list, in milliseconds", REASON).before(given, "[").after(given, "]");
        let message = "`forRoot` takes a list since version 5. With this object `ThrottlerGuard` finds no limits and the \
                       application stops at start.";
        return Some(Finding::at(call.syntax, message).fix(in_milliseconds(project, fix, &short_ttls(project, given))));
    }
    let short = short_ttls(project, given);
    Some(too_short(project, *short.first()?, &short))
}

/// `@Throttle(10, 60)`, `@Throttle({ default: { limit, ttl } })`
fn decorator(project: &Project, call: &Call) -> Option<Finding> {
    let within = call.syntax.parent().filter(|it| it.kind() == Kind::Decorator)?;
    (project.comes_from(call.callee, "@nestjs/throttler") && is_new_enough(project)).then_some(())?;
    let list = call.syntax.field(Field::Arguments)?;
    if let [limit, ttl] = call.args.as_slice() {
        let milliseconds = match project.number(*ttl) {
            Some(seconds) if ttl.kind() == Kind::Number => format!("{}", seconds * 1000),
            _ => format!("{} * 1000", ttl.text()),
        };
        let options = format!("({{ default: {{ limit: {}, ttl: {milliseconds} }} }})", limit.text());
        let fix = Fix::review("Name the limit, in milliseconds", REASON).replace(list, options);
        let message = format!(
            "Since version 5 `@Throttle` takes named limits. It finds none in `{}`, so this handler keeps the module's.",
            within.text()
        );
        return Some(Finding::at(call.syntax, message).fix(fix));
    }
    let object = call.args.first().and_then(|it| Object::of(project.constant(*it)))?;
    if object.has("ttl") && object.has("limit") && object.get("ttl").is_some_and(|it| Object::of(it).is_none()) {
        let fix = Fix::review("Name the limit", REASON).before(object.0, "{ default: ").after(object.0, " }");
        let message = "`@Throttle` takes limits by name, such as `default`. It finds none here, so this handler keeps the \
                       module's.";
        return Some(Finding::at(call.syntax, message).fix(in_milliseconds(
            project,
            fix,
            &short_ttls(project, object.0),
        )));
    }
    let short = short_ttls(project, object.0);
    Some(too_short(project, *short.first()?, &short))
}

fn too_short<'t>(project: &Project<'t>, first: Syntax<'t>, all: &[Syntax<'t>]) -> Finding {
    let milliseconds = project.number(first).unwrap_or_default();
    let message = format!(
        "`ttl` counts milliseconds since version 5: this window is {milliseconds} ms long, so the limit almost never \
         applies."
    );
    let fix = Fix::review("Write it in milliseconds", REASON);
    Finding::at(first, message).fix(in_milliseconds(project, fix, all))
}

/// Values of `ttl` below a second.
fn short_ttls<'t>(project: &Project<'t>, within: Syntax<'t>) -> Vec<Syntax<'t>> {
    let pairs = within.find(Kind::Pair).filter(|it| it.field(Field::Key).is_some_and(|it| it.text() == "ttl"));
    let values = pairs.filter_map(|it| it.field(Field::Value));
    values.filter(|it| project.number(*it).is_some_and(|it| it > 0 && it < 1000)).collect()
}

/// Multiplies what is written as a number by a thousand.
fn in_milliseconds<'t>(project: &Project<'t>, fix: Fix, short: &[Syntax<'t>]) -> Option<Fix> {
    short.iter().try_fold(fix, |fix, it| {
        let seconds = project.number(*it).filter(|_| it.kind() == Kind::Number)?;
        Some(fix.replace(*it, format!("{}", seconds * 1000)))
    })
}

fn is_new_enough(project: &Project) -> bool {
    project.major("@nestjs/throttler").is_none_or(|it| it >= 5)
}
