//! `cargo xtask test`: every check there is, cheap ones first, stopping at the first that fails.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::build;
use crate::chrome;
use crate::npm::{self, Node};
use crate::run::{self, Transcript};
use crate::say::{self, Line};
use crate::site;
use crate::sizes;
use crate::target::{Rust, TARGET};
use crate::toolchain::Toolchain;

/// No runner of ours takes this long; one that does hangs.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// How much of the runners' complaints is shown.
const COMPLAINTS: usize = 120;

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 8] = [
    ("fmt", fmt),
    ("clippy", clippy),
    ("rust", rust),
    ("build", build::build),
    ("clippy-wasm", clippy_wasm),
    ("sizes", sizes),
    ("packages", packages),
    ("browser", browser),
];

/// The steps that look at what the build made.
const AFTER_BUILD: [&str; 3] = ["sizes", "packages", "browser"];

/// The names of the steps, for `--only`.
pub fn names() -> [&'static str; STEPS.len()] {
    STEPS.map(|(name, _)| name)
}

/// Runs all steps, or the one that is named.
pub fn test(only: Option<&str>) -> Result<()> {
    let since = Instant::now();
    let mut times = Vec::new();
    if only.is_some_and(|only| AFTER_BUILD.contains(&only)) {
        build::build()?;
    }
    for (name, step) in STEPS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let began = Instant::now();
        step().with_context(|| format!("cargo xtask test: the step {name} failed."))?;
        times.push((name, began.elapsed()));
    }
    println!();
    for (name, time) in &times {
        println!("  {name:<14}{:>10}", say::duration(*time));
    }
    let all = if only.is_some() { "The step" } else { "All steps" };
    println!("{all} passed in {}.", say::duration(since.elapsed()));
    Ok(())
}

fn fmt() -> Result<()> {
    component("fmt", "rustfmt")?;
    quiet("formatting", run::cargo().args(["fmt", "--all", "--check"]), "fmt")
}

fn clippy() -> Result<()> {
    component("clippy", "clippy")?;
    let mut cargo = run::cargo();
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    quiet("clippy", &mut cargo, "clippy")
}

fn rust() -> Result<()> {
    runner("cargo test", run::cargo().args(["test", "--workspace"]), "cargo-test")
}

/// The code that only wasm has. Debian's Rust comes without clippy, so there this is left out.
fn clippy_wasm() -> Result<()> {
    let toolchain = Toolchain::install()?;
    if toolchain.rust == Rust::Distro {
        println!("clippy for wasm … left out: the active toolchain has no {TARGET}");
        return Ok(());
    }
    let mut cargo = toolchain.cargo()?;
    cargo.args(["clippy", "--package", "analyzer", "--package", "web", "--target", TARGET, "--", "-D", "warnings"]);
    quiet("clippy for wasm", &mut cargo, "clippy-wasm")
}

fn sizes() -> Result<()> {
    let text = fs::read_to_string(site::dist().join("sizes.json")).context("dist/sizes.json cannot be read.")?;
    let sizes = sizes::read(&text).context("dist/sizes.json cannot be understood.")?;
    println!("sizes, compressed:");
    sizes.iter().for_each(|size| println!("{}", size.line()));
    match sizes.iter().filter(|size| !size.fits()).map(|size| size.name.as_str()).collect::<Vec<_>>() {
        over if over.is_empty() => Ok(()),
        over => bail!("Over the limit: {}.", over.join("; ")),
    }
}

fn packages() -> Result<()> {
    node("packages", &mut Node::install()?.command("node")?)
}

fn browser() -> Result<()> {
    let node_found = Node::install()?;
    node_found.packages(npm::BROWSER_TESTS)?;
    let mut command = node_found.command("node")?;
    node("browser", command.env("CHROME", chrome::install()?))
}

/// Node's own runner on `tests/<folder>/*.test.mjs`, one file after the other.
fn node(folder: &str, command: &mut Command) -> Result<()> {
    let files = test_files(folder)?;
    run::logged(run::cargo().args(["build", "--quiet", "--package", "nestor"]), "nestor")?;
    let xtask = std::env::current_exe()?;
    let nestor = xtask.with_file_name("nestor").with_extension(std::env::consts::EXE_EXTENSION);
    command.args(["--test", "--test-reporter=tap", "--test-concurrency=1"]).args(files);
    command.env("NESTOR_DIST", site::dist()).env("NESTOR_BIN", nestor).env("NESTOR_XTASK", xtask);
    runner(&format!("node --test tests/{folder}"), command, &format!("test-{folder}"))
}

fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let at = run::root().join("tests").join(folder);
    let entries = fs::read_dir(&at).with_context(|| format!("tests/{folder} cannot be read."))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        bail!("tests/{folder} has no *.test.mjs: a check without tests proves nothing.");
    }
    Ok(files)
}

fn quiet(name: &str, command: &mut Command, log: &str) -> Result<()> {
    let line = Line::begin(name);
    run::within(command, log, PATIENCE)?;
    line.end("passed");
    Ok(())
}

/// A test runner: its closing lines are shown, and what it complains of when it fails.
fn runner(name: &str, command: &mut Command, log: &str) -> Result<()> {
    let line = Line::begin(name);
    let Transcript { ended_well, said, path } = run::transcript(command, log, PATIENCE)?;
    if ended_well {
        line.end("passed");
        closing(&said).for_each(|line| println!("{line}"));
        return Ok(());
    }
    drop(line);
    let shown: Vec<&str> = complaints(&said).into_iter().chain(closing(&said)).collect();
    Err(anyhow!("{} failed.\n{}\nAll it said: {}", run::program(command), shown.join("\n"), path.display()))
}

/// The lines in which a runner sums up: cargo's `test result:`, node's `# pass 12`.
fn closing(said: &str) -> impl Iterator<Item = &str> {
    const NODE: [&str; 5] = ["# tests ", "# pass ", "# fail ", "# skipped ", "# duration_ms "];
    said.lines().filter(|line| line.starts_with("test result:") || NODE.iter().any(|start| line.starts_with(start)))
}

/// From the first line that tells of a failure on: cargo's `failures:` or `error`, node's `not ok`.
fn complaints(said: &str) -> Vec<&str> {
    let lines: Vec<&str> = said.lines().collect();
    let tells = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("failures:") || line.starts_with("not ok ") || line.starts_with("error")
    };
    let from = lines.iter().position(tells).unwrap_or(lines.len().saturating_sub(COMPLAINTS));
    lines.into_iter().skip(from).take(COMPLAINTS).collect()
}

/// `cargo fmt` and `cargo clippy` are parts of a toolchain that can be left out.
fn component(command: &str, name: &str) -> Result<()> {
    if has(command) {
        return Ok(());
    }
    run::within(run::command("rustup").args(["component", "add", name]), name, Duration::from_secs(60)).ok();
    if has(command) { Ok(()) } else { bail!("`cargo {command}` is missing: run `rustup component add {name}`.") }
}

/// Whether cargo has this command.
pub fn has(command: &str) -> bool {
    run::ask(run::cargo().args([command, "--version"])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_the_runners_own() {
        let said =
            "running 1 test\ntest a ... ok\ntest result: ok. 1 passed; 0 failed\n# Subtest: x\n# pass 3\n# fail 0\n";
        assert_eq!(closing(said).collect::<Vec<_>>(), ["test result: ok. 1 passed; 0 failed", "# pass 3", "# fail 0"]);
    }

    #[test]
    fn complaints_begin_at_the_failure() {
        assert_eq!(complaints("ok 1\nnot ok 2 - x\n  why\n"), ["not ok 2 - x", "  why"]);
        assert_eq!(complaints("running\nfailures:\n---- x\n"), ["failures:", "---- x"]);
    }
}
