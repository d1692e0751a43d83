//! A part of a project in sight of the whole: `--since` and `--stdin-path`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{FAULT, command, err, fed, found, json, nestor, out, paths, project, write};

fn git(folder: &Path, words: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgSign=false"])
        .args(words);
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "{words:?}: {}", err(&output));
}

fn committed(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch", "main"]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", "first"]);
}

/// A class with a faulty query on each of these lines.
fn queries(names: &[&str]) -> String {
    let line = |it: &&str| format!("  async {it}(q) {{ await this.prisma.$queryRawUnsafe(`SELECT '${{q}}'`); }}\n");
    format!("class A {{\n{}}}\n", names.iter().map(line).collect::<String>())
}

fn lines(review: &Value) -> Vec<u64> {
    let findings = review["findings"].as_array().expect("findings");
    findings.iter().map(|it| it["range"]["start"]["line"].as_u64().expect("a line")).collect()
}

#[test]
fn since_shows_what_changed_committed_or_not() {
    let folder = project(&[("src/a.ts", queries(&["a", "b", "c"]).as_bytes()), ("src/b.ts", FAULT)]);
    committed(folder.path());
    assert_eq!(paths(&json(folder.path(), &["--since", "HEAD"])).len(), 0);
    write(folder.path(), "src/a.ts", queries(&["a", "new", "b", "c"]).as_bytes());
    assert_eq!(lines(&json(folder.path(), &["--since", "HEAD"])), [3]);
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "second"]);
    write(folder.path(), "src/ä b.ts", FAULT);
    let review = json(folder.path(), &["--since", "HEAD~1"]);
    assert_eq!(paths(&review), ["src/a.ts", "src/ä b.ts"]);
    assert_eq!((&review["summary"]["critical"], &review["summary"]["files"]), (&2.into(), &3.into()));
    let folder = folder.path().join("src");
    assert_eq!(paths(&json(&folder, &["--since", "HEAD~1"])), ["a.ts", "ä b.ts"], "from a folder below the root");
    assert_eq!(nestor(&folder, &["review", "--since", "HEAD", "b.ts"]).status.code(), Some(0));
}

#[test]
fn since_a_branch_begins_where_this_one_left_it() {
    let folder = project(&[("a.ts", queries(&["a", "b"]).as_bytes())]);
    committed(folder.path());
    git(folder.path(), &["checkout", "--quiet", "-b", "other"]);
    write(folder.path(), "a.ts", queries(&["a"]).as_bytes());
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "other"]);
    git(folder.path(), &["checkout", "--quiet", "main"]);
    write(folder.path(), "b.ts", FAULT);
    assert_eq!(paths(&json(folder.path(), &["--since", "other"])), ["b.ts"]);
}

#[test]
fn a_renamed_file_did_not_change() {
    let folder = project(&[("src/a.ts", queries(&["a", "b", "c"]).as_bytes())]);
    committed(folder.path());
    git(folder.path(), &["mv", "src/a.ts", "src/b.ts"]);
    assert_eq!(paths(&json(folder.path(), &["--since", "HEAD"])).len(), 0);
}

#[test]
fn what_git_cannot_answer_is_said() {
    let folder = project(&[("a.ts", FAULT)]);
    let said = |revision: &str| {
        let output = nestor(folder.path(), &["review", "--since", revision]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""));
        err(&output)
    };
    assert!(said("HEAD").starts_with("nestor: --since HEAD: not a git repository"), "{}", said("HEAD"));
    committed(folder.path());
    assert_eq!(said("gone"), "nestor: --since gone: this git repository has no such revision\n");
    let without = command(folder.path(), &["review", "--since", "HEAD"]).env("PATH", "").output().expect("nestor runs");
    assert_eq!(without.status.code(), Some(2));
    assert_eq!(err(&without), "nestor: --since HEAD: git was not found\n");
}

#[test]
fn fixes_stay_within_what_changed() {
    let test = |name: &str| format!("it.only('{name}', () => {{\n  expect(1).toBe(1);\n}});\n");
    let folder = project(&[("a.spec.ts", test("old").as_bytes())]);
    committed(folder.path());
    write(folder.path(), "a.spec.ts", (test("old") + &test("new")).as_bytes());
    let output = nestor(folder.path(), &["review", "--only", "testing/focused-test", "--since", "HEAD", "--fix"]);
    assert_eq!(err(&output), "nestor: fixed 1 finding in 1 file\n");
    let text = crate::support::read(folder.path(), "a.spec.ts");
    assert!(text.contains("it.only('old'") && text.contains("it('new'"), "{text}");
}

#[test]
fn standard_input_is_reviewed_under_its_path_within_the_project() {
    let base = b"export class Base { prisma: PrismaClient; }\nimport { PrismaClient } from '@prisma/client';\n";
    let text = b"import { Base } from './base';\nclass A extends Base { async b() { this.prisma.user.create({ data: {} }); } }\n";
    let folder = project(&[("src/base.ts", base), ("src/a.ts", b""), ("src/other.ts", FAULT)]);
    let arguments = ["review", "--format", "json", "--only", "async", "--stdin-path", "src/a.ts"];
    let output = fed(folder.path(), &arguments, text);
    assert_eq!(output.status.code(), Some(1));
    let review: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found(&review), [("src/a.ts".into(), "async/prisma-not-awaited".into())]);
    assert_eq!(review["summary"]["files"], 3);
    assert_eq!(crate::support::read(folder.path(), "src/a.ts"), "", "nothing is written");
    let new = fed(folder.path(), &["review", "--stdin-path", "src/new.ts"], FAULT);
    assert!(out(&new).contains(" --> src/new.ts:1:") && out(&new).contains("$queryRawUnsafe"), "{}", out(&new));
    let folder = project(&[("package.json", b"{}"), ("src/b.ts", FAULT)]);
    let elsewhere = folder.path().join("src/c.ts");
    let output = fed(
        std::env::temp_dir().parent().expect("a folder"),
        &[
            &["review", "--format", "json", "--only", "injection", "--stdin-path"][..],
            &[elsewhere.to_str().expect("UTF-8")],
        ]
        .concat(),
        FAULT,
    );
    let review: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(paths(&review), ["src/c.ts"], "the project is found above the path");
}

#[test]
fn standard_input_that_is_no_text_is_said() {
    let folder = project(&[("a.ts", FAULT)]);
    let output = fed(folder.path(), &["review", "--stdin-path", "a.ts"], b"\xe4");
    assert_eq!(
        (output.status.code(), err(&output).as_str()),
        (Some(2), "nestor: standard input is not UTF-8 (line 1)\n")
    );
    let output = fed(folder.path(), &["review", "--stdin-path", "a.png"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(err(&output), "nestor: a.png is no file that is reviewed\n");
}

#[test]
fn rules_of_a_team_can_be_named_and_explained() {
    let standard = br#"{ "custom": [
        { "id": "team/no-b", "title": "`b` is old", "pattern": "b()", "words": "It is slow.", "examples": { "bad": ["b()"] } },
        { "id": "team/no-c", "title": "`c` is old", "pattern": "c()" }
    ] }"#;
    let folder = project(&[("nestor.json", standard), ("src/a.ts", b"b();\nc();\n")]);
    let found = |only: &str| {
        let output = nestor(folder.path(), &["review", "--format", "json", "--only", only]);
        let review: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let rules = review["findings"].as_array().expect("findings").iter().map(|it| it["rule"].to_string());
        rules.collect::<Vec<_>>().join(" ").replace('"', "")
    };
    assert_eq!(found("team/no-c"), "team/no-c");
    assert_eq!(found("team"), "team/no-b team/no-c");
    assert_eq!(found("injection"), "");
    let explained = out(&nestor(folder.path(), &["explain", "team/no-b"]));
    assert!(
        explained.contains("`b` is old") && explained.contains("It is slow.") && explained.contains("Bad"),
        "{explained}"
    );
}
