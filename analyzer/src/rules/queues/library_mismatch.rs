//! `@nestjs/bull` beside `bullmq`, `@nestjs/bullmq` beside `bull`.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Import, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "queues/library-mismatch",
    title: "The queue's two packages do not belong together",
    severity: Severity::High,
    standard: &["S019"],
    refs: &[
        "https://docs.nestjs.com/techniques/queues",
        "https://github.com/nestjs/bull/blob/master/packages/bull/package.json",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("library_mismatch.md"),
    check: &[Check::ImportOf(&["@nestjs/bull", "@nestjs/bullmq"], import), Check::Class(Role::Provider, processor)],
};

fn import(project: &Project, import: &Import) -> Option<Finding> {
    match import.module {
        "@nestjs/bullmq" => no_such_export(import).or_else(|| paired(project, import, "bull")),
        "@nestjs/bull" => paired(project, import, "bullmq").or_else(|| by_manifest(project, import)),
        _ => None,
    }
}

/// The wrapper and the other library in one file.
fn paired<'t>(project: &Project<'t>, wrapper: &Import<'t>, library: &str) -> Option<Finding> {
    let same = project.imports_of(wrapper.syntax.file);
    let other = same.into_iter().find(|it| it.module == library)?;
    let names: Vec<&str> = other.names.iter().map(|it| it.name).collect();
    let message = format!(
        "`{}` runs on `{}`, and `{}` comes from `{library}`: another library, with another format in Redis. {}",
        wrapper.module,
        if library == "bullmq" { "bull" } else { "bullmq" },
        names.join("`, `"),
        both_ways(library),
    );
    let is_type = other.names.iter().all(|it| it.type_only || it.name == "Job");
    let finding = Finding::at(wrapper.syntax, message).step(other.syntax, "the other library");
    // A `Job` that is only a type changes no behaviour.
    Some(if is_type { finding.severity(Severity::Info) } else { finding.fix(change_wrapper(wrapper, library)) })
}

fn both_ways(library: &str) -> &'static str {
    match library {
        "bullmq" => {
            "Either move to BullMQ: import from `@nestjs/bullmq`, and let each processor extend `WorkerHost` with one \
             `process(job)` in place of its `@Process` methods. Or stay with Bull: import `Queue` and `Job` from `bull`."
        }
        _ => {
            "Either stay with BullMQ: import `Queue` and `Job` from `bullmq`. Or go back to Bull: import from \
             `@nestjs/bull`, with `@Process` methods."
        }
    }
}

/// What both wrappers export alike.
const SHARED: [&str; 4] = ["InjectQueue", "BullModule", "getQueueToken", "RegisterQueueOptions"];

fn change_wrapper(wrapper: &Import, library: &str) -> Option<Fix> {
    let all_shared = wrapper.names.iter().all(|it| SHARED.contains(&it.name));
    let handles = wrapper.syntax.root().find(Kind::Decorator).any(|it| it.text().starts_with("@Process("));
    (all_shared && library == "bullmq" && !handles).then_some(())?;
    let source = wrapper.syntax.field(Field::Source)?;
    let quote = source.text().chars().next()?;
    let reason = "the queue's module and its processors must move to `@nestjs/bullmq` as well";
    Some(Fix::review("Use the wrapper of BullMQ", reason).replace(source, format!("{quote}@nestjs/bullmq{quote}")))
}

/// `import { Process } from '@nestjs/bullmq'`
fn no_such_export(import: &Import) -> Option<Finding> {
    let name = import.names.iter().find(|it| it.name == "Process")?;
    let message = "`@nestjs/bullmq` has no `@Process`, so this import is `undefined` and calling it throws. Either \
                   extend `WorkerHost` and handle every job in `process(job)`, or import from `@nestjs/bull`.";
    Some(Finding::at(name.syntax, message))
}

/// `@nestjs/bull` where `package.json` installs `bullmq` alone.
fn by_manifest(project: &Project, import: &Import) -> Option<Finding> {
    let mut installed = project.manifests.iter().flat_map(|it| it.dependencies.iter()).map(|(name, _)| name.as_str());
    let names: Vec<&str> = installed.by_ref().collect();
    (names.contains(&"bullmq") && !names.contains(&"bull")).then_some(())?;
    let first = project.imports_from("@nestjs/bull").next()?;
    (first.syntax == import.syntax).then_some(())?;
    let message = format!(
        "`@nestjs/bull` runs on `bull`, and `package.json` lists `bullmq` without `bull`. {}",
        both_ways("bullmq")
    );
    Some(Finding::at(import.syntax, message))
}

/// `@Processor` of `@nestjs/bullmq` on a class that is no `WorkerHost`.
fn processor(project: &Project, class: &Class) -> Option<Finding> {
    let decorator = class.decorator("Processor")?;
    let (from, _) = project.import_of(class.syntax.file, "Processor")?;
    (from.module == "@nestjs/bullmq" && class.extends.is_none()).then_some(())?;
    let other: Option<Syntax> = class.syntax.find(Kind::Decorator).find(|it| it.text().starts_with("@Process("));
    let message = format!(
        "`{}` is a `@Processor` of `@nestjs/bullmq` without `extends WorkerHost`: the application refuses to start. \
         Either extend `WorkerHost` and handle the jobs in `process(job)`, or import from `@nestjs/bull` and use \
         `@Process`.",
        class.name.text()
    );
    let finding = Finding::at(decorator.syntax, message);
    Some(match other {
        Some(other) => finding.step(other, "`@Process` belongs to `@nestjs/bull`"),
        None => finding,
    })
}
