//! Reads that wait for one another without need.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Call, EntryKind, Operation, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Span, Syntax, chain, name_words};

pub static RULE: Rule = Rule {
    id: "performance/serial-reads",
    title: "Reads that could run together run one by one",
    severity: Severity::Info,
    standard: &["X044"],
    refs: &["https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Promise/all"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("serial_reads.md"),
    check: &[Check::Node(Kind::Lexical, check)],
};

/// `const name = await read();`
struct Read<'t> {
    statement: Syntax<'t>,
    name: Syntax<'t>,
    call: Syntax<'t>,
}

fn check(project: &Project, statement: Syntax) -> Option<Finding> {
    let first = read(project, statement)?;
    let block = statement.parent()?;
    let before = block.children().take_while(|it| *it != statement).last();
    // The first of a run speaks for all of it.
    (before.and_then(|it| read(project, it)).is_none() && !project.is_test(statement)).then_some(())?;
    let mut run = vec![first];
    for next in block.children().skip_while(|it| *it != statement).skip(1) {
        match read(project, next) {
            Some(it) if !run.iter().any(|earlier| depends(it.call, earlier.name)) => run.push(it),
            _ => break,
        }
    }
    let method = project.method_around(statement)?;
    let is_request = |it: EntryKind| matches!(it, EntryKind::Http | EntryKind::GraphQl);
    (run.len() > 1 && project.is_asked_by(&method, is_request)).then_some(())?;
    let (one, last) = (run.first()?, run.last()?);
    let message = format!(
        "`{}` and the {} need nothing of one another, and each waits for the one before: the answer takes as long as \
         all of them together.",
        one.name.text(),
        if run.len() == 2 { "read after it".to_owned() } else { format!("{} reads after it", run.len() - 1) }
    );
    let list = |of: fn(&Read) -> String| run.iter().map(of).collect::<Vec<String>>().join(", ");
    let (names, calls) = (list(|it| it.name.text().to_owned()), list(|it| it.call.text().to_owned()));
    let span = Span { start: one.statement.span().start, end: last.statement.span().end };
    let fix = Fix::review(
        "Read them together",
        "check that none of them changes what another reads, and that the first error may end all",
    )
    .replace(Place { file: statement.file, span }, format!("const [{names}] = await Promise.all([{calls}]);"));
    Some(Finding::at(one.statement, message).fix(fix).to_check())
}

fn read<'t>(project: &Project<'t>, statement: Syntax<'t>) -> Option<Read<'t>> {
    (statement.kind() == Kind::Lexical && statement.text().starts_with("const")).then_some(())?;
    let mut declarators = statement.children().filter(|it| it.kind() == Kind::Declarator);
    let declarator = declarators.next().filter(|_| declarators.clone().next().is_none())?;
    let value = declarator.field(Field::Value).filter(|it| it.kind() == Kind::Await)?;
    let call = value.children().find(|it| it.kind() == Kind::Call).and_then(Call::of)?;
    (declarator.field(Field::Type).is_none() && reads(project, &call)).then_some(())?;
    Some(Read { statement, name: declarator.field(Field::Name)?, call: call.syntax })
}

/// A query that reads, a method of this project that is named for reading; not within a transaction.
fn reads(project: &Project, call: &Call) -> bool {
    let names = chain(call.callee);
    if names.first() != Some(&"this") || call.syntax.text().contains("session") {
        return false;
    }
    if let Some(query) = project.query_in(call.syntax).filter(|it| it.call.syntax == call.syntax) {
        return query.operation != Operation::Write;
    }
    let first = name_words(call.name).into_iter().next().unwrap_or_default();
    let is_read = matches!(first.as_str(), "find" | "get" | "list" | "count" | "load" | "search");
    let target = project.target(call);
    let writes = |body: Syntax| project.queries_in(body).any(|it| it.operation == Operation::Write);
    is_read && target.and_then(|it| it.body).is_some_and(|it| !writes(it) && project.queries_in(it).next().is_some())
}

/// Whether a call needs a name that a declaration gives.
fn depends(call: Syntax, names: Syntax) -> bool {
    let given: Vec<&str> = names.descendants().chain([names]).map(Syntax::text).collect();
    let kinds = [Kind::Identifier, Kind::Shorthand];
    call.descendants().filter(|it| it.is(&kinds)).any(|it| given.contains(&it.text()))
}
