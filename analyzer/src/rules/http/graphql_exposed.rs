//! GraphQL that shows its schema, or a page to query it, in production.

use crate::finding::{Finding, Fix};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "http/graphql-exposed",
    title: "GraphQL shows its schema in production too",
    severity: Severity::Low,
    standard: &["X019"],
    refs: &[
        "CWE-200",
        "https://docs.nestjs.com/graphql/quick-start",
        "https://www.apollographql.com/docs/apollo-server/api/apollo-server#introspection",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("graphql_exposed.md"),
    check: &[Check::Node(Kind::True, check)],
};

fn check(project: &Project, value: Syntax) -> Option<Finding> {
    let pair = value.parent().filter(|it| it.kind() == Kind::Pair && value.role() == Field::Value)?;
    let key = pair.field(Field::Key)?.text();
    matches!(key, "playground" | "introspection" | "graphiql").then_some(())?;
    (configures(pair) && !is_conditional(pair) && !project.is_test(value)).then_some(())?;
    let message = match key {
        "introspection" => {
            "`introspection: true` gives the whole schema to everybody, in production too, where Apollo would refuse \
             it."
            .to_owned()
        }
        _ => format!(
            "`{key}: true` serves a page for queries to everybody, in production too, and with it the schema of \
             everything that can be queried."
        ),
    };
    let reason = "tools that read the schema of the production system will no longer work";
    let fix = Fix::review("Leave it to development", reason).replace(value, "process.env.NODE_ENV !== 'production'");
    Some(Finding::at(pair, message).likely().fix(fix))
}

/// `GraphQLModule.forRoot(…)`, or a class that makes its options.
fn configures(pair: Syntax) -> bool {
    pair.ancestors().take(24).any(|it| match it.kind() {
        Kind::Call => it.field(Field::Function).is_some_and(|it| it.text().starts_with("GraphQLModule")),
        Kind::Method => it.field(Field::Name).is_some_and(|it| it.text() == "createGqlOptions"),
        _ => false,
    })
}

/// Whether it holds only where a condition says so.
fn is_conditional(pair: Syntax) -> bool {
    pair.ancestors().take(24).any(|it| it.is(&[Kind::If, Kind::Ternary]) || it.kind() == Kind::Spread)
}
