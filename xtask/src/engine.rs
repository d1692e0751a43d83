//! The two engines: the whole one, for the npm package and the site, and the one with which the site answers first.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::build::{WASM_OPT, built, optimise, part, step};
use crate::pack::pack;
use crate::run;
use crate::target::TARGET;
use crate::toolchain::Toolchain;

struct Engine {
    /// Of the step, and of the files it makes.
    name: &'static str,
    features: &'static str,
    out: PathBuf,
}

/// Builds what has changed of both.
pub fn build(toolchain: &Toolchain) -> Result<()> {
    let whole = Engine { name: "engine", features: "engine,whole", out: run::root().join("pkg/engine") };
    let first = Engine { name: FIRST, features: "engine", out: part(FIRST) };
    [first, whole].iter().try_for_each(|it| it.build(toolchain))
}

/// The engine that a page fetches first: without the rules that only a whole project can break.
pub const FIRST: &str = "first";

impl Engine {
    fn build(&self, toolchain: &Toolchain) -> Result<()> {
        let (rust, std) = (toolchain.rust.version(), toolchain.std.words().concat());
        let inputs = [".cargo", "Cargo.toml", "Cargo.lock", "analyzer", "xtask/src/pack.rs"];
        step(self.name, &inputs, &[&rust, &std, &WASM_OPT.concat(), self.features], self.out.clone(), || {
            fs::remove_dir_all(&self.out).ok();
            // A module alone: beside a library for Rust it would keep whatever Rust could call, a tenth of its size.
            let mut cargo = toolchain.cargo()?;
            cargo.args(["rustc", "--package", "analyzer", "--lib", "--crate-type", "cdylib"]);
            cargo.args(["--no-default-features", "--features", self.features, "--target", TARGET, "--release"]);
            toolchain.std.apply(&mut cargo);
            run::logged(&mut cargo, self.name)?;
            let mut bindgen = toolchain.wasm_bindgen();
            bindgen.arg(built("analyzer.wasm"));
            bindgen.args(["--target", "web", "--out-name", self.name, "--out-dir"]).arg(&self.out);
            run::logged(&mut bindgen, &format!("{}-bindgen", self.name))?;
            let wasm = self.out.join(format!("{}_bg.wasm", self.name));
            optimise(toolchain, &wasm)?;
            pack(&wasm)
        })
    }
}
