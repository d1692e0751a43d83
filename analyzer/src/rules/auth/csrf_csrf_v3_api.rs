//! CSRF protection written as for `csrf-csrf` 3.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "auth/csrf-csrf-v3-api",
    title: "CSRF protection is written for csrf-csrf 3",
    severity: Severity::Medium,
    standard: &["S016"],
    refs: &[
        "CWE-352",
        "https://github.com/Psifi-Solutions/csrf-csrf#readme",
        "https://docs.nestjs.com/security/csrf",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("csrf_csrf_v3_api.md"),
    check: &[Check::Call(&["doubleCsrf"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let major = project.major("csrf-csrf");
    (project.comes_from(call.callee, "csrf-csrf") && major.is_none_or(|it| it >= 4)).then_some(())?;
    let options = call.args.first().and_then(|it| Object::of(project.constant(*it)));
    let renamed_utility = old_utility(call);
    let renamed_option = options.and_then(|it| it.pair("getTokenFromRequest"));
    let lacks_session = options.is_some_and(|it| !it.is_open() && !it.has("getSessionIdentifier"));
    let mut faults: Vec<&str> = Vec::new();
    if lacks_session {
        faults.push("no token can be made without `getSessionIdentifier`: the first attempt throws");
    }
    if renamed_utility.is_some() {
        faults.push("`generateToken` is undefined: it is called `generateCsrfToken`");
    }
    if renamed_option.is_some() {
        faults.push("`getTokenFromRequest` is ignored: it is called `getCsrfTokenFromRequest`");
    }
    (!faults.is_empty()).then_some(())?;
    let when = if major.is_some() { "Since" } else { "On" };
    let finding = Finding::at(call.callee, format!("{when} `csrf-csrf` 4 {}.", faults.join("; ")));
    let places = [renamed_utility, renamed_option].into_iter().flatten();
    let finding = places.fold(finding, |it, place| it.step(place, "a name of version 3"));
    // Only the application knows what tells its sessions apart.
    let fix = (!lacks_session).then(|| renamed(renamed_utility, renamed_option)).flatten();
    let finding = finding.fix(fix);
    Some(if major.is_some() { finding } else { finding.likely() })
}

/// `generateToken` of `const { generateToken } = doubleCsrf(…)`, or of `this.csrf.generateToken` right on the call.
fn old_utility<'t>(call: &Call<'t>) -> Option<Syntax<'t>> {
    let holder = call.syntax.parent()?;
    if holder.kind() == Kind::Member {
        return holder.field(Field::Property).filter(|it| it.text() == "generateToken");
    }
    let pattern = holder.field(Field::Name).filter(|it| it.kind() == Kind::ObjectPattern)?;
    pattern.children().find(|it| match it.kind() {
        Kind::PairPattern => it.field(Field::Key).is_some_and(|it| it.text() == "generateToken"),
        _ => it.text() == "generateToken",
    })
}

fn renamed(utility: Option<Syntax>, option: Option<Syntax>) -> Option<Fix> {
    let reason = "tokens of version 3 that are still out are refused once";
    let mut fix = Fix::review("Use the names of version 4", reason);
    if let Some(utility) = utility {
        fix = match utility.field(Field::Key) {
            Some(key) => fix.replace(key, "generateCsrfToken"),
            None if utility.kind() == Kind::ShorthandPattern => {
                fix.replace(utility, "generateCsrfToken: generateToken")
            }
            None => fix.replace(utility, "generateCsrfToken"),
        };
    }
    if let Some(option) = option {
        fix = fix.replace(option.field(Field::Key)?, "getCsrfTokenFromRequest");
    }
    Some(fix)
}
