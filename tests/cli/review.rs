//! `nestor` as people and pipelines run it: what it prints, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn nestor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nestor"));
    command.current_dir(folder).args(arguments).output().expect("nestor runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(path, bytes).expect("the file is written");
    }
    folder
}

const FAULT: &[u8] =
    b"class A { async b(q) { await this.prisma.$queryRawUnsafe(`SELECT 1 FROM t WHERE a = '${q}'`); } }";

#[test]
fn a_critical_finding_ends_with_1_and_json() {
    let folder = project(&[("src/a.ts", FAULT), ("node_modules/b/b.ts", FAULT), ("dist/c.ts", FAULT)]);
    let output = nestor(folder.path(), &["review"]);
    assert_eq!(output.status.code(), Some(1));
    let review: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(review["summary"]["files"], 1);
    assert_eq!(review["findings"][0]["path"], "src/a.ts");
    assert_eq!(review["findings"][0]["rule"], "injection/raw-sql");
}

#[test]
fn where_it_starts_changes_paths_alone() {
    let folder = project(&[("app/src/a.ts", FAULT)]);
    let inside = nestor(&folder.path().join("app"), &["review", "src"]);
    let outside = nestor(folder.path(), &["review", "app/src"]);
    assert_eq!(text(&inside.stdout), text(&outside.stdout));
}

#[test]
fn fail_on_decides_the_end() {
    let folder = project(&[("a.ts", FAULT)]);
    let code = |arguments: &[&str]| nestor(folder.path(), arguments).status.code();
    assert_eq!(code(&["review", "--fail-on", "critical"]), Some(1));
    assert_eq!(code(&["review", "--fail-on", "never"]), Some(0));
    fs::write(folder.path().join("nestor.json"), r#"{"rules": {"injection/raw-sql": "low"}}"#).expect("written");
    assert_eq!(code(&["review"]), Some(0));
    assert_eq!(code(&["review", "--fail-on", "low"]), Some(1));
}

#[test]
fn wrong_use_ends_with_2_and_one_line() {
    let folder = project(&[("notes.txt", b"nothing")]);
    for arguments in [&["review", "missing"][..], &["review"], &["review", "--standard", "missing.json"]] {
        let output = nestor(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).lines().all(|it| it.starts_with("nestor: ")), "{}", text(&output.stderr));
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_reviewed() {
    let folder = project(&[("a.ts", FAULT), ("latin.ts", b"const a = '\xe4';")]);
    let output = nestor(folder.path(), &["review"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("latin.ts is not UTF-8"), "{}", text(&output.stderr));
}

#[test]
fn markdown_and_rules_are_printed() {
    let folder = project(&[("a.ts", FAULT)]);
    let markdown = nestor(folder.path(), &["review", "--format", "markdown"]);
    assert!(text(&markdown.stdout).starts_with("## Backend Code Review\n"));
    let rules = nestor(folder.path(), &["rules"]);
    let rules: serde_json::Value = serde_json::from_slice(&rules.stdout).expect("JSON");
    let first = &rules[0];
    assert!(first["examples"][0]["files"].is_object() && first["words"].is_string(), "{first}");
}
