//! The tenant is set on a pooled connection, and not for the transaction of the queries alone.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, name_words, root};

pub static RULE: Rule = Rule {
    id: "database/tenant-context-not-local",
    title: "The tenant setting is not tied to its transaction",
    severity: Severity::Critical,
    standard: &["S099"],
    refs: &[
        "CWE-488",
        "https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SET",
        "https://github.com/prisma/prisma/issues/5128",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("tenant_context_not_local.md"),
    check: &[Check::Call(&["$executeRaw", "$executeRawUnsafe", "$queryRaw", "$queryRawUnsafe"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let sql = call.template.or_else(|| call.args.first().copied())?;
    let (setting, is_local) = setting(sql)?;
    let client = call.receiver.filter(|it| project.is_prisma(*it))?;
    let is_varied = sql.find(Kind::Substitution).next().is_some() || call.args.len() > 1 || sql.kind() == Kind::Binary;
    if !is_varied || project.is_test(call.syntax) || project.is_script(call.syntax) {
        return None;
    }
    if !is_local {
        // What is taken back in the same function does not outlive it.
        let around = call.syntax.function().unwrap_or(call.syntax).text();
        let resets = around.contains("RESET") || around.contains("DISCARD") || around.matches("set_config").count() > 1;
        if resets {
            return None;
        }
        let message = format!(
            "`{setting}` is set for the whole session, and the connection goes back to the pool with it: the next request \
             that is given this connection runs as the tenant of this one."
        );
        return Some(Finding::at(call.syntax, message));
    }
    is_alone(call, client).then_some(())?;
    let message = format!(
        "`{setting}` is set for one transaction, and this call is a transaction of its own: the setting is gone when the next \
         query runs, on whatever connection. Policies see no tenant."
    );
    Some(Finding::at(call.syntax, message).severity(Severity::High))
}

/// The name of the setting that `set_config` or `SET` gives a value, and whether it ends with the transaction; nothing
/// unless it tells whose rows are seen.
pub(super) fn setting<'t>(sql: Syntax<'t>) -> Option<(&'t str, bool)> {
    let text = literal(sql).unwrap_or(sql.text()).trim_matches(['`', '\'', '"']).trim();
    let lower = text.to_ascii_lowercase();
    let (from, is_local) = match lower.find("set_config(") {
        Some(at) => {
            let last = lower.get(at..lower.rfind(')')?)?.rsplit(',').next()?.trim();
            (
                at + "set_config(".len(),
                match last {
                    "true" => true,
                    "false" => false,
                    _ => return None,
                },
            )
        }
        None => {
            let rest = lower.strip_prefix("set ")?;
            let scope = ["local ", "session "].iter().find(|it| rest.starts_with(**it)).map_or("", |it| it);
            (4 + scope.len(), scope == "local ")
        }
    };
    let name = text.get(from..)?.trim_start_matches([' ', '\'', '"', '\\']);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '.' | '_'))?;
    let name = name.get(..end)?;
    let owners = [
        "tenant",
        "org",
        "organization",
        "organisation",
        "account",
        "workspace",
        "company",
        "customer",
        "user",
        "team",
        "claims",
    ];
    let tells = name.contains('.') && name_words(name).iter().any(|it| owners.contains(&it.as_str()));
    tells.then_some((name, is_local))
}

/// Awaited on its own, through a client that lives longer than a transaction.
fn is_alone(call: &Call, client: Syntax) -> bool {
    let names_transaction = matches!(client.field(Field::Property).unwrap_or(client).text(), "tx" | "trx");
    let outlives = root(client).kind() == Kind::This && !names_transaction;
    let in_batch = call.syntax.ancestors().any(|it| Call::of(it).is_some_and(|it| it.name == "$transaction"));
    let method = call.syntax.ancestor(&[Kind::Method]);
    let elder = method.and_then(|it| it.parent().map(|body| (it, body)));
    let decorated = elder.is_some_and(|(method, body)| {
        let before = body.children().take_while(|it| *it != method);
        before.filter(|it| it.kind() == Kind::Decorator).any(|it| it.text().contains("Transactional"))
    });
    // What is handed back may become part of a batch, unless the method is `async` and so runs it.
    let runs = method.is_some_and(|it| it.children().any(|it| it.kind() == Kind::Keyword && it.text() == "async"));
    let is_run = call.is_awaited() || (runs && call.syntax.parent().is_some_and(|it| it.kind() == Kind::Return));
    is_run && outlives && !in_batch && !decorated
}
