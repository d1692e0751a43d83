//! Connections that agree to versions of TLS which are given up.

use crate::finding::{Finding, Fix};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "crypto/old-tls",
    title: "A connection agrees to an old version of TLS",
    severity: Severity::Medium,
    standard: &["X074"],
    refs: &["CWE-327", "https://datatracker.ietf.org/doc/html/rfc8996", "https://nodejs.org/api/tls.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("old_tls.md"),
    check: &[Check::Node(Kind::String, check)],
};

fn check(project: &Project, text: Syntax) -> Option<Finding> {
    // Nearly every text of a project comes by here.
    let version = literal(text).filter(|it| matches!(it.as_bytes(), [b'T' | b'S', b'L' | b'S', ..]))?;
    (version.starts_with("TLSv1") || version.starts_with("SSLv")).then_some(())?;
    let pair = text.parent().filter(|it| it.kind() == Kind::Pair)?;
    let key = pair.field(Field::Key)?.text();
    let is_old = match key {
        "minVersion" | "maxVersion" => matches!(version, "TLSv1" | "TLSv1.1"),
        "secureProtocol" => ["TLSv1_method", "TLSv1_1_", "TLSv1_client", "TLSv1_server", "SSLv"]
            .iter()
            .any(|it| version.starts_with(it)),
        _ => false,
    };
    (is_old && !project.is_test(text)).then_some(())?;
    let what = match key {
        "minVersion" => "also accepts",
        _ => "speaks nothing newer than",
    };
    let message = format!(
        "`{key}: '{version}'` {what} a version that was deprecated in 2021: whoever is on the way can make both sides \
         use it, and attack it."
    );
    let fix = Fix::review("Start at TLS 1.2", "a partner that speaks only the old version is refused from then on");
    let fix = (key == "minVersion").then(|| fix.replace(text, "'TLSv1.2'"));
    Some(Finding::at(pair, message).fix(fix))
}
