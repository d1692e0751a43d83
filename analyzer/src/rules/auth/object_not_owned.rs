//! Rows that are reached by an id of the caller's choice, with nothing on the way that asks whose they are.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::{Access, AccessState, Call, EntryKind, GuardKind, Model, Operation, Project, Verb, same_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax, name_words, root};

pub static RULE: Rule = Rule {
    id: "auth/object-not-owned",
    title: "A row is reached by its id, whoever it belongs to",
    severity: Severity::Medium,
    standard: &["S192", "X094"],
    refs: &[
        "CWE-639",
        "https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html",
    ],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("object_not_owned.md"),
    check: &[Check::Flow(Harm::Object, check)],
};

/// What names the owner of a row: a column, with or without `Id`.
const OWNERS: [&str; 14] = [
    "user",
    "owner",
    "customer",
    "client",
    "member",
    "account",
    "tenant",
    "organization",
    "organisation",
    "company",
    "workspace",
    "team",
    "org",
    "patient",
];
/// Whoever wrote a row may change it; anyone may read it.
const WRITERS: [&str; 3] = ["author", "creator", "createdBy"];

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let query = project.query_in(flow.call.as_ref()?.syntax)?;
    let model = project.model_of(&query)?;
    let is_write = query.operation == Operation::Write;
    let owner = owner_of(project, model, is_write)?;
    let method = flow.source.syntax.ancestor(&[Kind::Method])?;
    let class = project.class_of(method)?;
    let access = project.accesses_of(class).iter().find(|it| it.entry.method.syntax == method)?;
    let ways: Vec<Syntax> = ways(project, flow, method);
    let filter = project.filter(&query);
    let is_own =
        filter.is_open || filter.all.iter().any(|(name, _)| same_name(name, owner) || is_owner(name, is_write));
    if is_own || !is_open_to_all(project, access) || is_narrowed(project) || ways.iter().any(|it| asks(*it, owner)) {
        return None;
    }
    let name = model.name.text();
    let does = if is_write { query.call.name } else { "reads" };
    let verb = match does {
        "delete" | "deleteMany" => "deletes",
        "update" | "updateMany" | "upsert" => "changes",
        _ => "reads",
    };
    let message = format!(
        "`{label}` {verb} a `{name}` by {source}, and nothing on the way compares its `{owner}` with who is calling: \
         whoever is signed in reaches everyone's.",
        label = access.label(),
        source = flow.source.label(),
    );
    let finding = Finding { steps: flow.steps.clone(), ..Finding::at(flow.sink, message) };
    let is_tenant = same_name(owner, &project.standard.facts.tenant_field);
    let finding = if is_tenant { finding.severity(Severity::High) } else { finding };
    Some(if is_write { finding.likely() } else { finding.to_check() })
}

/// The column that says whose a row is.
fn owner_of<'t>(project: &Project<'t>, model: &Model<'t>, is_write: bool) -> Option<&'t str> {
    let tenant = &project.standard.facts.tenant_field;
    let mut names = model.fields.iter().filter(|it| !it.is_list).map(|it| it.name.text());
    let own = |it: &&str| it.ends_with("Id") && (same_name(it, tenant) || is_owner(it, is_write));
    names.find(own)
}

fn is_owner(column: &str, is_write: bool) -> bool {
    let name = column.strip_suffix("Id").unwrap_or(column);
    OWNERS.contains(&name) || is_write && WRITERS.contains(&name)
}

/// Whether all that is asked of a caller is to be signed in.
fn is_open_to_all(project: &Project, access: &Access) -> bool {
    let words = [access.entry.class.name.text(), access.paths.first().map_or("", |it| it)];
    let mut words = words.into_iter().flat_map(name_words);
    let is_for_few = words.any(|it| matches!(it.as_str(), "admin" | "admins" | "internal" | "backoffice" | "webhook"));
    let guards = access.effect.named("UseGuards").flat_map(|it| it.args.iter());
    let asks_more = guards.into_iter().any(|it| match project.guard_kind(*it) {
        GuardKind::Authentication | GuardKind::Throttling => false,
        // `GqlAuthGuard` of a file that is not there.
        GuardKind::Unseen => {
            !name_words(root(*it).text()).iter().any(|it| matches!(it.as_str(), "auth" | "jwt" | "session"))
        }
        GuardKind::Authorization | GuardKind::Other => true,
    });
    let is_remote = matches!(access.entry.kind, EntryKind::Http | EntryKind::GraphQl);
    let is_guarded = matches!(access.state, AccessState::Guarded(_));
    is_remote && is_guarded && !is_for_few && !asks_more && access.metadata.is_empty() && access.effect.unseen.is_none()
}

/// Whether every query of the project is narrowed elsewhere: policies, an extended client, a store of the request.
fn is_narrowed(project: &Project) -> bool {
    let steps = project.histories.iter().flat_map(|it| &it.steps);
    let has_policies = steps.into_iter().any(|it| it.verb == Verb::CreatePolicy);
    let is_extended = ["$extends", "$use", "enableRls", "forUser", "forTenant"]
        .iter()
        .any(|it| project.calls_of(it).next().is_some());
    let stores = ["nestjs-cls", "async_hooks", "node:async_hooks", "@casl/prisma", "@casl/ability"];
    has_policies || is_extended || project.imports.iter().any(|it| stores.contains(&it.module))
}

/// The functions that the id passes through, from the handler to the query.
fn ways<'t>(project: &Project<'t>, flow: &Flow<'t>, method: Syntax<'t>) -> Vec<Syntax<'t>> {
    let mut ways = vec![method];
    ways.extend(flow.sink.function());
    for (place, _) in &flow.steps {
        let methods = project.classes.iter().filter(|it| it.syntax.file == place.file).flat_map(|it| &it.methods);
        ways.extend(methods.filter(|it| it.syntax.span().contains(place.span)).map(|it| it.syntax));
    }
    ways
}

/// Whether a function speaks of who is calling, or asks something before it goes on.
fn asks(function: Syntax, owner: &str) -> bool {
    let kinds = [Kind::Identifier, Kind::PropertyIdentifier, Kind::Shorthand, Kind::ShorthandPattern];
    let names = function.find_any(&kinds).into_iter().map(Syntax::text);
    let callers =
        ["user", "currentUser", "userId", "viewer", "session", "principal", "auth", "ability", "tenantId", "me"];
    let mut names = names.filter(|it| !matches!(*it, "UserService" | "UsersService"));
    let speaks = names.any(|it| it == owner || callers.contains(&it) || it.ends_with("UserId"));
    let checks = [
        "check",
        "ensure",
        "assert",
        "verify",
        "authorize",
        "authorise",
        "can",
        "owns",
        "belongs",
        "allow",
        "validate",
    ];
    let calls = function.find(Kind::Call).filter_map(Call::of);
    speaks || calls.into_iter().any(|it| name_words(it.name).first().is_some_and(|it| checks.contains(&it.as_str())))
}
