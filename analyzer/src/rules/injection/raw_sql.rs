//! SQL text that is built from values.

use crate::finding::{Finding, Fix};
#[cfg(feature = "whole")]
use crate::flow::{Flow, Harm};
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
        #[cfg(feature = "whole")]
        Check::Flow(Harm::Sql, followed),
        Check::Call(&["$queryRawUnsafe", "$executeRawUnsafe"], unsafe_call),
        Check::Call(&["$queryRaw", "$executeRaw"], quoted_placeholder),
        Check::Call(&["raw"], raw_fragment),
        Check::Call(&["query", "execute"], driver_call),
    ],
};

/// A value that someone else sends, from where it enters.
#[cfg(feature = "whole")]
fn followed(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    // An object of conditions: its values are parameters.
    let is_object = flow.source.is_whole && flow.sink.is(&[Kind::Identifier, Kind::Member]) && call.name != "raw";
    (!is_object).then_some(())?;
    let consequence = match call.name {
        "orderBy" | "addOrderBy" | "orderByRaw" => {
            "it is written into the SQL as it is, and may hold more than a name."
        }
        _ => "whoever sends it can end the statement and write another.",
    };
    let fix = if call.name.starts_with('$') { tagged(call) } else { bound(project, call) };
    let finding = flow.finding(consequence).fix(fix);
    // Where the calls below point, too: a selection survives when the whole engine takes over from the first.
    let value = project.inserted(flow.sink).filter(|it| flow.sink.contains(*it));
    Some(Finding { place: value.unwrap_or(flow.sink).into(), ..finding })
}

/// Whether a flow says what there is to say of a text.
fn is_followed<'t>(project: &Project<'t>, text: Syntax<'t>) -> bool {
    #[cfg(feature = "whole")]
    return project.flows.speaks_of(text);
    #[cfg(not(feature = "whole"))]
    {
        let _ = (project, text);
        false
    }
}

/// `` $queryRawUnsafe(`… ${x} …`) `` and `$queryRawUnsafe('…' + x)`.
fn unsafe_call(project: &Project, call: &Call) -> Option<Finding> {
    let text = *call.args.first()?;
    let value = project.inserted(text).filter(|_| !is_followed(project, text))?;
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
        format!("`{}` is between quotes, so the database gets a literal `$1` instead of the value.", value.text());
    let span = crate::syntax::Span { start: value.span().start - 1, end: value.span().end + 1 };
    let place = crate::finding::Place { file: value.file, span };
    let fix = Fix::review("Remove the quotes", "the query now compares with the value, and may find rows")
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
    (all && !project.is_fixed(value) && !is_followed(project, text)).then_some(())?;
    let message = format!("`{}` is written into the SQL without a parameter by `{owner}.raw`.", value.text());
    Some(weigh(project, Finding::at(value, message), value))
}

/// `client.query('…' + x)` of a database driver or TypeORM.
fn driver_call(project: &Project, call: &Call) -> Option<Finding> {
    let text = *call.args.first()?;
    let first = project.value(text);
    let parts = first.find_any(&[Kind::String, Kind::StringFragment]);
    let sql = parts.into_iter().chain([first]).any(|it| is_sql(it.text()));
    (sql && !is_followed(project, text)).then_some(())?;
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
    let tagged = parameterised(Template::of(*text)?, &mut |value| format!("${{{value}}}"))?;
    let name = call.callee.field(Field::Property)?;
    let list = call.syntax.field(Field::Arguments)?;
    let reason = "values are now sent as parameters; their types must fit the columns";
    Some(
        Fix::review("Send the values as parameters", reason)
            .replace(name, name.text().trim_end_matches("Unsafe"))
            .replace(list, tagged),
    )
}

/// `` query(`… ${x}`) `` as `` query(`… $1`, [x]) ``, in the placeholders of the driver.
#[cfg(feature = "whole")]
fn bound(project: &Project, call: &Call) -> Option<Fix> {
    let [text] = call.args.as_slice() else { return None };
    (!text.text().contains('?')).then_some(())?;
    let held = project.held(call.receiver?)?;
    let typed = held.annotation.as_ref()?.syntax;
    let (import, _) = project.import_of(typed.file, crate::syntax::root(typed).text().split('.').next()?)?;
    let is_numbered = match import.module {
        "pg" => true,
        "mysql2" | "mysql2/promise" | "knex" => false,
        _ => return None,
    };
    let mut values: Vec<String> = Vec::new();
    let sql = parameterised(Template::of(*text)?, &mut |value| {
        values.push(value.to_owned());
        if is_numbered { format!("${}", values.len()) } else { "?".to_owned() }
    })?;
    let reason = "values are now sent beside the text; their types must fit the columns";
    Some(Fix::review("Send the values as parameters", reason).replace(*text, format!("{sql}, [{}]", values.join(", "))))
}

/// A template's text with something else in place of each value; of none whose values cannot all be parameters.
fn parameterised(template: Template, place: &mut dyn FnMut(&str) -> String) -> Option<String> {
    let (source, whole) = (template.0.source(), template.0.span());
    let (mut sql, mut from) = (String::new(), whole.start);
    for it in template.0.children().filter(|it| it.kind() == Kind::Substitution) {
        let value = it.children().next()?.text();
        let before = source.get(from as usize..it.span().start as usize)?;
        let after = source.get(it.span().end as usize..whole.end as usize)?;
        let (head, tail) = (before.trim_end_matches('%'), after.trim_start_matches('%'));
        let (opens, closes) = (head.ends_with('\''), tail.starts_with('\''));
        if opens && closes {
            let (front, back) = (before.len() - head.len(), after.len() - tail.len());
            let value = match front + back {
                0 => value.to_owned(),
                _ => format!("`{}${{{value}}}{}`", before.get(head.len()..)?, after.get(..back)?),
            };
            sql.push_str(head.get(..head.len() - 1)?);
            sql.push_str(&place(&value));
            from = it.span().end + back as u32 + 1;
        } else {
            let said = source.get(whole.start as usize..it.span().start as usize)?.trim_end().to_ascii_uppercase();
            takes_value(&said).then_some(())?;
            sql.push_str(before);
            sql.push_str(&place(value));
            from = it.span().end;
        }
    }
    sql.push_str(source.get(from as usize..whole.end as usize)?);
    Some(sql)
}

/// Whether what stands behind this text can be a parameter: a value, not the name of a column or a table.
fn takes_value(before: &str) -> bool {
    let clause = ["SELECT", "FROM", "WHERE", "ORDER BY", "GROUP BY", "VALUES", "SET", " IN "];
    let last = clause.into_iter().max_by_key(|it| before.rfind(it).map_or(0, |at| at + 1));
    let is_listed = before.ends_with([',', '(']) && matches!(last, Some("WHERE" | "VALUES"));
    let follows = ["LIMIT", "OFFSET", " LIKE", " ILIKE"].iter().any(|it| before.ends_with(it));
    is_listed || follows || before.ends_with(['=', '<', '>'])
}
