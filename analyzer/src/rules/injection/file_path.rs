//! A file that someone else chooses.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "injection/file-path",
    title: "What a user sends decides which file is opened",
    severity: Severity::High,
    standard: &["S049", "X051"],
    refs: &["CWE-22", "https://nodejs.org/api/path.html#pathbasenamepath-suffix"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("file_path.md"),
    check: &[Check::Flow(Harm::Path, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = "`../` in it leads out of the folder that is meant, to any file that this process may open.";
    Some(flow.finding(consequence).fix(fix(project, flow)))
}

/// `basename(x)` around the one value that is put into a path, where `basename` is at hand.
fn fix(project: &Project, flow: &Flow) -> Option<Fix> {
    let value = inserted(flow.sink)?;
    let file = flow.sink.file;
    let named = project.import_of(file, "basename").filter(|(it, _)| is_path(it.module)).map(|_| "basename");
    let spaced = ["path", "nodePath"]
        .into_iter()
        .find(|name| project.import_of(file, name).is_some_and(|(it, _)| is_path(it.module)));
    let function = named.map(str::to_owned).or_else(|| spaced.map(|it| format!("{it}.basename")))?;
    let reason = "only the last part of the name is used from then on; check that no caller sends folders";
    Some(Fix::review("Keep the file name alone", reason).replace(value, format!("{function}({})", value.text())))
}

fn is_path(module: &str) -> bool {
    matches!(module, "path" | "node:path" | "path/posix")
}

/// The last value of `join(folder, x)` or of a template's end.
fn inserted(path: Syntax<'_>) -> Option<Syntax<'_>> {
    let path = plain(path);
    match path.kind() {
        Kind::Call => {
            let call = crate::project::Call::of(path).filter(|it| matches!(it.name, "join" | "resolve"))?;
            call.args.last().copied().filter(|it| it.is(&[Kind::Identifier, Kind::Member]))
        }
        Kind::Template => {
            let last = path.children().last().filter(|it| it.kind() == Kind::Substitution)?;
            last.children().next().filter(|it| it.is(&[Kind::Identifier, Kind::Member]))
        }
        _ => None,
    }
}
