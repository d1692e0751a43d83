//! Cache entries that stay for ever.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "caching/no-expiry",
    title: "A cache entry never expires",
    severity: Severity::Medium,
    standard: &["S121"],
    refs: &["https://docs.nestjs.com/techniques/caching"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("no_expiry.md"),
    check: &[Check::CallOn(Receiver::Cache, &["set"], set)],
};

/// `cache.set(key, value)`, where the module that sets the default is seen and sets none.
fn set(project: &Project, call: &Call) -> Option<Finding> {
    let [key, value] = call.args.as_slice() else { return None };
    let module = module_without_ttl(project).filter(|_| !call.is_open() && !project.is_test(call.syntax))?;
    let message = format!(
        "{} is kept without a lifetime, and `CacheModule` sets no `ttl` either: the entry stays until the process ends, \
         however old it is.",
        key.text().lines().next().unwrap_or_default(),
    );
    let fix = Fix::review("Keep it for five minutes", "decide how old this value may be").append(*value, "300_000");
    Some(Finding::at(call.syntax, message).step(module.syntax, "no `ttl` here").likely().fix(fix))
}

/// The one registration of the cache, if nothing in it can set a lifetime.
fn module_without_ttl<'p, 't>(project: &'p Project<'t>) -> Option<&'p Call<'t>> {
    // Versions 1 and 2 of the module come with a default of five seconds.
    project.major("@nestjs/cache-manager").is_none_or(|it| it >= 3).then_some(())?;
    let calls = ["register", "registerAsync"].iter().flat_map(|it| project.calls_of(it));
    let mut modules = calls.filter(|it| project.is_called_on(it, Receiver::CacheModule));
    let module = modules.next().filter(|_| modules.next().is_none())?;
    let may_set = |it: Syntax| {
        let name = it.field(Field::Key).unwrap_or(it).text();
        let sets = matches!(name, "ttl" | "useClass" | "useExisting");
        it.kind() == Kind::Spread || (it.is(&[Kind::Pair, Kind::Shorthand]) && sets)
    };
    let options = module.args.iter().flat_map(|it| it.descendants());
    let is_known = module.args.iter().all(|it| it.kind() == Kind::Object);
    // A factory that hands over to a function elsewhere may set it there.
    let returns = module.args.iter().flat_map(|it| it.find(Kind::Arrow)).filter_map(|it| it.field(Field::Body));
    let is_open = returns.into_iter().any(|it| it.is(&[Kind::Call, Kind::Identifier, Kind::Member]));
    (is_known && !is_open && !options.into_iter().any(may_set)).then_some(module)
}
