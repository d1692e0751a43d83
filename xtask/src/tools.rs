//! wasm-bindgen: on the path in the right version, or compiled once into the user's cache.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::run;
use crate::say::Line;

/// A program that cargo can install.
pub struct Tool {
    /// The program.
    pub name: &'static str,
    package: &'static str,
    /// The one version that fits.
    pub version: String,
}

/// What writes the script between JavaScript and a wasm module; its version must equal the crate's.
pub fn wasm_bindgen() -> Result<Tool> {
    let lock = fs::read_to_string(run::root().join("Cargo.lock")).context("Cargo.lock cannot be read.")?;
    let version = locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen.")?.to_owned();
    Ok(Tool { name: "wasm-bindgen", package: "wasm-bindgen-cli", version })
}

impl Tool {
    /// Where a fitting one is.
    pub fn find(&self) -> Option<PathBuf> {
        let on_path = which::which(self.name).ok();
        on_path.into_iter().chain([self.cached()]).find(|path| self.fits(path))
    }

    /// Finds it or compiles it.
    pub fn install(&self) -> Result<PathBuf> {
        if let Some(path) = self.find() {
            return Ok(path);
        }
        let line = Line::begin(format!("{} {}", self.name, self.version));
        let mut cargo = run::cargo();
        // No `--locked`: a dependency of the lock file may have left the registry.
        cargo.args(["install", self.package, "--version", &self.version, "--bin", self.name, "--force"]);
        cargo.arg("--root").arg(self.folder()).env("CARGO_TARGET_DIR", build_folder());
        // It runs for a second or two; compiling it faster gains more than running it faster.
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        run::logged(&mut cargo, self.name)?;
        line.end("installed");
        self.find().with_context(|| format!("{} {} was installed but does not run.", self.name, self.version))
    }

    /// How to get it by hand.
    pub fn remedy(&self) -> String {
        format!("cargo install {} --version {}", self.package, self.version)
    }

    fn cached(&self) -> PathBuf {
        self.folder().join("bin").join(self.name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    fn folder(&self) -> PathBuf {
        cache().join(format!("{}-{}", self.name, self.version))
    }

    fn fits(&self, path: &PathBuf) -> bool {
        run::ask(run::command(path).arg("--version")).is_some_and(|said| version(&said) == Some(&self.version))
    }
}

/// What a tool compiled to is not needed afterwards.
pub fn forget_builds() {
    fs::remove_dir_all(build_folder()).ok();
}

/// The path with the folders of these programs in front.
pub fn path_with(programs: &[PathBuf]) -> Result<OsString> {
    let folders = programs.iter().filter_map(|program| program.parent().map(PathBuf::from));
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(folders.chain(std::env::split_paths(&path))).context("The PATH cannot be extended.")
}

/// The version in what a program says of itself: `wasm-bindgen 0.2.130`, `v20.20.2`.
pub fn version(said: &str) -> Option<&str> {
    said.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// A package's version in Cargo.lock.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package))?;
    Some(lines.next()?.strip_prefix("version = ")?.trim_matches('"'))
}

fn build_folder() -> PathBuf {
    cache().join("build")
}

/// Where compiled tools are kept, outside the checkout: a fresh clone finds them.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::home_dir().unwrap_or_else(|| run::root().join("target"));
    base.unwrap_or_else(|| home().join(".cache")).join("nestor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        assert_eq!(version("wasm-bindgen 0.2.130\n"), Some("0.2.130"));
        assert_eq!(version("v20.20.2"), Some("20.20.2"));
        assert_eq!(version("Chromium 156.0.8078.79 built on Debian"), Some("156.0.8078.79"));
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn the_lock_file_names_versions() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "serde"), None);
    }
}
