//! CSRF protection that is set up so that it protects little.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "auth/csrf-weak-options",
    title: "The options of the CSRF protection weaken it",
    severity: Severity::High,
    standard: &["S085", "S086", "S087"],
    refs: &[
        "CWE-352",
        "https://github.com/Psifi-Solutions/csrf-csrf#configuration",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("csrf_weak_options.md"),
    check: &[Check::Call(&NAMES, methods), Check::Call(&NAMES, cookie), Check::Call(&["doubleCsrf"], size)],
};

const NAMES: [&str; 3] = ["doubleCsrf", "csrfSync", "csurf"];

fn options<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Object<'t>> {
    let options = project.options(*call.args.first()?)?;
    (!project.is_test(call.syntax)).then_some(options)
}

/// `ignoredMethods: ['GET', 'POST']`
fn methods(project: &Project, call: &Call) -> Option<Finding> {
    let options = options(project, call)?;
    let list = options.get("ignoredMethods").or_else(|| options.get("ignoreMethods"))?;
    let list = project.constant(list);
    let changes = |it: &&str| matches!(it.to_ascii_uppercase().as_str(), "POST" | "PUT" | "PATCH" | "DELETE");
    let all: Vec<&str> = list.children().filter_map(literal).collect();
    let open: Vec<&str> = all.iter().copied().filter(changes).collect();
    (list.kind() == Kind::Array && !open.is_empty()).then_some(())?;
    let message = format!(
        "{} {} let through without a token: those are the requests that change something, and another site can make the \
         browsers of your users send them.",
        open.join(", "),
        if open.len() == 1 { "is" } else { "are" }
    );
    let kept: Vec<&str> =
        list.children().filter(|it| literal(*it).is_none_or(|it| !changes(&it))).map(Syntax::text).collect();
    let reason = "every page that sends such requests must then send the token along";
    let fix = Fix::review("Let only safe methods through", reason).replace(list, format!("[{}]", kept.join(", ")));
    Some(Finding::at(list, message).fix(fix))
}

/// `cookieOptions: { secure: false }`
fn cookie(project: &Project, call: &Call) -> Option<Finding> {
    let options = options(project, call)?;
    let cookie = options.get("cookieOptions").or_else(|| options.get("cookie"))?;
    let cookie = Object::of(project.constant(cookie))?;
    let flags = [
        (
            "secure",
            "process.env.NODE_ENV === 'production'",
            Severity::Medium,
            "it also travels over plain HTTP, where others on the way can read and replace it",
        ),
        ("sameSite", "'lax'", Severity::Medium, "browsers send it along with requests that other sites make"),
        ("httpOnly", "true", Severity::Low, "any script of the page can read it"),
    ];
    let (key, remedy, severity, consequence) = flags
        .into_iter()
        .find(|(key, ..)| cookie.get(key).is_some_and(|it| project.constant(it).kind() == Kind::False))?;
    let value = cookie.get(key)?;
    let message = format!("The cookie of the CSRF token has `{key}: false`: {consequence}.");
    let fix = Fix::review("Set the flag", "pages that read this cookie in a script, or run without HTTPS, may need it");
    let finding = Finding::at(value, message).severity(severity);
    Some(finding.fix((value.kind() == Kind::False).then(|| fix.replace(value, remedy))))
}

/// `size: 8`
fn size(project: &Project, call: &Call) -> Option<Finding> {
    let value = options(project, call)?.get("size")?;
    let size = project.number(value).filter(|it| (0..32).contains(it))?;
    let message = format!(
        "Each CSRF token holds {size} random bytes; the package's own choice is 32, and fewer are easier to guess."
    );
    let fix = Fix::review("Use 32 bytes", "tokens that were handed out before stay valid").replace(value, "32");
    Some(Finding::at(value, message).severity(Severity::Low).fix(fix))
}
