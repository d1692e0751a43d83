//! Folders that are served to everybody and hold more than they should.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "http/exposed-files",
    title: "Files are served that nobody should get",
    severity: Severity::High,
    standard: &["X085"],
    refs: &[
        "CWE-538",
        "CWE-552",
        "https://docs.nestjs.com/recipes/serve-static",
        "https://expressjs.com/en/api.html#express.static",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("exposed_files.md"),
    check: &[
        Check::Call(&["forRoot"], module),
        Check::Call(&["static", "serveStatic"], middleware),
        Check::Call(&["useStaticAssets"], assets),
    ],
};

/// `ServeStaticModule.forRoot({ rootPath })`
fn module(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver?.text() == "ServeStaticModule").then_some(())?;
    call.args.iter().find_map(|it| {
        let options = Object::of(project.constant(*it))?;
        let static_options = options.get("serveStaticOptions").and_then(|it| Object::of(project.constant(it)));
        judge(project, call, options.get("rootPath")?, static_options)
    })
}

/// `express.static(path, options)`
fn middleware(project: &Project, call: &Call) -> Option<Finding> {
    let of_express = call.receiver.is_some_and(|it| it.text() == "express");
    let of_package = call.name == "serveStatic" && call.receiver.is_none();
    (of_express || of_package).then_some(())?;
    judge(project, call, *call.args.first()?, call.object(1))
}

/// `app.useStaticAssets(path, options)`; Fastify's `{ root, prefix }`
fn assets(project: &Project, call: &Call) -> Option<Finding> {
    let first = *call.args.first()?;
    match Object::of(project.constant(first)) {
        Some(options) => judge(project, call, options.get("root")?, Some(options)),
        None => judge(project, call, first, call.object(1)),
    }
}

fn judge<'t>(project: &Project<'t>, call: &Call<'t>, path: Syntax<'t>, options: Option<Object<'t>>) -> Option<Finding> {
    (!project.is_test(call.syntax)).then_some(())?;
    if is_root(project, path) {
        let is_code = project.constant(path).text() == "__dirname";
        let message = format!(
            "`{}` is the folder of {}, and any file with secrets beside it can be fetched by name.",
            path.text(),
            if is_code { "the code that runs: it" } else { "the whole project: `package.json`, the source" }
        );
        let finding = Finding::at(path, message);
        // How deep the code lies when it runs is up to the build.
        return Some(if path.text().contains("__dirname") { finding.likely() } else { finding });
    }
    let hidden = options?.get("dotfiles").filter(|it| literal(*it) == Some("allow"))?;
    let well_known = path.text().contains(".well-known");
    (!well_known).then(|| {
        let message = "`dotfiles: 'allow'` also serves files such as `.env` and what is in `.git`, if one gets into \
                       this folder.";
        let reason = "a file whose name begins with a dot is answered with 404 from then on";
        let fix = Fix::review("Leave them out", reason).replace(hidden, "'ignore'");
        Finding::at(hidden, message).severity(Severity::Medium).fix(fix)
    })
}

/// Whether a path is where the process runs, or the folder above the code.
fn is_root<'t>(project: &Project<'t>, path: Syntax<'t>) -> bool {
    let value = project.constant(path);
    if let Some(text) = literal(value) {
        return matches!(text, "." | "./" | "/" | "");
    }
    let Some(call) = Call::of(value) else { return value.text() == "__dirname" };
    match call.name {
        "cwd" => call.callee.text() == "process.cwd",
        "join" | "resolve" => {
            let mut parts = call.args.iter();
            let Some(first) = parts.next() else { return call.name == "resolve" };
            let base = matches!(first.text(), "__dirname" | "process.cwd()") || is_here(*first);
            base && parts.all(|it| literal(*it).is_some_and(is_upwards))
        }
        _ => false,
    }
}

fn is_upwards(part: &str) -> bool {
    part.split('/').all(|it| matches!(it, "." | ".." | ""))
}

/// `import.meta.dirname`
fn is_here(value: Syntax) -> bool {
    value.kind() == Kind::Member && value.field(Field::Property).is_some_and(|it| it.text() == "dirname")
}
