//! Files of an archive that are written where their names say.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "injection/archive-entry",
    title: "An archive decides where its files are written",
    severity: Severity::High,
    standard: &["X086"],
    refs: &["CWE-22", "https://security.snyk.io/research/zip-slip-vulnerability"],
    needs: &[],
    fix: FixKind::None,
    words: words!("archive_entry.md"),
    check: &[Check::Call(&["join", "resolve", "createWriteStream", "writeFile", "writeFileSync", "outputFile"], check)],
};

/// Packages that hand out names as they stand in the archive; `yauzl`, `jszip` and `tar` clean them.
const PACKAGES: [&str; 4] = ["adm-zip", "unzipper", "tar-stream", "fflate"];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let function = call.syntax.function()?;
    let from = if matches!(call.name, "join" | "resolve") { 1 } else { 0 };
    let name = call.args.iter().skip(from).find_map(|it| entry_name(*it))?;
    let package = PACKAGES.iter().find(|it| project.imports(call.syntax.file, it))?;
    (!project.is_test(call.syntax) && !looks_at_path(function)).then_some(())?;
    // `resolve` of a promise.
    (call.name != "resolve" || call.receiver.is_some() || project.import_of(call.syntax.file, "resolve").is_some())
        .then_some(())?;
    let message = format!(
        "`{}` is a name out of the archive, as `{package}` read it: with `../` in it a file is written outside the folder, over \
         code or keys.",
        name.text()
    );
    Some(Finding::at(name, message).likely())
}

/// `entry.path`, `file.entryName`
fn entry_name(value: Syntax<'_>) -> Option<Syntax<'_>> {
    let value = plain(value);
    let owner =
        value.field(Field::Object).filter(|it| value.kind() == Kind::Member && it.kind() == Kind::Identifier)?;
    let key = value.field(Field::Property)?.text();
    let words = name_words(owner.text());
    let is_entry = words.iter().any(|it| matches!(it.as_str(), "entry" | "header" | "zip" | "archive"));
    (key == "entryName" || (is_entry && matches!(key, "path" | "name" | "fileName" | "filename"))).then_some(value)
}

/// Whether a function takes the name apart, or asks where a path leads.
fn looks_at_path(function: Syntax) -> bool {
    let checks =
        ["startsWith", "basename", "relative", "isAbsolute", "normalize", "isPathInside", "sanitize", "includes"];
    function.find(Kind::Call).filter_map(Call::of).any(|it| checks.contains(&it.name))
}
