//! Cache lifetimes that were meant as seconds and are taken as milliseconds.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "caching/ttl-in-seconds",
    title: "A cache lifetime in seconds is taken as milliseconds",
    severity: Severity::Medium,
    standard: &["S121"],
    refs: &["https://docs.nestjs.com/techniques/caching", "https://github.com/jaredwray/cacheable"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("ttl_in_seconds.md"),
    check: &[
        Check::CallOn(Receiver::Cache, &["set"], set),
        Check::Call(&["CacheTTL"], decorator),
        Check::CallOn(Receiver::CacheModule, &["register", "registerAsync"], module),
        Check::Call(&["Cacheable"], foreign_decorator),
    ],
};

/// Up to here a lifetime in milliseconds makes little sense, and one in seconds a lot.
const SHORTEST: i64 = 1000;

/// `cache.set(key, value, 300)`
fn set(project: &Project, call: &Call) -> Option<Finding> {
    let [_, _, ttl] = call.args.as_slice() else { return None };
    takes_milliseconds(project).then_some(())?;
    if let Some(object) = Object::of(project.value(*ttl)) {
        return old_form(project, *ttl, object);
    }
    judge(project, *ttl, &format!("`{}`", call.callee.text()))
}

/// `@CacheTTL(30)`
fn decorator(project: &Project, call: &Call) -> Option<Finding> {
    call.syntax.parent().filter(|it| it.kind() == Kind::Decorator)?;
    let is_own = project.comes_from(call.callee, "@nestjs/cache-manager");
    (is_own && takes_milliseconds(project)).then_some(())?;
    judge(project, *call.args.first()?, "`@CacheTTL`")
}

/// `CacheModule.register({ ttl: 60 })`
fn module(project: &Project, call: &Call) -> Option<Finding> {
    let file = call.syntax.file;
    // These stores of cache-manager 4 count in seconds.
    let is_old = ["cache-manager-redis-store", "cache-manager-ioredis"].iter().any(|it| project.imports(file, it));
    (!is_old && takes_milliseconds(project)).then_some(())?;
    let pairs =
        call.args.first()?.find(Kind::Pair).filter(|it| it.field(Field::Key).is_some_and(|it| it.text() == "ttl"));
    let values = pairs.filter_map(|it| it.field(Field::Value));
    values.into_iter().find_map(|it| judge(project, it, "`CacheModule`"))
}

/// `@Cacheable({ ttl: 300 })`: no decorator of `@nestjs/cache-manager`, so nobody here knows its unit.
fn foreign_decorator(project: &Project, call: &Call) -> Option<Finding> {
    call.syntax.parent().filter(|it| it.kind() == Kind::Decorator)?;
    let ttl = call.object(0)?.get("ttl")?;
    let number = project.number(ttl).filter(|it| *it > 0 && *it < SHORTEST)?;
    let message = format!(
        "`ttl: {number}` is {number} seconds or {number} milliseconds, depending on where `@Cacheable` comes from: \
         `@nestjs/cache-manager` has no such decorator, and counts in milliseconds.",
    );
    Some(Finding::at(ttl, message).severity(Severity::Info).to_check())
}

/// `cache.set(key, value, { ttl: 300 })`, as cache-manager 4 took it.
fn old_form<'t>(project: &Project<'t>, argument: Syntax<'t>, object: Object<'t>) -> Option<Finding> {
    let ttl = object.get("ttl")?;
    let message = "`{ ttl: … }` is the form of cache-manager 4. Since version 5 the third argument is a number of \
                   milliseconds, and with an object there the entry never expires.";
    let number = project.number(ttl).filter(|it| *it > 0);
    let fix = number.filter(|_| plain(argument).kind() == Kind::Object).map(|number| {
        let milliseconds = if number < SHORTEST { times_1000(ttl, number) } else { ttl.text().to_owned() };
        Fix::review("Give milliseconds", "entries expire from then on").replace(argument, milliseconds)
    });
    Some(Finding::at(argument, message).fix(fix))
}

fn judge<'t>(project: &Project<'t>, ttl: Syntax<'t>, taker: &str) -> Option<Finding> {
    let reason = "check whether seconds were meant: the entries will live a thousand times longer";
    let Some(number) = project.number(ttl) else { return named_seconds(ttl, taker, reason) };
    if !(number > 0 && number < SHORTEST) {
        return named_seconds(ttl, taker, reason).filter(|_| number > 0);
    }
    let message = format!(
        "{taker} takes milliseconds, so this entry lives {number} ms: less than a second, and the cache spares almost \
         nothing."
    );
    let fix = Fix::review("Give milliseconds", reason).replace(ttl, times_1000(ttl, number));
    Some(Finding::at(ttl, message).fix(fix))
}

/// `CACHE_TTL_SECONDS`: the name says what the number does not.
fn named_seconds(ttl: Syntax, taker: &str, reason: &'static str) -> Option<Finding> {
    let at = plain(ttl);
    let name = at.field(Field::Property).unwrap_or(at);
    let words = name_words(name.text());
    let says = words.last().is_some_and(|it| matches!(it.as_str(), "seconds" | "sec" | "secs"));
    (says && at.is(&[Kind::Identifier, Kind::Member])).then_some(())?;
    let message = format!("{taker} takes milliseconds, and `{}` is named for seconds.", at.text());
    let fix = Fix::review("Give milliseconds", reason).replace(ttl, format!("{} * 1000", at.text()));
    Some(Finding::at(ttl, message).likely().fix(fix))
}

/// `300` as `300_000`; `60 * 5` as `60 * 5 * 1000`; a name as `NAME * 1000`.
fn times_1000(ttl: Syntax, number: i64) -> String {
    match plain(ttl).kind() {
        Kind::Number => format!("{number}_000"),
        Kind::Binary if ttl.text().contains('+') => format!("({}) * 1000", ttl.text()),
        _ => format!("{} * 1000", ttl.text()),
    }
}

/// cache-manager counts in milliseconds since version 5.
fn takes_milliseconds(project: &Project) -> bool {
    let is_old = |package: &str, first: u32| project.major(package).is_some_and(|it| it < first);
    !is_old("cache-manager", 5) && !is_old("@nestjs/cache-manager", 2)
}
