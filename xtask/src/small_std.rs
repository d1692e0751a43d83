//! `std` for the wasm modules, built for size and without words for panics: nobody reads them in a browser, and they
//! cost each module 15 KB.
//!
//! That needs the sources of `std`, and flags that stable Rust takes only when told to. Where either is not to be had,
//! the `std` that ships is good enough: the modules are larger and do the same.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::run;
use crate::say::Line;
use crate::target::{Rust, TARGET};

/// A server that does not answer must not hold the build.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(60);
/// Building `std` takes half a minute.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// A panic stops at once: as compilers since 1.92 spell it, and as older ones do.
const SPELLINGS: [Spelling; 2] = [
    Spelling { features: "optimize_for_size", flags: &["-Zunstable-options", "-Cpanic=immediate-abort"] },
    Spelling { features: "optimize_for_size,panic_immediate_abort", flags: &[] },
];

#[derive(Clone, Copy, Debug, PartialEq)]
struct Spelling {
    features: &'static str,
    flags: &'static [&'static str],
}

/// Which `std` the modules get.
pub struct Std(Option<Spelling>);

impl Std {
    /// The smallest that can be built here.
    pub fn install(rust: &Rust, cargo: impl Fn() -> Result<Command>) -> Result<Std> {
        if !has_sources(rust) && !add_by_rustup(rust) {
            println!("std for size … left out: its sources are missing, `rustup component add rust-src` brings them");
            return Ok(Std(None));
        }
        let line = Line::begin("std for size");
        for spelling in SPELLINGS {
            let std = Std(Some(spelling));
            // The smallest package there is; what this makes of `std` both modules use.
            let mut probe = cargo()?;
            probe.args(["build", "--package", "tree-sitter-language"]);
            std.apply(probe.args(["--target", TARGET, "--release"]));
            if run::within(&mut probe, "std", PATIENCE).is_ok() {
                line.end("built");
                return Ok(std);
            }
        }
        line.end("not built here, so the one that ships is used; see target/xtask/log/std.log");
        Ok(Std(None))
    }

    /// Makes a cargo command build it too; the arguments go last.
    pub fn apply(&self, command: &mut Command) {
        if self.0.is_some() {
            command.args(self.words()).env("RUSTC_BOOTSTRAP", "1");
        }
    }

    /// The arguments, part of what a build depends on.
    pub fn words(&self) -> Vec<String> {
        let Some(Spelling { features, flags }) = self.0 else { return Vec::new() };
        let std = ["-Zbuild-std=std,panic_abort".to_owned(), format!("-Zbuild-std-features={features}")];
        // Joined by cargo with those in .cargo/config.toml; RUSTFLAGS would replace them.
        let flags = [format!("--config=target.{TARGET}.rustflags={flags:?}")];
        std.into_iter().chain(flags).collect()
    }
}

fn has_sources(rust: &Rust) -> bool {
    let mut rustc = run::command("rustc");
    rust.apply(&mut rustc);
    let sysroot = run::ask(rustc.args(["--print", "sysroot"])).unwrap_or_default();
    fs::exists(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock")).unwrap_or(false)
}

fn add_by_rustup(rust: &Rust) -> bool {
    if *rust != Rust::Active || which::which("rustup").is_err() {
        return false;
    }
    let line = Line::begin("sources of std");
    run::within(run::command("rustup").args(["component", "add", "rust-src"]), "rust-src", RUSTUP_PATIENCE).ok();
    let added = has_sources(rust);
    line.end(if added { "installed" } else { "not to be had by rustup, tried" });
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_a_list_that_cargo_reads() {
        let words = Std(Some(SPELLINGS[0])).words();
        assert_eq!(
            words[2],
            r#"--config=target.wasm32-unknown-unknown.rustflags=["-Zunstable-options", "-Cpanic=immediate-abort"]"#
        );
        assert!(Std(Some(SPELLINGS[1])).words()[2].ends_with("=[]"));
    }

    #[test]
    fn the_std_that_ships_asks_for_nothing() {
        let mut command = Command::new("cargo");
        Std(None).apply(&mut command);
        assert_eq!(command.get_args().count() + command.get_envs().count(), 0);
    }
}
