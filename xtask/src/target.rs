//! The wasm target: the active toolchain's, rustup's, or Debian's own with `std` built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::debian;
use crate::run;
use crate::say::Line;

/// The target of both wasm modules.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which Debian's Rust is linked into rustup.
pub const DISTRO: &str = "distro";
/// Debian's Rust. Its `std` for wasm is not packaged; the sources are.
const DEBIAN_RUST: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
/// A server that does not answer must not hold the build.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(60);
/// What to do when there is none and none can be installed.
pub const REMEDY: &str =
    "The Rust target wasm32-unknown-unknown is missing: run `rustup target add wasm32-unknown-unknown`.";

/// Which Rust compiles to wasm.
#[derive(Clone, Debug, PartialEq)]
pub enum Rust {
    /// The one that is active anyway.
    Active,
    /// Debian's, linked into rustup as `distro`.
    Distro,
}

impl Rust {
    /// The Rust that can compile to wasm now.
    pub fn find() -> Option<Rust> {
        [Rust::Active, Rust::Distro].into_iter().find(Rust::compiles)
    }

    /// Finds it or installs it.
    pub fn install() -> Result<Rust> {
        if let Some(rust) = Rust::find() {
            return Ok(rust);
        }
        if add_by_rustup() {
            return Ok(Rust::Active);
        }
        if !debian::can_install() {
            bail!(REMEDY);
        }
        install_distro()?;
        Rust::find().ok_or_else(|| anyhow::anyhow!("The std built for wasm does not load. {REMEDY}"))
    }

    /// Makes a command use this Rust.
    pub fn apply(&self, command: &mut Command) {
        if *self == Rust::Distro {
            command.env("RUSTUP_TOOLCHAIN", DISTRO);
        }
    }

    /// The compiler's own description, part of what a build depends on.
    pub fn version(&self) -> String {
        let mut rustc = run::command("rustc");
        self.apply(&mut rustc);
        run::ask(rustc.arg("-vV")).unwrap_or_default()
    }

    /// Compiles an empty crate against `std`: the only answer that a half-installed target cannot fake.
    fn compiles(&self) -> bool {
        let probe = run::root().join("target/xtask/probe");
        fs::create_dir_all(&probe).ok();
        let mut rustc = run::command("rustc");
        self.apply(&mut rustc);
        rustc.env("RUSTUP_AUTO_INSTALL", "0").args(["--target", TARGET, "--crate-type=lib", "--emit=metadata"]);
        run::ask(rustc.arg("--out-dir").arg(probe).arg("-")).is_some()
    }
}

/// Whether rustup could add the target; what counts is that it compiles.
fn add_by_rustup() -> bool {
    if which::which("rustup").is_err() {
        return false;
    }
    let line = Line::begin(format!("Rust target {TARGET}"));
    run::within(run::command("rustup").args(["target", "add", TARGET]), "rustup", RUSTUP_PATIENCE).ok();
    let added = Rust::Active.compiles();
    line.end(if added { "installed" } else { "not to be had by rustup, tried" });
    added
}

/// Debian's Rust, linked into rustup where there is one, with `std` for wasm in its sysroot.
fn install_distro() -> Result<()> {
    let Some(packages) = debian::known(&[&DEBIAN_RUST]) else { bail!(REMEDY) };
    debian::install(&packages, "apt-rust")?;
    if which::which("rustup").is_ok() {
        run::logged(run::command("rustup").args(["toolchain", "link", DISTRO, "/usr"]), "rustup-link")?;
    }
    if !Rust::Distro.compiles() {
        build_std()?;
    }
    Ok(())
}

fn build_std() -> Result<()> {
    let line = Line::begin(format!("std for {TARGET}"));
    let folder = run::root().join("target/xtask/std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n")?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let mut cargo = run::cargo();
    cargo.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    // Without the bitcode the release profile's LTO cannot read these libraries.
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes").env("RUSTC_BOOTSTRAP", "1").env("RUSTUP_TOOLCHAIN", DISTRO);
    cargo.args(["build", "--release", "--target", TARGET]);
    cargo.args(["-Z", "build-std=std,panic_abort,panic_unwind,test,proc_macro"]);
    run::logged(&mut cargo, "std")?;
    copy_std(&folder.join("target").join(TARGET).join("release/deps"))?;
    // What was compiled against an older std does not link against this one.
    fs::remove_dir_all(run::root().join("target/wasm")).ok();
    fs::remove_dir_all(folder).ok();
    line.end("built");
    Ok(())
}

/// Two builds of `std` side by side are ambiguous, so the older one goes first.
fn copy_std(deps: &Path) -> Result<()> {
    let home = Path::new("/usr/lib/rustlib").join(TARGET);
    let lib = home.join("lib");
    run::logged(debian::as_root("rm").arg("-rf").arg(&home), "std-copy")?;
    run::logged(debian::as_root("mkdir").arg("-p").arg(&lib), "std-copy")?;
    run::logged(debian::as_root("cp").args(libraries(deps)?).arg(&lib), "std-copy")?;
    Ok(())
}

fn libraries(deps: &Path) -> Result<Vec<PathBuf>> {
    let mut libraries = Vec::new();
    for entry in fs::read_dir(deps)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty") {
            libraries.push(path);
        }
    }
    Ok(libraries)
}
