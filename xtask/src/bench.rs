//! `cargo xtask bench [PATH]`: what a review costs beside the bare parse, natively and as wasm; `fuzz [PATH]`: what breaks it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::npm::Node;
use crate::run;

/// Times a review of a folder, or of this repository's own small projects.
pub fn bench(path: Option<&Path>) -> Result<()> {
    let folder = folder(path)?;
    build::build()?;
    println!("\nnative, with the profile of the command line");
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--profile", "native", "--package", "nestor", "--example", "speed", "--"]);
    shown(cargo.args(folder.as_deref()))?;
    println!("\nwasm, in Node");
    let mut node = Node::install()?.command("node")?;
    shown(node.arg(run::root().join("tests/packages/bench.mjs")).args(folder.as_deref()))
}

/// Reviews changed files of a folder for some minutes; fails with the seed of what broke.
pub fn fuzz(path: Option<&Path>, minutes: u64, seed: u64) -> Result<()> {
    let folder = folder(path)?;
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--profile", "fuzz", "--package", "nestor", "--example", "fuzz", "--"]);
    cargo.args(folder.as_deref());
    shown(cargo.args(["--minutes", &minutes.to_string(), "--seed", &seed.to_string()]))
}

fn folder(path: Option<&Path>) -> Result<Option<PathBuf>> {
    path.map(|it| it.canonicalize().with_context(|| format!("{} cannot be read.", it.display()))).transpose()
}

/// Runs with the output on the terminal.
fn shown(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started.", run::program(command)))?;
    if status.success() { Ok(()) } else { bail!("{} failed.", run::program(command)) }
}
