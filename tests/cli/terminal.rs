//! Colours and progress: on terminals, and where they are asked for.

use crate::support::{COLOUR_SETTINGS, FAULT, command, err, nestor, out, project, read};

const RED: &str = "\u{1b}[";

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let folder = project(&[("a.ts", FAULT)]);
    let with = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut all = vec!["review"];
        all.extend(arguments);
        let output = command(folder.path(), &all).envs(variables.iter().copied()).output().expect("nestor runs");
        out(&output).contains(RED)
    };
    assert!(!with(&[], &[]), "a pipe gets none");
    assert!(with(&["--color", "always"], &[]));
    assert!(with(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!with(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(with(&["--color", "always"], &[("NO_COLOR", "1")]), "what is asked for on the line weighs more");
    assert!(!with(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!with(&["--color", "always", "--format", "json"], &[]));
    let explained = nestor(folder.path(), &["explain", "raw-sql", "--color", "always"]);
    assert!(out(&explained).contains(RED));
}

#[test]
fn a_file_gets_colours_only_if_asked() {
    let folder = project(&[("a.ts", FAULT)]);
    let written = |color: &str| {
        let arguments = ["review", "--output", "out.txt", "--color", color];
        command(folder.path(), &arguments).env("CLICOLOR_FORCE", "1").output().expect("nestor runs");
        read(folder.path(), "out.txt").contains(RED)
    };
    assert!(!written("auto"));
    assert!(written("always"));
}

/// What a terminal shows of a command: `script` lends one.
#[cfg(target_os = "linux")]
fn on_a_terminal(folder: &std::path::Path, line: &str, variables: &[(&str, &str)]) -> String {
    let program = env!("CARGO_BIN_EXE_nestor");
    let mut script = std::process::Command::new("script");
    COLOUR_SETTINGS.iter().for_each(|it| {
        script.env_remove(it);
    });
    let output = script
        .args(["--quiet", "--return", "--command", &format!("{program} {line}"), "/dev/null"])
        .current_dir(folder)
        .stdin(std::process::Stdio::null())
        .env("TERM", "xterm")
        .envs(variables.iter().copied())
        .output()
        .expect("script runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_unless_it_wants_none() {
    let folder = project(&[("a.ts", FAULT)]);
    let shown = on_a_terminal(folder.path(), "review", &[]);
    assert!(shown.contains("\u{1b}[1m\u{1b}[91mcritical"), "{shown:?}");
    for quiet in [
        on_a_terminal(folder.path(), "review", &[("NO_COLOR", "1")]),
        on_a_terminal(folder.path(), "review", &[("TERM", "dumb")]),
    ] {
        assert!(quiet.contains("critical[injection/raw-sql]") && !quiet.contains("\u{1b}[91m"), "{quiet:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn progress_shows_on_a_terminal_once_it_takes_long() {
    let folder = project(&[("a.ts", FAULT)]);
    assert!(!on_a_terminal(folder.path(), "review", &[]).contains("Review"), "nothing for what is quick");
    let line = "export class A { b(c: string) { return this.d.e(c, { f: 1, g: [2, 3], h: `${c}` }); } }\n";
    (0..60).for_each(|it| crate::support::write(folder.path(), &format!("src/{it}.ts"), line.repeat(200).as_bytes()));
    // Which part of the work is under way by then depends on the machine; each is shown with its time and taken away.
    let is_shown = |it: &str| it.contains("s)") && it.contains("\r\u{1b}[2K");
    let shown = on_a_terminal(folder.path(), "review", &[]);
    assert!(is_shown(&shown), "{shown:?}");
    assert!(["Reading", "Reviewing 61 files", "Trying the fixes"].iter().any(|it| shown.contains(it)), "{shown:?}");
    for less in ["review --no-progress", "review --quiet"] {
        let shown = on_a_terminal(folder.path(), less, &[]);
        assert!(!is_shown(&shown), "{less}: {shown:?}");
    }
    assert_eq!(err(&nestor(folder.path(), &["review"])), "", "a pipe gets none");
}
