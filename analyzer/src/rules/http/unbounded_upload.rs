//! Uploads without an end.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "http/unbounded-upload",
    title: "An upload may be as large as the caller likes",
    severity: Severity::Medium,
    standard: &["X083"],
    refs: &[
        "CWE-770",
        "CWE-434",
        "https://docs.nestjs.com/techniques/file-upload",
        "https://github.com/expressjs/multer#limits",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unbounded_upload.md"),
    check: &[Check::Call(
        &["FileInterceptor", "FilesInterceptor", "AnyFilesInterceptor", "FileFieldsInterceptor"],
        check,
    )],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let express = project.comes_from(call.callee, "@nestjs/platform-express");
    (express && !project.is_test(call.syntax) && !call.is_open() && !is_said_beside(call)).then_some(())?;
    let place = match call.name {
        "AnyFilesInterceptor" => 0,
        "FilesInterceptor" => 2,
        _ => 1,
    };
    let options = match call.args.get(place) {
        Some(it) => Some(project.options(*it)?),
        None => None,
    };
    // How many files are read is no bound on how large they are.
    let bounded = |it: Object<'_>| match project.setting(it, "limits") {
        Setting::Set(value) => Object::of(project.constant(value)).is_none_or(|it| it.has("fileSize") || it.is_open()),
        Setting::Unseen => true,
        Setting::Absent => false,
    };
    let judged =
        options.is_none_or(|it| !bounded(it)) && !is_bounded_elsewhere(project, call) && !has_pipe(project, call);
    judged.then_some(())?;
    let on_disk = options.is_some_and(|it| it.has("storage") || it.has("dest"));
    let message = format!(
        "{} reads whatever is sent, of any size, {}: one request can bring the server down.",
        said(call),
        if on_disk { "onto the disk" } else { "into memory unless the module says otherwise" }
    );
    let reason = "larger files are answered with 413 from then on; choose what fits";
    let fix = Fix::review("Set a limit of 5 MB", reason);
    let entry = "limits: { fileSize: 5 * 1024 * 1024 }".to_owned();
    let fix = match (options, call.args.last()) {
        (Some(it), _) if !it.has("limits") && call.syntax.contains(it.0) => Some(fix.add_entries(it, &[entry])),
        (None, Some(last)) if call.args.len() == place => Some(fix.after(*last, format!(", {{ {entry} }}"))),
        _ => None,
    };
    Some(Finding::at(call.syntax, message).likely().fix(fix))
}

/// The interceptor, or both between which the code chooses.
fn said(call: &Call) -> String {
    let choice = call.syntax.ancestors().take(4).find(|it| it.kind() == Kind::Ternary);
    let other = choice.and_then(|it| it.field(Field::Alternative)).filter(|it| !it.contains(call.syntax));
    let calls = other.into_iter().flat_map(|it| it.descendants().chain([it])).filter_map(Call::of);
    let other = calls.map(|it| it.callee.text()).find(|it| it.ends_with("Interceptor") && *it != call.callee.text());
    match other.filter(|_| choice.is_some_and(|it| !it.text().contains("limits"))) {
        Some(other) => format!("`{}` or `{other}`, whichever is chosen here,", call.callee.text()),
        None => format!("`{}`", call.callee.text()),
    }
}

/// `isArray ? FilesInterceptor(name) : FileInterceptor(name)`: once is enough.
fn is_said_beside(call: &Call) -> bool {
    let choice = call.syntax.ancestors().take(4).find(|it| it.kind() == Kind::Ternary);
    let branch = |field| choice.and_then(|it| it.field(field));
    branch(Field::Alternative).is_some_and(|it| it.contains(call.syntax))
        && branch(Field::Consequence)
            .is_some_and(|it| it.text().contains("Interceptor(") && !it.text().contains("limits"))
}

/// `MulterModule.register({ limits })`, of any module.
fn is_bounded_elsewhere(project: &Project, call: &Call) -> bool {
    let modules = ["register", "registerAsync"].iter().flat_map(|it| project.calls_of(it));
    let mut own = modules.filter(|it| {
        it.receiver.is_some_and(|it| it.text() == "MulterModule") && project.same_app(it.syntax.file, call.syntax.file)
    });
    own.any(|it| {
        let text = it.syntax.text();
        let seen = ["storage", "dest", "fileFilter"].iter().any(|it| text.contains(it));
        ["limits", "useClass", "useExisting"].iter().any(|it| text.contains(it)) || !seen
    })
}

/// A pipe on the file looks at its size, even if that is after it was read.
fn has_pipe<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let Some(access) = project.access_of(call.syntax).map(|it| &it.entry.method).or_else(|| {
        let class = project.class_of(call.syntax)?;
        class.methods.iter().find(|it| it.decorators.iter().any(|it| it.syntax.contains(call.syntax)))
    }) else {
        return false;
    };
    let files = access.parameters.iter().flat_map(|it| &it.decorators);
    let mut files = files.filter(|it| matches!(it.name, "UploadedFile" | "UploadedFiles"));
    let is_pipe = |it: &Syntax| it.is(&[Kind::New, Kind::Call, Kind::Identifier]);
    files.any(|it| it.args.iter().any(is_pipe))
}
