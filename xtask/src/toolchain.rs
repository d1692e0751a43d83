//! All that a build stands on, found or installed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::clang::Clang;
use crate::npm::{self, Node};
use crate::run;
use crate::small_std::Std;
use crate::target::Rust;
use crate::tools;

/// What builds the site.
pub struct Toolchain {
    /// The Rust that compiles to wasm.
    pub rust: Rust,
    /// What it compiles along with the modules.
    pub std: Std,
    /// The C compiler for the grammars.
    pub clang: Clang,
    /// Node, for the bundler and the wasm optimiser.
    pub node: Node,
    wasm_bindgen: PathBuf,
}

impl Toolchain {
    /// Finds everything and installs what is missing.
    pub fn install() -> Result<Toolchain> {
        let rust = Rust::install()?;
        let clang = Clang::install()?;
        let node = Node::install()?;
        let wasm_bindgen = tools::wasm_bindgen()?.install()?;
        tools::forget_builds();
        node.packages(npm::BUILD_TOOLS)?;
        node.packages(npm::EDITOR)?;
        let std = Std::install(&rust, || wasm(&rust, &clang, run::cargo()))?;
        Ok(Toolchain { rust, std, clang, node, wasm_bindgen })
    }

    /// `cargo` that compiles to wasm.
    pub fn cargo(&self) -> Result<Command> {
        wasm(&self.rust, &self.clang, run::cargo())
    }

    /// `wasm-bindgen` in the crate's version.
    pub fn wasm_bindgen(&self) -> Command {
        run::command(&self.wasm_bindgen)
    }
}

fn wasm(rust: &Rust, clang: &Clang, mut command: Command) -> Result<Command> {
    rust.apply(&mut command);
    clang.apply(&mut command)?;
    // Apart from the native builds: neither waits for the other's lock or throws away its work.
    command.env("CARGO_TARGET_DIR", run::root().join("target/wasm"));
    Ok(command)
}
