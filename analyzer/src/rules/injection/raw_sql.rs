//! SQL text that is built from values.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, Template, plain};

pub static RULE: Rule = Rule {
    id: "injection/raw-sql",
    title: "A value becomes part of the SQL text",
    severity: Severity::Critical,
    standard: &["S050"],
    refs: &[
        "CWE-89",
        "https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries",
        "https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("raw_sql.md"),
    check: &[
        Check::Call(&["$queryRawUnsafe", "$executeRawUnsafe"], unsafe_call),
        Check::Call(&["$queryRaw", "$executeRaw"], quoted_placeholder),
        Check::Call(&["raw"], raw_fragment),
        Check::Call(&["query", "execute"], driver_call),
    ],
};

/// `` $queryRawUnsafe(`… ${x} …`) `` and `$queryRawUnsafe('…' + x)`.
fn unsafe_call(project: &Project, call: &Call) -> Option<Finding> {
    let text = call.args.first()?;
    let value = project.inserted(*text)?;
    let message = format!(
        "`{}` becomes part of the SQL that `{}` sends as it is. Whoever controls it can end the statement and write \
         another.",
        value.text(),
        call.name
    );
    Some(weigh(project, Finding::at(value, message), value).fix(tagged(call)))
}

/// `` $queryRaw`… '${x}' …` ``: inside quotes a placeholder is plain text.
fn quoted_placeholder(_: &Project, call: &Call) -> Option<Finding> {
    let template = call.template?;
    let quote = |at: u32| template.source().as_bytes().get(at as usize) == Some(&b'\'');
    let mut values = template.children().filter(|it| it.kind() == Kind::Substitution);
    let value = values.find(|it| quote(it.span().start.saturating_sub(1)) && quote(it.span().end))?;
    let message =
        format!("`{}` stands between quotes, so the database gets a literal `$1` instead of the value.", value.text());
    let span = crate::syntax::Span { start: value.span().start - 1, end: value.span().end + 1 };
    let place = crate::finding::Place { file: value.file, span };
    let fix = Fix::review("Take the quotes away", "the query now compares with the value, and may find rows")
        .replace(place, value.text());
    Some(Finding::at(value, message).severity(Severity::High).fix(fix))
}

/// `Prisma.raw(x)`, `knex.raw(…)`, `sql.raw(x)`.
fn raw_fragment(project: &Project, call: &Call) -> Option<Finding> {
    let owner = call.receiver.map(plain).filter(|it| it.kind() == Kind::Identifier)?.text();
    let text = *call.args.first()?;
    let (value, all) = match owner {
        "Prisma" => (text, project.comes_from(call.callee, "@prisma/client")),
        "knex" | "db" | "sql" | "sequelize" => (project.inserted(text)?, true),
        _ => return None,
    };
    (all && !project.is_fixed(value)).then_some(())?;
    let message = format!("`{}` is written into the SQL without a parameter by `{owner}.raw`.", value.text());
    Some(weigh(project, Finding::at(value, message), value))
}

/// `client.query('…' + x)` of a database driver or TypeORM.
fn driver_call(project: &Project, call: &Call) -> Option<Finding> {
    let text = *call.args.first()?;
    let first = project.value(text);
    let parts = first.find_any(&[Kind::String, Kind::StringFragment]);
    let sql = parts.into_iter().chain([first]).any(|it| is_sql(it.text()));
    sql.then_some(())?;
    let value = project.inserted(text)?;
    let message = format!("`{}` becomes part of the SQL that `{}` sends.", value.text(), call.name);
    Some(weigh(project, Finding::at(value, message), value))
}

/// A parameter decorated as request input is certain; a value of unknown origin is likely; scripts weigh less.
fn weigh(project: &Project, finding: Finding, value: Syntax) -> Finding {
    let finding = if comes_from_request(value) { finding } else { finding.likely() };
    match project.is_script(value) || project.is_test(value) {
        true => finding.severity(Severity::Low).to_check(),
        false => finding,
    }
}

fn comes_from_request(value: Syntax) -> bool {
    let root = crate::syntax::root(value);
    let Some(crate::project::Binding::Parameter(parameter)) = crate::project::binding(root) else { return false };
    parameter.children().any(|it| it.kind() == Kind::Decorator)
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start_matches(['`', '\'', '"', ' ', '\n', '\r', '\t']).to_ascii_uppercase();
    ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "WITH ", "ALTER ", "DROP ", "SET "]
        .iter()
        .any(|it| text.starts_with(it))
}

/// `` $queryRawUnsafe(`…`) `` as `` $queryRaw`…` ``, where every value can be a parameter as it stands.
fn tagged(call: &Call) -> Option<Fix> {
    let [text] = call.args.as_slice() else { return None };
    let template = Template::of(*text)?;
    let source = template.0.source();
    // A value after FROM, ORDER BY or within quotes or % cannot be a parameter by itself.
    let takes_parameter = template.0.children().filter(|it| it.kind() == Kind::Substitution).all(|it| {
        let before = source.get(template.0.span().start as usize..it.span().start as usize).unwrap_or_default();
        let before = before.trim_end();
        let after = source.get(it.span().end as usize..).unwrap_or_default();
        let quoted = before.ends_with('\'') && after.starts_with('\'');
        quoted || before.ends_with(['=', '<', '>', ',']) || before.to_ascii_uppercase().ends_with("LIMIT")
    });
    takes_parameter.then_some(())?;
    let name = call.callee.field(Field::Property)?;
    let mut tagged = template.0.text().to_owned();
    for value in template.0.children().filter(|it| it.kind() == Kind::Substitution) {
        tagged = tagged.replace(&format!("'{}'", value.text()), value.text());
    }
    let list = call.syntax.field(Field::Arguments)?;
    let reason = "values are now sent as parameters; their types must fit the columns";
    Some(
        Fix::review("Send the values as parameters", reason)
            .replace(name, name.text().trim_end_matches("Unsafe"))
            .replace(list, tagged),
    )
}
