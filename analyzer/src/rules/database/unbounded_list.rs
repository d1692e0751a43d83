//! A list endpoint that returns however many rows there are.

use crate::finding::Finding;
use crate::project::{Call, Operation, Orm, Project, Query, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "database/unbounded-list",
    title: "A list route returns every row",
    severity: Severity::Medium,
    standard: &["S134"],
    refs: &["CWE-770", "https://www.prisma.io/docs/orm/prisma-client/queries/pagination"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unbounded_list.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    list(project, route).filter(|_| !project.asks_for_grant_of_admins(route.method.name))
}

fn list(project: &Project, route: &Route) -> Option<Finding> {
    let body = route.method.body.filter(|_| route.verb == "Get" && !is_export(route))?;
    let own = project.queries_in(body).find(|it| is_unbounded(project, it));
    if let Some(query) = own {
        return Some(finding(project, route, query));
    }
    let calls = body.descendants().filter_map(Call::of);
    let (call, query) = calls.filter(|it| is_handed_on(it.syntax)).find_map(|call| {
        let target = project.target(&call)?.body?;
        let query = project.queries_in(target).find(|it| is_unbounded(project, it))?;
        Some((call, query))
    })?;
    Some(
        finding(project, route, query)
            .step(call.callee, format!("`{}` calls `{}`", route.method.name.text(), call.name)),
    )
}

fn finding<'t>(project: &Project<'t>, route: &Route<'t>, query: &Query<'t>) -> Finding {
    let filter = query.options().and_then(|it| it.get("where"));
    let owner = filter.and_then(|it| owner(project, it));
    let rows = if filter.is_some() { "every row that matches" } else { "every row there is" };
    let growth = owner.map_or("the table".to_owned(), |it| format!("what belongs to one `{it}`"));
    let message = format!(
        "`{}` answers with {rows}: `{}` sets no limit, so the answer, the memory and the time grow with {growth}.",
        route.label(),
        query.call.callee.text()
    );
    // A table may be known to stay small; a filter may keep the result small.
    let finding = Finding::at(query.call.callee, message).likely();
    let is_small =
        owner.is_some() || filter.is_none() && is_reference(query.model) || project.is_for_admins(route.method.name);
    if is_small { finding.severity(Severity::Low) } else { finding }
}

/// Rows that the house itself enters, a few dozen of them.
fn is_reference(model: &str) -> bool {
    let kinds = "platform platforms tag tags category categories status statuses plan plans setting settings feature \
                 features type types department departments tier tiers unit units";
    name_words(model).iter().any(|it| kinds.split(' ').any(|kind| it == kind))
}

/// Lists that the world keeps short: nobody pages through currencies.
fn is_closed_list(model: &str) -> bool {
    let kinds = "country countries currency currencies language languages locale locales timezone timezones role roles \
                 permission permissions";
    let words = name_words(model);
    let last = words.iter().rev().find(|it| !matches!(it.as_str(), "repository" | "model" | "repo" | "entity"));
    last.is_some_and(|it| kinds.split(' ').any(|kind| it == kind))
}

/// `where: { accountId }`: the key of the row that all found rows belong to.
fn owner<'t>(project: &Project<'t>, filter: Syntax<'t>) -> Option<&'t str> {
    let keys = Object::of(project.value(filter))?.0.children().filter_map(|it| match it.kind() {
        Kind::Pair => it.field(Field::Key).map(Syntax::text),
        Kind::Shorthand => Some(it.text()),
        _ => None,
    });
    let mut keys = keys.filter(|it| it.len() > 2 && it.ends_with("Id") && *it != project.standard.facts.tenant_field);
    keys.next().map(|it| it.trim_end_matches("Id"))
}

fn is_unbounded(project: &Project, query: &Query) -> bool {
    let reads = query.operation == Operation::ReadMany && !matches!(query.call.name, "groupBy" | "findByIds");
    let limits = ["take", "cursor", "skip", "limit", "first", "last"];
    let options = match query.call.args.first() {
        None => None,
        Some(it) => match Object::of(project.value(*it)) {
            Some(object) => Some(object),
            // Options from elsewhere may hold a limit.
            None => return false,
        },
    };
    let bounded = options.is_some_and(|it| it.is_open() || limits.iter().any(|limit| it.has(limit)) || is_by_list(it));
    let mongoose = query.orm == Orm::Mongoose && query.call.args.get(2).is_some();
    reads
        && !is_closed_list(query.model)
        && !bounded
        && !mongoose
        && !is_limited_later(query.call.syntax)
        && is_handed_on(query.call.syntax)
}

/// `where: { id: { in: ids } }`, and the same through TypeORM's `In(ids)`.
fn is_by_list(options: Object) -> bool {
    let filter = options.get("where").map_or(options.0, |it| it);
    filter.find(Kind::Pair).any(|it| it.field(Field::Key).is_some_and(|it| it.text() == "in"))
        || filter.find(Kind::Shorthand).any(|it| it.text() == "in")
        || filter.find(Kind::Call).filter_map(Call::of).any(|it| it.name == "In")
}

/// `.find().limit(20)`.
fn is_limited_later(call: Syntax) -> bool {
    let limits = ["limit", "take", "paginate", "cursor", "distinct", "countDocuments"];
    let members = call.ancestors().take_while(|it| it.is(&[Kind::Member, Kind::Call]));
    members
        .filter(|it| it.kind() == Kind::Member)
        .any(|it| it.field(Field::Property).is_some_and(|it| limits.contains(&it.text())))
}

/// Returned, as it is or through a variable that is returned.
fn is_handed_on(call: Syntax) -> bool {
    let wrappers = [Kind::Await, Kind::Parenthesized, Kind::Member, Kind::Call, Kind::As, Kind::NonNull];
    let Some(holder) = call.ancestors().find(|it| !it.is(&wrappers)) else { return false };
    match holder.kind() {
        Kind::Return => true,
        Kind::Declarator => {
            let name = holder.field(Field::Name).map_or("", Syntax::text);
            let function = holder.ancestor(&[Kind::Method, Kind::Arrow, Kind::Function]);
            let mut returns = function.into_iter().flat_map(|it| it.find(Kind::Return));
            returns.any(|it| it.find(Kind::Identifier).chain(it.find(Kind::Shorthand)).any(|it| it.text() == name))
        }
        _ => false,
    }
}

fn is_export(route: &Route) -> bool {
    let words = ["export", "download", "admin", "report", "backup", "sitemap"];
    let text =
        format!("{} {} {}", route.label(), route.method.name.text(), route.class.name.text()).to_ascii_lowercase();
    words.iter().any(|it| text.contains(it))
}
