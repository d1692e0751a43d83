//! A pool of connections that lives for one call.

use super::client_per_use::{is_database, is_kept};
use crate::finding::Finding;
use crate::project::{Call, Project, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "database/pool-per-call",
    title: "A pool of connections is opened for each call",
    severity: Severity::High,
    standard: &["S199"],
    refs: &["CWE-770", "https://node-postgres.com/features/pooling"],
    needs: &[],
    fix: FixKind::None,
    words: words!("pool_per_call.md"),
    check: &[Check::New(&["Pool", "DataSource"], pool), Check::Call(&["createPool"], pool)],
};

/// `new Pool()`, `new DataSource()`, `createPool()` in a method that uses it and drops it.
fn pool(project: &Project, call: &Call) -> Option<Finding> {
    let place = call.syntax;
    let packages: &[&str] = match call.name {
        "Pool" => &["pg"],
        "DataSource" => &["typeorm"],
        _ => &["mysql2", "mysql2/promise", "mysql", "mariadb"],
    };
    let is_own = packages.iter().any(|it| project.comes_from(call.callee, it));
    let function = place.function().filter(|it| it.kind() == Kind::Method)?;
    let name = function.field(Field::Name)?.text();
    let once = name == "constructor" || name_words(name).first().is_some_and(|it| it == "on");
    let class = project.class_of(place).filter(|it| !is_database(it.name.text()))?;
    let by_hand = project.is_test(place) || project.is_script(place) || class.decorator("Module").is_some();
    (is_own && !by_hand && !once && !is_kept(place, function)).then_some(())?;
    let holder = place.ancestors().find(|it| !it.is(&[Kind::Await, Kind::Parenthesized]))?;
    let variable = holder.field(Field::Name).filter(|it| it.kind() == Kind::Identifier)?;
    // Handed on, it may be kept elsewhere.
    let stays =
        |it: &Syntax| it.parent().is_some_and(|up| up.kind() == Kind::Member && up.field(Field::Object) == Some(*it));
    uses(variable).iter().all(stays).then_some(())?;
    let message = format!(
        "Each call of `{name}` creates a pool of its own: it waits for a new connection instead of taking one that is open, \
         and under load the database runs out of them."
    );
    Some(Finding::at(place, message))
}
