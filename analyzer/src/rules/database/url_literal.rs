//! Addresses of databases that stand in the schema, password and all.

use crate::finding::{Finding, Fix};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "database/url-literal",
    title: "The schema holds the password of the database",
    severity: Severity::Critical,
    standard: &["X096", "S194"],
    refs: &[
        "CWE-798",
        "https://www.prisma.io/docs/orm/prisma-schema/overview/data-sources",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("url_literal.md"),
    check: &[Check::Address(check)],
};

fn check(_: &Project, address: Syntax) -> Option<Finding> {
    let (user, host) = literal(address)?.split_once("://")?.1.split('/').next()?.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    (!password.is_empty()).then_some(())?;
    let message = format!(
        "The password of `{name}` at `{host}` is written in the schema. Whoever reads the source can sign in to that \
         database."
    );
    let key = address.parent().and_then(|it| it.child(Kind::Variable)).map_or("", Syntax::text);
    let variable = match key {
        "directUrl" => "DIRECT_URL",
        "shadowDatabaseUrl" => "SHADOW_DATABASE_URL",
        _ => "DATABASE_URL",
    };
    let reason = "the variable must be set wherever Prisma runs";
    let fix = Fix::review("Read it from the environment", reason).replace(address, format!("env(\"{variable}\")"));
    let finding = Finding::at(address, message).fix(fix);
    let is_own = host.starts_with("localhost") || host.starts_with("127.");
    Some(if is_own { finding.severity(Severity::Medium) } else { finding })
}
