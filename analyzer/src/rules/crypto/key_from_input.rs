//! Tokens that are signed or checked as the sender says.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "crypto/key-from-input",
    title: "What a user sends decides how tokens are checked",
    severity: Severity::High,
    standard: &["S049"],
    refs: &["CWE-347", "https://datatracker.ietf.org/doc/html/rfc8725"],
    needs: &[],
    fix: FixKind::None,
    words: words!("key_from_input.md"),
    check: &[Check::Flow(Harm::Key, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let key = flow.sink.parent().filter(|it| it.kind() == Kind::Pair).and_then(|it| it.field(Field::Key));
    let is_algorithm = key.or(Some(flow.sink)).is_some_and(|it| it.text() == "algorithms");
    let consequence = match (is_algorithm, call.name.starts_with("sign")) {
        (true, _) => "the sender picks the algorithm, and a public key passes for a shared secret.",
        (_, true) => "the token is signed with a key that the sender knows, so anyone can make others like it.",
        _ => "the sender brings the key that the token is checked with, so any token passes.",
    };
    Some(flow.finding(consequence))
}
