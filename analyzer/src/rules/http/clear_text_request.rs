//! Requests to other servers that go over the wire in clear text.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "http/clear-text-request",
    title: "A request is sent in clear text",
    severity: Severity::Info,
    standard: &["X075"],
    refs: &["CWE-319", "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("clear_text_request.md"),
    check: &[Check::Call(&["fetch", "get", "post", "put", "patch", "delete", "request", "axios", "WebSocket"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let address = project.constant(*call.args.first()?);
    let written = address.text().trim_start_matches(['\'', '"', '`']);
    let (scheme, rest) = written.split_once("://").filter(|(it, _)| matches!(*it, "http" | "ws"))?;
    let asks = match call.receiver {
        None => matches!(call.name, "fetch" | "axios" | "request" | "WebSocket"),
        Some(receiver) => {
            let lower = receiver.text().to_ascii_lowercase();
            ["axios", "http", "got", "ky"].iter().any(|it| lower.contains(it))
        }
    };
    let host = rest.split(['/', ':', '?', '\'', '"', '`']).next()?;
    (asks && is_far(host) && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let message = format!("What is sent to `{host}` and what it answers can be read and changed on the way.");
    let fix = Fix::review("Use TLS", "the server must answer at that URL too");
    Some(Finding::at(address, message).fix(secure(fix, address, scheme)))
}

fn secure(fix: Fix, address: Syntax, scheme: &str) -> Fix {
    fix.replace(address, address.text().replacen(&format!("{scheme}://"), &format!("{scheme}s://"), 1))
}

/// Whether a host is somewhere in the open: not this machine, not a name inside a cluster.
fn is_far(host: &str) -> bool {
    let near = [
        ".local",
        ".internal",
        ".svc",
        ".test",
        ".example",
        ".lan",
        ".cluster",
        ".localhost",
        "example.com",
        "example.org",
    ];
    let digits = host.chars().all(|it| it.is_ascii_digit() || it == '.');
    host.contains('.') && !digits && !host.contains(['$', '{', '%']) && !near.iter().any(|it| host.ends_with(it))
}
