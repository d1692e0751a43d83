//! Who has signed in is read before the database knows whose rows this request may see.

use std::sync::Arc;

use super::tenant_context_not_local::setting;
use super::tenant_table_without_policy::tenant_field;
use crate::finding::Finding;
use crate::project::{Call, Class, History, Method, Orm, Project, Query, Role, Table, Verb, same_name};
use crate::report::{Certainty, FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "database/query-before-tenant-context",
    title: "The user is read before the tenant is set",
    severity: Severity::Critical,
    standard: &["S098"],
    refs: &[
        "CWE-488",
        "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
        "https://docs.nestjs.com/recipes/passport",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("query_before_tenant_context.md"),
    check: &[Check::Class(Role::Strategy, check), Check::Class(Role::Guard, check)],
};

/// How many methods are followed to a query.
const DEPTH: usize = 2;

const RAW: [&str; 4] = ["$executeRaw", "$executeRawUnsafe", "$queryRaw", "$queryRawUnsafe"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = handler(project, class).filter(|it| !project.is_test(it.syntax))?;
    let found = |is_set: bool| match first(project, method.body?, is_set, DEPTH)? {
        Event::Query(query, at) => Some((query, at)),
        Event::Context => None,
    };
    // Where no query comes first even if the tenant is set somewhere, nobody need look where.
    found(true)?;
    let setters = setters(project, class)?;
    let (query, at) = found(!setters.is_empty())?;
    let certainty = bound(project, query, !setters.is_empty())?;
    let whose = match certainty {
        Certainty::Check => {
            "and no line here tells the database the tenant. If row policies ask for one, they see none"
        }
        _ => "before the database is told the tenant: the row policies see none",
    };
    let message = format!(
        "`{}` reads `{}` {whose}, or the one that an earlier request left on this connection.",
        method.name.text(),
        query.model
    );
    let mut finding = Finding { certainty, ..Finding::at(at, message) };
    if query.call.syntax != at {
        finding = finding.step(query.call.syntax, "the query");
    }
    if let Some(late) = setters.into_iter().find(|it| method.syntax.contains(*it)) {
        let is_after = late.span().start > at.span().start;
        finding = finding.step(late, if is_after { "the tenant is set here" } else { "nothing waits for this" });
    }
    // Without a line that sets the tenant, whether policies ask for one is a guess.
    Some(if certainty == Certainty::Check { finding.severity(Severity::Medium) } else { finding })
}

/// What turns a verified token into a user: `validate` of a JWT strategy, or a guard that verifies by itself.
fn handler<'c, 't>(project: &Project<'t>, class: &'c Class<'t>) -> Option<&'c Arc<Method<'t>>> {
    if class.is(Role::Guard) {
        let method = class.method("canActivate")?;
        let mut own = project.calls_within(method.syntax);
        return own.any(|it| matches!(it.name, "verify" | "verifyAsync")).then_some(method);
    }
    // The token says the tenant; a password or a key does not.
    let strategy = class.extends.as_ref()?.syntax.field(Field::Arguments)?.children().next()?;
    let is_jwt = match project.import_of(strategy.file, strategy.text()) {
        Some((import, _)) => import.module == "passport-jwt",
        None => class.syntax.text().contains("jwtFromRequest"),
    };
    class.method("validate").filter(|_| is_jwt)
}

/// Where the code sets the tenant; nothing if it does so before any handler runs.
fn setters<'t>(project: &Project<'t>, own: &Class<'t>) -> Option<Vec<Syntax<'t>>> {
    let is_store =
        |it: &str| it.ends_with("async_hooks") || it.starts_with("nestjs-cls") || it.starts_with("@nestjs-cls");
    let is_near = |file: u32| project.same_app(file, own.syntax.file);
    if project.imports.iter().any(|it| is_store(it.module) && is_near(it.syntax.file)) {
        return None;
    }
    let raw = || RAW.iter().flat_map(|it| project.calls_near(own.syntax.file, it)).filter(|it| is_setting(it));
    let holders: Vec<&str> =
        raw().filter_map(|it| it.syntax.ancestor(&[Kind::Method])?.field(Field::Name)).map(Syntax::text).collect();
    let near = project.roots.iter().map(|it| it.file).filter(|it| is_near(*it)).flat_map(|it| project.calls_in(it));
    let named = near.filter(|it| !it.is_new && (is_setter(it.name) || holders.contains(&it.name)));
    let mut found = Vec::new();
    for call in raw().chain(named) {
        let at = call.syntax;
        if project.is_test(at) || project.is_script(at) {
            continue;
        }
        let holder = project.class_of(at)?;
        let early = [Role::Middleware, Role::Interceptor, Role::Guard].iter().any(|it| holder.is(*it));
        let extends =
            at.ancestors().filter_map(Call::of).any(|it| matches!(it.name, "$extends" | "$use" | "defineExtension"));
        if extends || (early && holder.syntax != own.syntax) {
            return None;
        }
        found.push(at);
    }
    Some(found)
}

/// `setTenantContext`, `withTenant`, `enableRls`.
fn is_setter(name: &str) -> bool {
    let verbs = ["set", "use", "with", "run", "for", "enter", "bind", "apply", "switch", "enable"];
    verbs.iter().any(|it| name.starts_with(it)) && ["enant", "Rls", "RLS"].iter().any(|it| name.contains(it))
}

fn is_setting(call: &Call) -> bool {
    RAW.contains(&call.name) && call.template.or_else(|| call.args.first().copied()).and_then(setting).is_some()
}

/// What comes first.
enum Event<'p, 't> {
    /// The tenant is set, or may be.
    Context,
    /// A query that policies judge, and where the handler makes it.
    Query(&'p Query<'t>, Syntax<'t>),
}

fn first<'p, 't>(project: &'p Project<'t>, body: Syntax<'t>, is_set: bool, depth: usize) -> Option<Event<'p, 't>> {
    for call in project.calls_within(body).filter(|it| !it.is_new) {
        let at = call.syntax;
        if let Some(query) = project.queries_in(at).next().filter(|it| it.call.syntax == at && it.orm == Orm::Prisma) {
            let client = project.value(query.client).text().to_ascii_lowercase();
            let others = ["admin", "bypass", "system", "owner", "unscoped"];
            if speaks(project, query.client.text())
                || speaks(project, &client)
                || others.iter().any(|it| client.contains(it))
            {
                return Some(Event::Context);
            }
            if bound(project, query, is_set).is_some() {
                return Some(Event::Query(query, at));
            }
            continue;
        }
        let target = project.target(call).and_then(|it| it.body);
        let inner = target.zip(depth.checked_sub(1)).and_then(|(body, left)| first(project, body, is_set, left));
        match inner {
            Some(Event::Query(query, _)) => return Some(Event::Query(query, at)),
            Some(Event::Context) if !is_dropped(at) => return Some(Event::Context),
            _ if may_set(project, call, target.is_some()) => return Some(Event::Context),
            _ => {}
        }
    }
    None
}

/// Nobody waits for it.
fn is_dropped(call: Syntax) -> bool {
    call.parent().is_some_and(|it| it.kind() == Kind::ExpressionStatement || it.text().starts_with("void "))
}

fn may_set<'t>(project: &Project<'t>, call: &Call<'t>, is_seen: bool) -> bool {
    if is_setting(call) || is_setter(call.name) {
        return !is_dropped(call.syntax);
    }
    let functions = [Kind::Arrow, Kind::FunctionExpression];
    let awaits = call.is_awaited();
    let wraps = call.name != "$transaction" && call.args.iter().any(|it| it.is(&functions));
    let given = call.args.iter().filter(|it| !it.is(&functions));
    let tells = speaks(project, call.callee.text()) || given.into_iter().any(|it| speaks(project, it.text()));
    // What is waited for, and gives nothing back, is there for what it does.
    let statement = call.syntax.parent().and_then(Syntax::parent).map(Syntax::kind);
    let is_effect = awaits && !is_seen && statement == Some(Kind::ExpressionStatement);
    (tells && (awaits || wraps)) || (is_effect && call.name != "$transaction")
}

fn speaks(project: &Project, text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let field = project.standard.facts.tenant_field.to_ascii_lowercase();
    ["tenant", "rls", field.as_str()].iter().any(|it| lower.contains(it))
}

/// How sure it is that policies judge a query by a tenant; nothing if they do not.
fn bound(project: &Project, query: &Query, is_set: bool) -> Option<Certainty> {
    let is_known = |sure: Certainty| Some(if is_set { sure } else { Certainty::Check });
    let Some(model) = project.model_of(query) else {
        let is_paste = project.models.is_empty() && project.manifests.is_empty() && project.histories.is_empty();
        let file = project.file(query.call.syntax)?;
        let field = &project.standard.facts.tenant_field;
        // A query that names the tenant keeps to it by itself, as far as a paste can tell.
        let names = file.text.contains(field.as_str()) && !query.call.syntax.text().contains(field.as_str());
        return (project.models.is_empty() && (is_set || (is_paste && names)))
            .then_some(())
            .and_then(|()| is_known(Certainty::Likely));
    };
    match project.table_of(model) {
        Some((history, table)) if table.secured.is_some() => {
            asks(project, history, table).then_some(())?;
            // Policies that are not forced do not bind the owner, and who connects is not seen.
            let binds = table.is_forced || history.has(Verb::Grant);
            is_known(if binds { Certainty::Certain } else { Certainty::Likely })
        }
        _ => {
            tenant_field(project, model)?;
            let none = project.histories.iter().all(|it| !it.is_opaque && !it.has(Verb::EnableRls));
            let is_told =
                project.histories.is_empty() || (!none && project.table_of(model).is_none_or(|(it, _)| it.is_opaque));
            (is_set && is_told).then_some(Certainty::Likely)
        }
    }
}

/// Whether every policy of a table asks for a setting, and none lets pass who has none.
fn asks(project: &Project, history: &History, table: &Table) -> bool {
    let own = |it: &&str| {
        let mut steps =
            history.steps.iter().filter(|step| step.verb == Verb::CreatePolicy && same_name(step.table, table.name));
        let step = steps.rfind(|step| same_name(step.name, it));
        let text = step.and_then(|it| {
            let file = project.files.get(it.place.file as usize)?;
            file.text.get(it.place.span.start as usize..it.place.span.end as usize)
        });
        let text = text.unwrap_or_default().to_ascii_lowercase();
        let reads = ["current_setting", "current_tenant", "current_org"].iter().any(|it| text.contains(it));
        reads && !text.contains("is null") && !text.contains("coalesce")
    };
    !table.policies.is_empty() && table.policies.iter().all(own)
}
