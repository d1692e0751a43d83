//! Functions of Node that are deprecated or gone.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "stack/deprecated-node-api",
    title: "A function of Node is deprecated or gone",
    severity: Severity::Low,
    standard: &["X106"],
    refs: &["https://nodejs.org/api/deprecations.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("deprecated_node_api.md"),
    check: &[
        Check::New(&["Buffer"], buffer),
        Check::Call(&["createCipher", "createDecipher", "exists", "parse"], call),
        Check::ImportOf(&["domain", "node:domain", "punycode", "sys", "node:sys"], import),
    ],
};

fn buffer(project: &Project, call: &Call) -> Option<Finding> {
    let first = call.args.first()?;
    (call.callee.text() == "Buffer"
        && project.import_of(call.syntax.file, "Buffer").is_none_or(|(it, _)| it.module.ends_with("buffer")))
    .then_some(())?;
    let value = project.value(*first);
    let (name, sure) = match value.kind() {
        Kind::Number => ("alloc", true),
        Kind::String | Kind::Template | Kind::Array => ("from", true),
        _ => ("from", false),
    };
    let message = match sure {
        true => {
            format!("`new Buffer` is deprecated since Node 10; `Buffer.{name}` says which of its meanings is wanted.")
        }
        false => format!(
            "`new Buffer({})` makes a buffer of that size if the value is a number, with whatever the memory held before, and is \
             deprecated since Node 10.",
            first.text()
        ),
    };
    let fix = Fix::review(
        format!("Use `Buffer.{name}`"),
        "check that the value is what this form takes: a number means a size only for `alloc`",
    );
    let arguments = call.syntax.field(Field::Arguments)?;
    Some(Finding::at(call.syntax, message).fix(fix.replace(call.syntax, format!("Buffer.{name}{}", arguments.text()))))
}

fn call(project: &Project, call: &Call) -> Option<Finding> {
    let root = crate::syntax::root(call.callee);
    let (import, imported) = project.import_of(call.syntax.file, root.text())?;
    let is_whole = call.receiver.is_some() && matches!(imported.name, "*" | "default");
    (is_whole || (call.receiver.is_none() && imported.name == call.name)).then_some(())?;
    let said = match (import.module.trim_start_matches("node:"), call.name) {
        ("crypto", "createCipher" | "createDecipher") => {
            "is gone since Node 22: it derives a weak key without a salt. `createCipheriv` takes a key and a fresh IV"
        }
        ("fs", "exists") => {
            "is deprecated: open the file and handle the error, which leaves no race, or call \
                             `fs.promises.access`"
        }
        ("url", "parse") => {
            "is deprecated: in some URLs it finds another host than browsers and `fetch` do. `new URL()` is the \
             standard"
        }
        _ => return None,
    };
    (!project.is_test(call.syntax)).then_some(())?;
    let finding = Finding::at(call.callee, format!("`{}` {said}.", call.callee.text()));
    Some(if call.name.starts_with("create") { finding.severity(Severity::Medium) } else { finding })
}

fn import(project: &Project, import: &Import) -> Option<Finding> {
    (!project.is_test(import.syntax)).then_some(())?;
    let module = import.module.trim_start_matches("node:");
    let instead = match module {
        "domain" => "`AsyncLocalStorage` carries a context, and errors are caught where they happen",
        "punycode" => "the package `punycode` of npm (imported as `punycode/`), or `url.domainToASCII`, does it",
        _ => "it is another name of `util`",
    };
    Some(Finding::at(import.syntax, format!("The module `{module}` of Node is deprecated: {instead}.")))
}
