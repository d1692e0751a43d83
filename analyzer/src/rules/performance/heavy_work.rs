//! Libraries that compute on the one thread of Node, where requests are answered.

use crate::finding::Finding;
use crate::project::{EntryKind, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::root;

pub static RULE: Rule = Rule {
    id: "performance/heavy-work",
    title: "A request computes what belongs in a worker",
    severity: Severity::Info,
    standard: &["S202"],
    refs: &[
        "CWE-400",
        "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
        "https://docs.nestjs.com/techniques/queues",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("heavy_work.md"),
    check: &[Check::ImportOf(
        &[
            "xlsx",
            "exceljs",
            "pdf-lib",
            "pdfkit",
            "jspdf",
            "jimp",
            "docx",
            "jszip",
            "adm-zip",
            "csv-parse/sync",
            "csv-stringify/sync",
        ],
        check,
    )],
};

fn check(project: &Project, import: &Import) -> Option<Finding> {
    let file = import.syntax.file;
    (!project.is_test(import.syntax) && !project.is_script(import.syntax)).then_some(())?;
    let works = project.imports_of(file).any(|it| it.module.contains("worker_threads") || it.module == "piscina");
    (!works).then_some(())?;
    let is_local = |name: &str| import.names.iter().any(|it| it.local == name && !it.type_only);
    let request = |it: EntryKind| matches!(it, EntryKind::Http | EntryKind::GraphQl);
    let (call, method) =
        project.calls_in(file).iter().filter(|it| is_local(root(it.callee).text())).find_map(|it| {
            let method = project.method_around(it.syntax)?;
            project.is_asked_by(&method, request).then_some((it, method))
        })?;
    let message = format!(
        "`{}` runs within a request in `{}`: `{}` computes on the one thread that answers all others, and the larger \
         its data, the longer they wait.",
        call.callee.text().lines().next().unwrap_or_default(),
        method.name.text(),
        import.module
    );
    Some(Finding::at(call.callee, message).to_check())
}
