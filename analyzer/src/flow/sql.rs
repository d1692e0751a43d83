//! What SQL text is handed to: connections, pools, query builders.

use crate::project::{Call, Held, Project};
use crate::syntax::{Field, Kind, Syntax, plain, root};

/// Types that send the text they are given.
const TYPES: [&str; 13] = [
    "DataSource",
    "EntityManager",
    "QueryRunner",
    "Repository",
    "TreeRepository",
    "Pool",
    "PoolClient",
    "PoolConnection",
    "Client",
    "Connection",
    "Knex",
    "Sequelize",
    "SqlEntityManager",
];

/// Names of what has no type in sight.
const NAMES: [&str; 14] = [
    "dataSource",
    "entityManager",
    "queryRunner",
    "pool",
    "knex",
    "sequelize",
    "manager",
    "connection",
    "conn",
    "database",
    "db",
    "trx",
    "pgClient",
    "pgPool",
];

/// Functions that hand out a connection.
const OPENERS: [&str; 8] =
    ["connect", "getConnection", "createConnection", "createPool", "createQueryRunner", "Pool", "Client", "knex"];

/// Whether an expression is a connection to a SQL database, or a pool of them.
pub(super) fn is_database<'t>(project: &Project<'t>, receiver: Syntax<'t>) -> bool {
    let Some(held) = project.held(receiver) else {
        // `this.users.manager`, `queryRunner.manager`
        let name = receiver.field(Field::Property).map_or("", Syntax::text);
        return receiver.kind() == Kind::Member
            && matches!(name, "manager" | "connection" | "dataSource" | "sequelize");
    };
    match held.type_name() {
        "" => is_named(&held) || held.value.map(plain).and_then(Call::of).is_some_and(|it| OPENERS.contains(&it.name)),
        typed => TYPES.contains(&typed),
    }
}

fn is_named(held: &Held) -> bool {
    NAMES.iter().any(|name| held.name.eq_ignore_ascii_case(name) || held.name.ends_with(name))
}

/// Whether an expression is a query builder of TypeORM or MikroORM, whose conditions may be texts of SQL.
pub(super) fn is_builder<'t>(project: &Project<'t>, receiver: Syntax<'t>) -> bool {
    let begins = |it: Syntax| it.text().contains(".createQueryBuilder(");
    let first = first_of(receiver);
    if begins(receiver) {
        return true;
    }
    let Some(held) = project.held(first) else { return false };
    let is_typeorm = || ["typeorm", "@nestjs/typeorm"].iter().any(|it| project.imports(first.file, it));
    match held.type_name() {
        "" => match held.value {
            Some(value) => begins(value),
            None => matches!(held.name, "qb" | "queryBuilder" | "builder") && is_typeorm(),
        },
        "SelectQueryBuilder" | "UpdateQueryBuilder" | "DeleteQueryBuilder" | "WhereExpressionBuilder" => true,
        "QueryBuilder" => is_typeorm(),
        _ => false,
    }
}

/// What a chain of calls begins with.
pub fn first_of(receiver: Syntax<'_>) -> Syntax<'_> {
    let mut at = plain(receiver);
    while let Some(call) = Call::of(at).filter(|it| !it.is_new) {
        let Some(next) = call.receiver else { break };
        at = plain(next);
    }
    at
}

/// Whether `Prisma` of `Prisma.raw` is the namespace of a client, wherever that is generated to.
pub(super) fn is_prisma<'t>(project: &Project<'t>, callee: Syntax<'t>) -> bool {
    let first = root(callee);
    let import = project.import_of(first.file, first.text());
    first.text() == "Prisma" && import.is_none_or(|(it, _)| it.module.contains("prisma"))
}
