//! The C compiler for the grammars: any clang with the WebAssembly backend, and an archiver that reads its objects.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::run;
use crate::target::TARGET;

/// The newest clang worth asking for by number, and the oldest that knows `--print-targets`.
const VERSIONS: std::ops::RangeInclusive<u32> = 11..=30;
/// Where Homebrew keeps the clang that has every backend; Apple's has no WebAssembly.
const HOMEBREW: [&str; 2] = ["/opt/homebrew/opt/llvm/bin", "/usr/local/opt/llvm/bin"];
const DEBIAN: [&[&str]; 2] = [&["clang-22", "llvm-22"], &["clang", "llvm"]];
/// What to do when there is none and none can be installed.
pub const REMEDY: &str = "A clang with the WebAssembly backend is missing: install LLVM (`apt-get install clang llvm`, \
                      `brew install llvm`, `dnf install clang llvm`) or name one in CC_wasm32_unknown_unknown.";

/// A C compiler for wasm.
pub struct Clang {
    /// The compiler.
    pub cc: PathBuf,
    /// The archiver.
    pub ar: PathBuf,
}

impl Clang {
    /// The first one that will do.
    pub fn find() -> Option<Clang> {
        compilers().into_iter().find_map(|cc| {
            let has_wasm = run::ask(run::command(&cc).arg("--print-targets")).is_some_and(|said| knows_wasm(&said));
            has_wasm.then(|| archiver(&cc).map(|ar| Clang { cc, ar })).flatten()
        })
    }

    /// Finds one or installs one.
    pub fn install() -> Result<Clang> {
        if let Some(clang) = Clang::find() {
            return Ok(clang);
        }
        if !debian::can_install() {
            bail!(REMEDY);
        }
        let packages = debian::known(&DEBIAN).context(REMEDY)?;
        debian::install(&packages, "apt-clang")?;
        Clang::find().context(REMEDY)
    }

    /// Tells cargo's C builds to use it, with the C headers that the grammars need and do not add themselves.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        let metadata = run::output(run::cargo().args(["metadata", "--format-version", "1"]))?;
        let headers =
            headers(&metadata).context("Cargo.lock names no package tree-sitter-language with wasm/include.")?;
        command.env("CC_wasm32_unknown_unknown", &self.cc).env("AR_wasm32_unknown_unknown", &self.ar);
        command.env("CFLAGS_wasm32_unknown_unknown", format!("-I{}", headers.display()));
        Ok(())
    }
}

fn compilers() -> Vec<PathBuf> {
    let named = std::env::var_os(format!("CC_{}", TARGET.replace('-', "_"))).map(PathBuf::from);
    let plain = which::which("clang").ok();
    let numbered = VERSIONS.rev().filter_map(|version| which::which(format!("clang-{version}")).ok());
    let homebrew = HOMEBREW.iter().map(|folder| Path::new(folder).join("clang")).filter(|path| path.exists());
    named.into_iter().chain(plain).chain(numbered).chain(homebrew).collect()
}

/// `llvm-ar` of the same version: beside the compiler, or on the path.
fn archiver(cc: &Path) -> Option<PathBuf> {
    let named = std::env::var_os(format!("AR_{}", TARGET.replace('-', "_"))).map(PathBuf::from);
    let name = archiver_name(&cc.file_name()?.to_string_lossy());
    let real = cc.canonicalize().ok();
    let beside = [Some(cc), real.as_deref()].into_iter().flatten().filter_map(Path::parent);
    let mut places = beside.flat_map(|folder| [folder.join(&name), folder.join("llvm-ar")]);
    named.or_else(|| places.find(|path| path.exists())).or_else(|| which::which("llvm-ar").ok())
}

fn archiver_name(cc: &str) -> String {
    cc.replace("clang", "llvm-ar")
}

fn knows_wasm(targets: &str) -> bool {
    targets.lines().any(|line| line.trim_start().starts_with("wasm32"))
}

/// The folder of C headers in the `tree-sitter-language` package.
fn headers(metadata: &str) -> Option<PathBuf> {
    let metadata: serde_json::Value = serde_json::from_str(metadata).ok()?;
    let packages = metadata.get("packages")?.as_array()?;
    let package = packages.iter().find(|package| package.get("name").is_some_and(|it| it == "tree-sitter-language"))?;
    let manifest = Path::new(package.get("manifest_path")?.as_str()?);
    Some(manifest.parent()?.join("wasm/include"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backends_are_read_from_the_list() {
        assert!(knows_wasm("  Registered Targets:\n    wasm32     - WebAssembly 32-bit\n"));
        assert!(!knows_wasm("  Registered Targets:\n    x86-64     - 64-bit X86\n"));
    }

    #[test]
    fn the_archiver_has_the_compilers_number() {
        assert_eq!(archiver_name("clang-22"), "llvm-ar-22");
        assert_eq!(archiver_name("clang"), "llvm-ar");
    }

    #[test]
    fn headers_lie_in_the_language_package() {
        let metadata = r#"{"packages":[{"name":"serde","manifest_path":"/r/serde-1/Cargo.toml"},
            {"name":"tree-sitter-language","manifest_path":"/r/tree-sitter-language-0.1.9/Cargo.toml"}]}"#;
        assert_eq!(headers(metadata), Some(PathBuf::from("/r/tree-sitter-language-0.1.9/wasm/include")));
        assert_eq!(headers(r#"{"packages":[]}"#), None);
    }
}
