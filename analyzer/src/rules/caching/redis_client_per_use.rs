//! Redis connections that are opened where they are used.

use crate::finding::Finding;
use crate::project::{Call, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "caching/redis-client-per-use",
    title: "A Redis connection is opened for each use",
    severity: Severity::Medium,
    standard: &["S020"],
    refs: &["https://docs.nestjs.com/fundamentals/custom-providers", "https://github.com/redis/ioredis"],
    needs: &[],
    fix: FixKind::None,
    words: words!("redis_client_per_use.md"),
    check: &[Check::New(&["Redis", "IORedis", "Cluster"], check), Check::Call(&["createClient"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let package = if call.is_new { "ioredis" } else { "redis" };
    // Others have a `createClient` too: Supabase, GraphQL.
    let is_redis = project.imports(call.syntax.file, package) && project.comes_from(call.callee, package);
    (is_redis && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let class = project.class_of(call.syntax)?;
    (class.is(Role::Provider) || class.is(Role::Controller)).then_some(())?;
    let method = call.syntax.function().filter(|it| it.kind() == Kind::Method)?;
    let method = class.methods.iter().find(|it| it.syntax == method)?;
    let name = method.name.text();
    let starts = ["constructor", "onModuleInit", "onApplicationBootstrap", "connect", "init"];
    (!starts.contains(&name) && !is_kept(call.syntax) && !is_started(project, call, name)).then_some(())?;
    let message = format!(
        "Each call of `{name}` opens a connection to Redis of its own, with a handshake before the first command; under \
         load the connections add up until Redis refuses new ones.",
    );
    Some(Finding::at(call.syntax, message))
}

/// Returned to whoever asked for a client, or kept in the object: `this.client = …`, `clients.set(id, …)`.
fn is_kept(client: Syntax) -> bool {
    let mut around = client.ancestors().take_while(|it| it.kind() != Kind::Block);
    let is_handed = around.any(|it| match it.kind() {
        Kind::Return | Kind::Arguments => true,
        Kind::Assignment | Kind::AugmentedAssignment => {
            it.field(Field::Left).is_some_and(|it| it.kind() != Kind::Identifier)
        }
        _ => false,
    });
    let name = client.ancestor(&[Kind::Declarator]).and_then(|it| it.field(Field::Name)).map_or("", Syntax::text);
    let body = client.function().and_then(|it| it.field(Field::Body));
    // `const client = new Redis(); … return client;` or `this.clients.push(client)`
    let leaves = body.into_iter().flat_map(Syntax::descendants).any(|it| {
        let keeps = it.is(&[Kind::Return, Kind::Arguments]) && it.children().any(|it| it.text() == name);
        keeps || it.kind() == Kind::Assignment && it.field(Field::Right).is_some_and(|it| it.text() == name)
    });
    is_handed || (!name.is_empty() && leaves)
}

/// A helper of the constructor or of a hook.
fn is_started(project: &Project, call: &Call, name: &str) -> bool {
    let class = project.class_of(call.syntax).map(|it| it.syntax);
    let mut own = class.into_iter().flat_map(|it| project.calls_within(it)).filter(|it| it.name == name);
    own.any(|it| {
        let caller = it.syntax.ancestor(&[Kind::Method]).and_then(|it| it.field(Field::Name)).map_or("", Syntax::text);
        matches!(caller, "constructor" | "onModuleInit" | "onApplicationBootstrap" | "")
    })
}
