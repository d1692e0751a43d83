//! Bodies that may be so large that a few of them fill the memory.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "http/huge-body-limit",
    title: "Every route reads very large bodies",
    severity: Severity::Low,
    standard: &["X084"],
    refs: &["CWE-770", "https://docs.nestjs.com/faq/raw-body", "https://expressjs.com/en/api.html#express.json"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("huge_body_limit.md"),
    check: &[Check::Call(&["json", "urlencoded", "useBodyParser"], parser), Check::New(&["FastifyAdapter"], adapter)],
};

/// What a body may hold at most before it counts as too much.
const MOST: u64 = 50 * 1024 * 1024;

/// `json({ limit: '50mb' })`, `app.useBodyParser('json', { limit: '50mb' })`
fn parser(project: &Project, call: &Call) -> Option<Finding> {
    let at = usize::from(call.name == "useBodyParser");
    let by_parser =
        call.name == "useBodyParser" || ["express", "body-parser"].iter().any(|it| project.comes_from(call.callee, it));
    // `app.use('/import', json({ limit }))` is for one path.
    let user = call.syntax.parent().and_then(|it| it.parent()).and_then(Call::of);
    let is_for_one = user.is_some_and(|it| it.args.first().is_some_and(|it| literal(project.constant(*it)).is_some()));
    (by_parser && !is_for_one).then_some(())?;
    let limit = Object::of(project.constant(*call.args.get(at)?))?.get("limit")?;
    judge(project, limit)
}

/// `new FastifyAdapter({ bodyLimit: … })`
fn adapter(project: &Project, call: &Call) -> Option<Finding> {
    judge(project, call.object(0)?.get("bodyLimit")?)
}

fn judge<'t>(project: &Project<'t>, limit: Syntax<'t>) -> Option<Finding> {
    let written = project.constant(limit);
    let bytes = project.number(written).and_then(|it| u64::try_from(it).ok()).or_else(|| size(literal(written)?))?;
    (bytes >= MOST && !project.is_test(limit)).then_some(())?;
    let message = format!(
        "Bodies of up to {} MB are read into memory and parsed before any guard is called: a few such requests at once \
         stop the server.",
        bytes / 1024 / 1024
    );
    let reason = "larger bodies are answered with 413 from then on; choose what your largest honest request needs";
    let fix = Fix::review("Read at most 1 MB", reason);
    let text = if literal(written).is_some() { "'1mb'" } else { "1024 * 1024" };
    let is_here = written == limit || written.file == limit.file;
    Some(Finding::at(limit, message).fix(is_here.then(|| fix.replace(written, text))))
}

/// `50mb`, as the package `bytes` reads it.
fn size(text: &str) -> Option<u64> {
    let lower = text.trim().to_ascii_lowercase();
    let digits: String = lower.chars().take_while(char::is_ascii_digit).collect();
    let unit = match lower.get(digits.len()..)?.trim() {
        "" | "b" => 1,
        "kb" => 1 << 10,
        "mb" => 1 << 20,
        "gb" => 1 << 30,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}
