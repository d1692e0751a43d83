//! CSRF protection that is made and never put in front of a request.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "auth/csrf-not-applied",
    title: "CSRF protection is set up and applied nowhere",
    severity: Severity::High,
    standard: &["S088"],
    refs: &["CWE-352", "https://docs.nestjs.com/security/csrf", "https://github.com/Psifi-Solutions/csrf-csrf#readme"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("csrf_not_applied.md"),
    check: &[Check::Call(&["doubleCsrf", "csrfSync"], check)],
};

/// What checks requests, of both packages.
const CHECKS: [&str; 6] = [
    "doubleCsrfProtection",
    "csrfSynchronisedProtection",
    "csrfSynchronizedProtection",
    "validateRequest",
    "isRequestValid",
    "UseCsrf",
];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let packages = ["csrf-csrf", "csrf-sync"];
    (packages.iter().any(|it| project.comes_from(call.callee, it)) && !project.is_test(call.syntax)).then_some(())?;
    let declarator = call.syntax.parent().filter(|it| it.kind() == Kind::Declarator)?;
    let pattern = declarator.field(Field::Name)?;
    let locals: Vec<&str> = match pattern.kind() {
        // `const csrf = doubleCsrf(…)`
        Kind::Identifier => Vec::new(),
        _ => pattern.children().filter_map(|it| local_of(it)).collect(),
    };
    let applied = project.roots.iter().filter(|it| mentions(it.source(), &locals)).any(|root| {
        let kinds = [Kind::Identifier, Kind::PropertyIdentifier, Kind::Shorthand];
        root.find_any(&kinds).into_iter().any(|it| {
            let named = CHECKS.contains(&it.text()) || locals.contains(&it.text());
            named && !pattern.contains(it) && !only_passes_on(it)
        })
    });
    (!applied).then_some(())?;
    let message = "The protection is set up here, and no `app.use`, no middleware and no guard applies it: requests without \
                   a token pass as before.";
    let finding = Finding::at(call.callee, message);
    Some(if locals.is_empty() { finding.likely() } else { finding })
}

/// The name that a protecting function gets: `x` of `doubleCsrfProtection: x`.
fn local_of(part: Syntax<'_>) -> Option<&str> {
    match part.kind() {
        Kind::PairPattern => {
            let key = part.field(Field::Key)?.text();
            part.field(Field::Value).filter(|_| CHECKS.contains(&key)).map(Syntax::text)
        }
        _ => CHECKS.contains(&part.text()).then(|| part.text()),
    }
}

fn mentions(text: &str, locals: &[&str]) -> bool {
    CHECKS.iter().chain(locals).any(|it| text.contains(it))
}

/// An import or export that hands the name on.
fn only_passes_on(name: Syntax) -> bool {
    let within = [Kind::ImportSpecifier, Kind::ExportClause, Kind::Import, Kind::NamedImports];
    name.ancestors().take(3).any(|it| it.is(&within))
}
