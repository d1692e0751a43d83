//! `--fix` and `--fix-unsafe`: what is written, and what is left.

use std::fs;

use crate::support::{err, json, nestor, out, paths, project, read};

const FOCUSED: &[u8] =
    b"it.only('adds', () => {\n  expect(1 + 1).toBe(2);\n});\n\nit('takes', () => {\n  expect(2 - 1).toBe(1);\n});\n";

#[test]
fn safe_fixes_are_written_and_the_rest_is_reported() {
    let only = ["--only", "injection/raw-sql", "--only", "testing/focused-test"];
    let nestor = |folder: &std::path::Path, arguments: &[&str]| nestor(folder, &[arguments, &only[..]].concat());
    let query = crate::support::FAULT;
    let folder = project(&[("a.spec.ts", FOCUSED), ("b.ts", query)]);
    let output = nestor(folder.path(), &["review", "--fix", "--format", "json"]);
    assert_eq!(err(&output), "nestor: fixed 1 finding in 1 file\n");
    assert_eq!(output.status.code(), Some(1), "what is left decides the end");
    let review: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(paths(&review), ["b.ts"]);
    assert_eq!(
        read(folder.path(), "a.spec.ts"),
        "it('adds', () => {\n  expect(1 + 1).toBe(2);\n});\n\nit('takes', () => {\n  expect(2 - 1).toBe(1);\n});\n"
    );
    assert_eq!(read(folder.path(), "b.ts").as_bytes(), query, "an unsafe fix waits to be asked for");
    let quiet = nestor(folder.path(), &["review", "--fix-unsafe", "--quiet"]);
    assert_eq!((err(&quiet).as_str(), out(&quiet).as_str(), quiet.status.code()), ("", "", Some(0)));
    assert!(
        read(folder.path(), "b.ts").contains("$queryRaw`SELECT 1 FROM t WHERE a = ${q}`"),
        "{}",
        read(folder.path(), "b.ts")
    );
    let again = nestor(folder.path(), &["review", "--fix-unsafe"]);
    assert_eq!(err(&again), "nestor: no finding could be fixed\n");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Both fixes write at the end of one import.
const OVERLAPPING: &str = "import { Controller, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';

@Controller('orders')
export class OrdersController {
  @Post('one')
  @ApiOkResponse()
  one() {
    return 1;
  }

  @Post('two')
  @ApiOkResponse()
  two() {
    return 2;
  }
}
";

#[test]
fn fixes_that_overlap_come_one_after_another() {
    let folder = project(&[("orders.controller.ts", OVERLAPPING.as_bytes())]);
    assert_eq!(paths(&json(folder.path(), &["--only", "api/status-mismatch"])).len(), 2);
    let output = nestor(folder.path(), &["review", "--fix-unsafe", "--only", "api/status-mismatch"]);
    assert_eq!(err(&output), "nestor: fixed 2 findings in 1 file\n");
    let text = read(folder.path(), "orders.controller.ts");
    assert!(text.starts_with("import { Controller, Post, HttpCode } from"), "{text}");
    assert_eq!(text.matches("@HttpCode(200)").count(), 2, "{text}");
}

#[test]
fn line_ends_marks_and_encodings_stay() {
    let text = format!("\u{feff}{}", OVERLAPPING.replace('\n', "\r\n"));
    let sixteen: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = project(&[("a.ts", text.as_bytes()), ("b.ts", &sixteen)]);
    nestor(folder.path(), &["review", "--fix-unsafe", "--only", "api/status-mismatch"]);
    let fixed = read(folder.path(), "a.ts");
    assert!(fixed.starts_with("\u{feff}import { Controller, Post, HttpCode }"), "{fixed}");
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
    let expected: Vec<u8> = fixed.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(fs::read(folder.path().join("b.ts")).expect("the file"), expected);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_said_and_left() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project(&[("a.spec.ts", FOCUSED), ("b.spec.ts", FOCUSED)]);
    let locked = folder.path().join("a.spec.ts");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).expect("set");
    let executable = folder.path().join("b.spec.ts");
    fs::set_permissions(&executable, fs::Permissions::from_mode(0o755)).expect("set");
    let output = nestor(folder.path(), &["review", "--only", "testing/focused-test", "--fix", "--fail-on", "medium"]);
    let expected = "nestor: cannot write a.spec.ts: it is read-only; it was left as it is\n\
        nestor: fixed 1 finding in 1 file\n";
    assert_eq!((err(&output).as_str(), output.status.code()), (expected, Some(1)));
    assert_eq!(read(folder.path(), "a.spec.ts").as_bytes(), FOCUSED);
    assert!(read(folder.path(), "b.spec.ts").starts_with("it('adds'"));
    let mode = fs::metadata(&executable).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o755, "permissions stay");
}

/// Two names of one file: writing the first changes the second behind the program's back.
#[cfg(unix)]
#[test]
fn a_file_that_changed_meanwhile_is_said_and_left() {
    use std::os::unix::fs::symlink;
    let outside = project(&[("a.spec.ts", FOCUSED)]);
    let folder = project(&[]);
    for name in ["one.spec.ts", "two.spec.ts"] {
        symlink(outside.path().join("a.spec.ts"), folder.path().join(name)).expect("a link");
    }
    let output = nestor(folder.path(), &["review", "--only", "testing/focused-test", "--fix"]);
    let expected = "nestor: two.spec.ts changed while it was reviewed; it was left as it is\n\
        nestor: fixed 1 finding in 1 file\n";
    assert_eq!(err(&output), expected);
    assert!(folder.path().join("one.spec.ts").is_symlink(), "the link stays, its target is written");
    assert!(read(outside.path(), "a.spec.ts").starts_with("it('adds'"));
}
