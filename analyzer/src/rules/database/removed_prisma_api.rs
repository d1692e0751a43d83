//! What a later Prisma no longer has.

use crate::finding::Finding;
use crate::project::{Call, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "database/removed-prisma-api",
    title: "The code uses an API that Prisma has removed",
    severity: Severity::Medium,
    standard: &["S009"],
    refs: &["https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-6"],
    needs: &[],
    fix: FixKind::None,
    words: words!("removed_prisma_api.md"),
    check: &[
        Check::Call(&["$use"], middleware),
        Check::Call(&["$on"], hook),
        Check::New(&["PrismaClient"], rejecting_client),
        Check::Call(&["findUnique", "findFirst"], rejecting_query),
        Check::ImportOf(&["@prisma/client"], error),
    ],
};

fn middleware(project: &Project, call: &Call) -> Option<Finding> {
    project.is_prisma(call.receiver?).then_some(())?;
    judge(
        project,
        call.callee,
        (6, 14),
        "`$use` is gone since 6.14",
        "a query extension, `$extends({ query: … })`, takes its place",
    )
}

fn hook(project: &Project, call: &Call) -> Option<Finding> {
    let first = *call.args.first().filter(|it| literal(**it) == Some("beforeExit"))?;
    project.is_prisma(call.receiver?).then_some(())?;
    judge(
        project,
        first,
        (5, 0),
        "the library engine throws at `beforeExit` since 5",
        "`enableShutdownHooks` and `onModuleDestroy` take its place",
    )
}

fn rejecting_client(project: &Project, call: &Call) -> Option<Finding> {
    rejects(project, call.object(0)?)
}

fn rejecting_query(project: &Project, call: &Call) -> Option<Finding> {
    rejects(project, call.object(0)?)
}

fn rejects<'t>(project: &Project<'t>, options: Object<'t>) -> Option<Finding> {
    let pair = options.pair("rejectOnNotFound")?;
    judge(
        project,
        pair,
        (5, 0),
        "`rejectOnNotFound` is gone since 5",
        "`findUniqueOrThrow` and `findFirstOrThrow` take its place",
    )
}

/// `import { NotFoundError } from '@prisma/client'`
fn error(project: &Project, import: &Import) -> Option<Finding> {
    let named = import.syntax.find(Kind::ImportSpecifier).find(|it| it.text().starts_with("NotFoundError"))?;
    judge(
        project,
        named,
        (6, 0),
        "`NotFoundError` is gone since 6",
        "`PrismaClientKnownRequestError` with the code `P2025` takes its place",
    )
}

fn judge<'t>(project: &Project<'t>, at: Syntax<'t>, since: (u32, u32), gone: &str, instead: &str) -> Option<Finding> {
    (!project.is_test(at)).then_some(())?;
    let range =
        project.manifests.iter().find_map(|it| it.dependencies.iter().find(|(name, _)| name == "@prisma/client"));
    let message = format!("In Prisma {gone}: {instead}.");
    let Some((_, range)) = range else { return Some(Finding::at(at, message).likely()) };
    let digits = range.trim_start_matches(|it: char| !it.is_ascii_digit());
    let mut parts = digits.split('.').map_while(|it| it.parse::<u32>().ok());
    let version = (parts.next()?, parts.next().unwrap_or(0));
    let floats = range.starts_with('^') && version.0 == since.0;
    if version >= since || floats {
        return Some(Finding::at(at, message));
    }
    // It works with what is installed, and stands in the way of the next version.
    Some(
        Finding::at(at, format!("{message} It works with the {range} that is installed, and breaks with an upgrade."))
            .severity(Severity::Low),
    )
}
