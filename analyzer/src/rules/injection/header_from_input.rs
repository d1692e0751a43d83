//! Response headers whose value, or name, someone else chooses.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

pub static RULE: Rule = Rule {
    id: "injection/header-from-input",
    title: "What a user sends decides a response header that matters",
    severity: Severity::Medium,
    standard: &["X065"],
    refs: &["CWE-113", "CWE-644", "https://nodejs.org/api/http.html#responsesetheadername-value"],
    needs: &[],
    fix: FixKind::None,
    words: words!("header_from_input.md"),
    check: &[Check::Flow(Harm::Header, check)],
};

/// Node refuses line breaks in headers, so what is left is what the header itself decides.
fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let is_name = call.args.len() == 2 && call.args.first() == Some(&flow.sink) && call.name != "StreamableFile";
    if is_name {
        (!flow.source.is_headers()).then_some(())?;
        return Some(flow.finding("it names the header, so a link can set `Set-Cookie` or loosen a policy."));
    }
    let name = name(flow)?.to_ascii_lowercase();
    // A link carries no headers of its own: only the origin of a page is not the visitor's own choice.
    let is_origin = name == "access-control-allow-origin";
    (is_origin || !flow.source.is_headers()).then_some(())?;
    let (consequence, severity) = match name.as_str() {
        "access-control-allow-origin" if is_plain_origin(project, flow.sink) => return None,
        "access-control-allow-origin" => {
            ("any site that asks is allowed to read the answer in its visitor's name.", Severity::Medium)
        }
        "set-cookie" => ("a `;` in it adds attributes such as `Domain` to the cookie.", Severity::Medium),
        "content-type" => ("`text/html` makes a browser run the answer as a page of your site.", Severity::Medium),
        "x-accel-redirect" | "x-sendfile" => {
            ("the web server in front answers with any file it may read.", Severity::High)
        }
        "content-security-policy" | "x-frame-options" | "permissions-policy" | "strict-transport-security" => {
            ("a link can loosen the policy that protects your page.", Severity::Medium)
        }
        "content-disposition" => {
            ("a `\"` in it ends the file's name early, and a letter beyond Latin-1 makes Node throw.", Severity::Low)
        }
        _ => return None,
    };
    let finding = flow.finding(consequence);
    Some(if severity == RULE.severity { finding } else { finding.severity(severity) })
}

/// The header that a value is for: `'X-Name', value`, `{ 'X-Name': value }`, `type(value)`.
fn name<'t>(flow: &Flow<'t>) -> Option<&'t str> {
    let call = flow.call.as_ref()?;
    let pair = flow.sink.parent().filter(|it| it.kind() == Kind::Pair);
    let short = Some(flow.sink).filter(|it| it.kind() == Kind::Shorthand);
    let key = pair.and_then(|it| it.field(Field::Key)).or(short).map(|it| literal(it).unwrap_or(it.text()));
    match (call.name, key) {
        ("type" | "contentType", _) | ("StreamableFile", Some("type")) => Some("content-type"),
        ("StreamableFile", Some("disposition")) => Some("content-disposition"),
        (_, Some(key)) => Some(key),
        _ => literal(*call.args.first()?),
    }
}

/// What the rule for CORS tells already: `req.headers.origin`, `req.get('origin')`.
fn is_plain_origin<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let text = plain(project.constant(value)).text();
    let is_read = text.ends_with("headers.origin") || text.ends_with("headers['origin']");
    is_read || text.to_ascii_lowercase().ends_with("('origin')")
}
