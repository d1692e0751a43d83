//! Tests that empty tables, where nothing shows a database of their own.

use crate::finding::Finding;
use crate::project::{Call, Project, is_local};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::Object;

pub static RULE: Rule = Rule {
    id: "testing/shared-database",
    title: "Tests empty tables of whichever database is set",
    severity: Severity::Medium,
    standard: &["S185"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-client/testing/integration-testing",
        "https://node.testcontainers.org/",
    ],
    needs: &[Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("shared_database.md"),
    check: &[Check::Call(&["deleteMany"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    wipes(project, call).then_some(())?;
    // One finding says it all.
    let first = project.calls_of(call.name).find(|it| wipes(project, it))?;
    (first.syntax == call.syntax && !has_own_database(project, call.syntax.file)).then_some(())?;
    let table = call.receiver.map_or("", |it| it.text());
    let message = format!(
        "`{table}.deleteMany()` empties the table in whatever database the environment names, and nothing here sets \
         one for tests alone. Run with the wrong `.env`, it empties the one of production."
    );
    Some(Finding::at(call.syntax, message).to_check())
}

/// `deleteMany()` of all rows, in a test, on a client that is no mock.
fn wipes(project: &Project, call: &Call) -> bool {
    let all = match call.args.as_slice() {
        [] => true,
        [only] => Object::of(*only).is_some_and(|it| it.entries().next().is_none() && !it.is_open()),
        _ => false,
    };
    let awaited = call.is_awaited() || call.syntax.ancestor(&[crate::syntax::Kind::Array]).is_some();
    all && awaited && call.chain().len() > 1 && project.is_test(call.syntax)
}

/// Whether something says which database tests use.
fn has_own_database(project: &Project, file: u32) -> bool {
    let marks = [
        "testcontainers",
        "pg-mem",
        "mongodb-memory-server",
        ".env.test",
        "globalSetup",
        "TEST_DATABASE",
        "jestPrisma",
    ];
    let says = |text: &str| marks.iter().any(|it| text.contains(it));
    let named =
        |name: &str| (name.starts_with(".env") || name.contains("compose")) && is_local(name) && !name.contains("dev");
    let own = project.files.get(file as usize).map_or("", |it| &it.text);
    let sets = ["DATABASE_URL", "datasourceUrl", "datasources", "jest.mock(", "vi.mock(", "mockDeep"];
    sets.iter().any(|it| own.contains(it))
        || project.files.iter().any(|it| {
            let name = it.name();
            let tells =
                name == "package.json" || name.starts_with("jest") || name.starts_with("vitest") || it.is_test();
            named(name) || (tells && says(&it.text)) || (tells && it.text.contains("DATABASE_URL"))
        })
}
