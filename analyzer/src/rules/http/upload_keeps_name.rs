//! Uploads that are stored under the name their sender gave them.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "http/upload-keeps-name",
    title: "An upload overwrites another of the same name",
    severity: Severity::Medium,
    standard: &["X083"],
    refs: &[
        "CWE-73",
        "CWE-434",
        "https://github.com/expressjs/multer#diskstorage",
        "https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("upload_keeps_name.md"),
    check: &[Check::Call(&["diskStorage"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let named = call.object(0)?.get("filename")?;
    let function = project.constant(named);
    (!project.is_test(call.syntax)).then_some(())?;
    let done = function.field(Field::Parameters)?.children().last()?;
    let done = done.field(Field::Pattern).unwrap_or(done).text();
    let mut calls = function.find(Kind::Call).filter_map(Call::of);
    let answer = calls.find(|it| it.callee.text() == done && it.args.len() == 2)?;
    let name = plain(*answer.args.get(1)?);
    let kept = name.kind() == Kind::Member && name.text().ends_with(".originalname");
    kept.then(|| {
        let message = format!(
            "Files are stored as `{}`: a second one of that name takes the first one's place, and whoever sends it picks the \
             ending, such as `.html`, that it is served with.",
            name.text()
        );
        Finding::at(name, message).fix(fix(project, name))
    })
}

/// `` `${randomUUID()}${extname(file.originalname)}` ``
fn fix<'t>(project: &Project<'t>, name: Syntax<'t>) -> Fix {
    let reason = "code that finds the file by its first name must store the new one; check the ending against a list";
    let fix = Fix::review("Give it a name of its own", reason);
    let fix = fix.replace(name, format!("`${{randomUUID()}}${{extname({})}}`", name.text()));
    let fix = project.bring(fix, name, "extname", "node:path");
    project.bring(fix, name, "randomUUID", "node:crypto")
}
