//! What these tests share: projects in temporary folders, and the program run in them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A critical finding.
pub const FAULT: &[u8] =
    b"class A { async b(q) { await this.prisma.$queryRawUnsafe(`SELECT 1 FROM t WHERE a = '${q}'`); } }";

/// What a machine may say of colours. `CI` gives them even to a terminal that calls itself dumb.
pub const COLOUR_SETTINGS: [&str; 4] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"];

/// The built program, with no settings of this machine.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nestor"));
    command.current_dir(folder).args(arguments);
    COLOUR_SETTINGS.iter().for_each(|it| {
        command.env_remove(it);
    });
    command
}

pub fn nestor(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("nestor runs")
}

/// With a text on standard input.
pub fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("nestor runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("it listens");
    child.wait_with_output().expect("it ends")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

pub fn out(output: &Output) -> String {
    text(&output.stdout)
}

pub fn err(output: &Output) -> String {
    text(&output.stderr)
}

/// Its JSON; of the rule that [`FAULT`] is of, unless the arguments say what runs.
pub fn json(folder: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["review", "--format", "json", "--fail-on", "never"];
    all.extend(arguments);
    if !arguments.iter().any(|it| ["--only", "--preset", "--standard"].contains(it)) {
        all.extend(["--only", "injection/raw-sql"]);
    }
    let output = nestor(folder, &all);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("JSON: {}{}", out(&output), err(&output)))
}

/// The paths and rules of its findings.
pub fn found(review: &Value) -> Vec<(String, String)> {
    let findings = review["findings"].as_array().expect("findings");
    let word = |it: &Value, key: &str| it[key].as_str().expect("a text").to_owned();
    findings.iter().map(|it| (word(it, "path"), word(it, "rule"))).collect()
}

pub fn paths(review: &Value) -> Vec<String> {
    found(review).into_iter().map(|(path, _)| path).collect()
}

pub fn project(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    files.iter().for_each(|(path, bytes)| write(folder.path(), path, bytes));
    folder
}

pub fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    fs::write(path, bytes).expect("the file is written");
}

pub fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("the file is there")
}

/// Compares with a file beside these tests; `UPDATE=1` rewrites it.
pub fn golden(name: &str, said: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cli/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, said).expect("the expectation is written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(said == expected, "{name} differs; UPDATE=1 rewrites it\n{said}");
}
