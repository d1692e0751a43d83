//! What cannot be read: one line with its path, and the rest is reviewed.

use std::fs;

use crate::support::{FAULT, err, json, nestor, out, paths, project, write};

/// What it says of a project with a fault in `a.ts`, which it must find whatever else is there.
fn said(folder: &tempfile::TempDir) -> String {
    let output = nestor(folder.path(), &["review", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(out(&output).contains("\"path\": \"a.ts\""), "{}", out(&output));
    err(&output)
}

#[test]
fn wrong_encodings_are_said() {
    let folder =
        project(&[("a.ts", FAULT), ("latin.ts", b"const a = 1;\nconst b = '\xe4';"), ("video.ts", b"G\0\xff\xff")]);
    let expected = "nestor: latin.ts is not UTF-8 (line 2); it was left out\n\
        nestor: video.ts is a binary file; it was left out\n";
    assert_eq!(said(&folder), expected);
}

#[test]
fn utf_16_with_its_mark_is_read() {
    let text = format!("\u{feff}{}", std::str::from_utf8(FAULT).expect("UTF-8"));
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let folder = project(&[("big.ts", &big), ("little.ts", &little), ("marked.ts", text.as_bytes())]);
    assert_eq!(paths(&json(folder.path(), &[])), ["big.ts", "little.ts", "marked.ts"]);
}

#[test]
fn only_unreadable_input_ends_with_2() {
    let folder = project(&[("latin.ts", b"const b = '\xe4';")]);
    let output = nestor(folder.path(), &["review", "--format", "json"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""));
}

#[test]
fn a_broken_standard_is_said_with_its_place() {
    let folder = project(&[("a.ts", FAULT), ("nestor.json", b"{\n  \"rules\": {,}\n}")]);
    let broken = said(&folder);
    assert!(broken.starts_with("nestor: nestor.json:2:13: This is not JSON"), "{broken}");
    assert_eq!(broken.lines().count(), 1);
    write(folder.path(), "nestor.json", b"{\n  \"preset\": \"best\",\n  \"rules\": { \"a/b\": \"off\" }\n}");
    let unknown = said(&folder);
    let lines: Vec<&str> = unknown.lines().collect();
    assert!(lines[0].starts_with("nestor: nestor.json:2:13: There is no such preset"), "{unknown}");
    assert!(lines[1].starts_with("nestor: nestor.json:3:14: There is no rule `a/b`"), "{unknown}");
    write(folder.path(), "nestor.json", b"{ \"x\": \"\xe4\" }");
    assert!(said(&folder).starts_with("nestor: cannot read nestor.json: it is not UTF-8"), "{}", said(&folder));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    use std::os::unix::fs::symlink;
    let folder = project(&[("a.ts", FAULT), ("src/b.ts", b"")]);
    symlink("..", folder.path().join("src/up")).expect("a link");
    symlink("../..", folder.path().join("src/higher")).expect("a link");
    symlink("self", folder.path().join("src/self")).expect("a link");
    symlink("gone", folder.path().join("c.ts")).expect("a link");
    let said = said(&folder);
    for line in ["src/higher links to ", "src/up links to ", "cannot read c.ts: the link leads nowhere"] {
        assert!(said.lines().any(|it| it.starts_with(&format!("nestor: {line}"))), "{line}\n{said}");
    }
    assert!(said.lines().count() <= 4, "{said}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let outside = project(&[("shared/b.ts", FAULT)]);
    let folder = project(&[("src/a.ts", FAULT)]);
    symlink(outside.path().join("shared"), folder.path().join("src/shared")).expect("a link");
    symlink("src", folder.path().join("again")).expect("a link");
    assert_eq!(paths(&json(folder.path(), &[])), ["src/a.ts", "src/shared/b.ts"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file_is_said() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = project(&[("a.ts", FAULT), ("b.ts", b""), ("c/d.ts", b"")]);
    // Not even root can read this one from its start.
    symlink("/proc/self/mem", folder.path().join("mem.ts")).expect("a link");
    assert_eq!(said(&folder), "nestor: cannot read mem.ts: input/output error\n");
    fs::remove_file(folder.path().join("mem.ts")).expect("removed");
    for name in ["b.ts", "c"] {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o000)).expect("set");
    }
    let is_root = fs::read(folder.path().join("b.ts")).is_ok();
    let expected = "nestor: cannot read b.ts: permission denied\nnestor: cannot read c: permission denied\n";
    assert_eq!(said(&folder), if is_root { "" } else { expected });
    fs::set_permissions(folder.path().join("c"), fs::Permissions::from_mode(0o755)).expect("set");
}

#[cfg(unix)]
#[test]
fn a_pipe_with_the_name_of_a_file_is_not_waited_for() {
    let folder = project(&[("a.ts", FAULT)]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.ts")).status();
    assert!(made.is_ok_and(|it| it.success()));
    assert_eq!(said(&folder), "");
    let output = nestor(folder.path(), &["review", "pipe.ts"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(err(&output), "nestor: pipe.ts is neither a file nor a folder\n");
}
