//! Tenants that the caller names.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::{Project, asks_who_calls};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "auth/tenant-from-request",
    title: "The request chooses the tenant",
    severity: Severity::High,
    standard: &["S192", "X094"],
    refs: &["CWE-639", "https://cheatsheetseries.owasp.org/cheatsheets/Multi_Tenant_Security_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("tenant_from_request.md"),
    check: &[Check::Flow(Harm::Tenant, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let access = project.access_of(flow.source.syntax)?;
    let field = project.standard.facts.tenant_field.as_str();
    let asks = || flow.functions(project).into_iter().any(|it| asks_who_calls(it, "", field));
    (project.is_open_to_accounts(access) && !project.is_narrowed() && !asks()).then_some(())?;
    let query = flow.call.as_ref()?;
    let message = format!(
        "{source} decides the `{field}` of `{name}`, and nothing on the way compares it with the caller's tenant: \
         `{label}` works for every tenant whose id is known.",
        source = flow.source.label(),
        name = query.callee.text(),
        label = access.label(),
    );
    Some(Finding { steps: flow.steps.clone(), ..Finding::at(flow.sink, message) }.likely())
}
