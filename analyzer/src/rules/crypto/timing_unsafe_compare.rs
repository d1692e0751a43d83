//! Secrets that are compared character by character.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, secret};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, plain, root};

pub static RULE: Rule = Rule {
    id: "crypto/timing-unsafe-compare",
    title: "A secret is compared character by character",
    severity: Severity::Medium,
    standard: &["X068"],
    refs: &["CWE-208", "https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("timing_unsafe_compare.md"),
    check: &[Check::Node(Kind::Binary, check)],
};

fn check(project: &Project, binary: Syntax) -> Option<Finding> {
    let operator = binary.field(Field::Operator)?.text();
    matches!(operator, "===" | "!==" | "==" | "!=").then_some(())?;
    let sides = [plain(binary.field(Field::Left)?), plain(binary.field(Field::Right)?)];
    sides.iter().all(|it| may_hold(*it)).then_some(())?;
    let (known, other) = (what(project, sides[0]).map(|it| (it, sides[1])))
        .or_else(|| what(project, sides[1]).map(|it| (it, sides[0])))?;
    let both = what(project, other).is_some();
    let both = both || other.text().starts_with("process.env");
    let judged = !both && literal(project.constant(other)).is_none() && !project.is_test(binary);
    (judged && !project.is_script(binary)).then_some(())?;
    let message = format!(
        "`{}` is compared with {known} by `{operator}`, which stops at the first difference: how long the answer takes \
         tells a patient caller how much of it was right.",
        other.text()
    );
    Some(Finding::at(binary, message).likely().fix(fix(project, binary, sides, operator)))
}

/// Names, members, calls: what may hold a text that is not written here.
fn may_hold(side: Syntax) -> bool {
    side.is(&[Kind::Identifier, Kind::Member, Kind::Subscript, Kind::Call]) && side.text() != "undefined"
}

/// What the server knows and a caller has to prove.
fn what<'t>(project: &Project<'t>, side: Syntax<'t>) -> Option<&'static str> {
    let value = project.value(side);
    if let Some(call) = Call::of(value) {
        if call.name == "digest" && root(value).kind() == Kind::Identifier && value.text().contains("createHmac(") {
            return Some("a signature that is made here");
        }
        let first = call.args.first().and_then(|it| literal(project.constant(*it)))?;
        let asks = matches!(call.name, "get" | "getOrThrow")
            && call.receiver.is_some_and(|it| it.text().to_ascii_lowercase().contains("config"));
        return (asks && is_secret(first)).then_some("a secret of the configuration");
    }
    let owner = value.field(Field::Object).map_or("", Syntax::text);
    let name = value.field(Field::Property).map(Syntax::text).or_else(|| literal(value.field(Field::Index)?))?;
    (owner == "process.env" && is_secret(name)).then_some("a secret of the environment")
}

fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let owners = ["auth", "webhook", "internal", "admin", "service", "hook"];
    let is_key = lower.ends_with("key") && owners.iter().any(|it| lower.contains(it));
    secret::names_secret(name) || is_key
}

/// `a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))`, where both are plain names.
fn fix<'t>(project: &Project<'t>, binary: Syntax<'t>, sides: [Syntax<'t>; 2], operator: &str) -> Option<Fix> {
    (sides.iter().all(|it| it.kind() == Kind::Identifier) && operator.len() == 3).then_some(())?;
    let [a, b] = sides.map(Syntax::text);
    let made = sides
        .iter()
        .find_map(|it| project.value(*it).find(Kind::Call).filter_map(Call::of).find(|it| it.name == "createHmac"));
    let made = made?;
    let (prefix, module) = match made.receiver {
        Some(receiver) => (format!("{}.", receiver.text()), ""),
        None => (String::new(), project.import_of(binary.file, "createHmac").map_or("", |(it, _)| it.module)),
    };
    let not = if operator == "!==" { "!" } else { "" };
    let text =
        format!("{not}({a}.length === {b}.length && {prefix}timingSafeEqual(Buffer.from({a}), Buffer.from({b})))");
    let reason = "both must be texts here: refuse a header that is missing or sent twice before this line";
    let fix = Fix::review("Compare in constant time", reason).replace(binary, text);
    Some(project.bring(fix, binary, "timingSafeEqual", module))
}
