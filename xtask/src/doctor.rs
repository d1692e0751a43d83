//! `cargo xtask doctor`: what is here, what is missing, how to get it; it installs nothing.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::chrome;
use crate::clang::{self, Clang};
use crate::npm::{self, Node};
use crate::run;
use crate::target::{self, Rust};
use crate::test;
use crate::tools;

/// One thing that is needed.
struct Need {
    name: String,
    /// Version and place, when it is there.
    found: Option<String>,
    remedy: String,
}

/// Prints the table; something missing is an error.
pub fn doctor() -> Result<()> {
    let needs = needs()?;
    let width = needs.iter().map(|need| need.name.len()).max().unwrap_or_default();
    for need in &needs {
        match &need.found {
            Some(found) => println!("found    {:<width$}  {found}", need.name),
            None => println!("missing  {:<width$}  {}", need.name, need.remedy),
        }
    }
    match needs.iter().filter(|need| need.found.is_none()).count() {
        0 => {
            println!("Everything is here.");
            Ok(())
        }
        missing => bail!(
            "{missing} of {} missing. `cargo xtask play` and `cargo xtask test` install what they can.",
            needs.len()
        ),
    }
}

fn needs() -> Result<Vec<Need>> {
    let mut needs = vec![
        program("rustc", "install Rust from rustup.rs"),
        cargo_command("fmt", "rustfmt"),
        cargo_command("clippy", "clippy"),
        wasm_target(),
    ];
    needs.extend(compiler());
    needs.push(node());
    needs.push(program("npm", "install Node, which brings npm"));
    let bindgen = tools::wasm_bindgen()?;
    let found = bindgen.find().map(|path| format!("{}  {}", bindgen.version, path.display()));
    needs.push(Need { name: bindgen.name.to_owned(), found, remedy: bindgen.remedy() });
    needs.push(package("esbuild", npm::BUILD_TOOLS, "esbuild"));
    needs.push(package("wasm-opt", npm::BUILD_TOOLS, "binaryen"));
    needs.push(package("CodeMirror", npm::EDITOR, "@codemirror/view"));
    needs.push(package("Playwright", npm::BROWSER_TESTS, "playwright-core"));
    needs.push(package("axe", npm::BROWSER_TESTS, "axe-core"));
    needs.push(browser());
    Ok(needs)
}

fn program(name: &str, remedy: &str) -> Need {
    let path = which::which(name).ok();
    Need { name: name.to_owned(), found: path.and_then(|path| described(&path)), remedy: remedy.to_owned() }
}

fn cargo_command(command: &str, component: &str) -> Need {
    let said = run::ask(run::cargo().args([command, "--version"]));
    let found = test::has(command).then(|| said.as_deref().and_then(tools::version).unwrap_or_default().to_owned());
    Need { name: format!("cargo {command}"), found, remedy: format!("rustup component add {component}") }
}

fn wasm_target() -> Need {
    let found = Rust::find().map(|rust| match rust {
        Rust::Active => "of the active toolchain".to_owned(),
        Rust::Distro => format!("of the toolchain `{}`", target::DISTRO),
    });
    Need { name: target::TARGET.to_owned(), found, remedy: target::REMEDY.to_owned() }
}

fn compiler() -> [Need; 2] {
    let clang = Clang::find();
    let need = |name: &str, path: Option<&PathBuf>| Need {
        name: name.to_owned(),
        found: path.and_then(|path| described(path)),
        remedy: clang::REMEDY.to_owned(),
    };
    [
        need("clang with wasm", clang.as_ref().map(|clang| &clang.cc)),
        need("llvm-ar", clang.as_ref().map(|clang| &clang.ar)),
    ]
}

fn node() -> Need {
    let found = Node::find().and_then(|node| described(&node.path));
    Need { name: "node".to_owned(), found, remedy: npm::REMEDY.to_owned() }
}

fn package(name: &str, folder: &str, package: &str) -> Need {
    let at = run::root().join(folder).join("node_modules").join(package);
    let text = std::fs::read_to_string(at.join("package.json")).ok();
    let version =
        text.and_then(|text| Some(serde_json::from_str::<serde_json::Value>(&text).ok()?.get("version")?.to_string()));
    let found = version.map(|version| format!("{}  {}", version.trim_matches('"'), at.display()));
    Need { name: name.to_owned(), found, remedy: format!("run `npm ci` in {folder}") }
}

fn browser() -> Need {
    Need {
        name: "Chromium".to_owned(),
        found: chrome::find().and_then(|path| described(&path)),
        remedy: chrome::REMEDY.to_owned(),
    }
}

/// A program's version and place.
fn described(path: &Path) -> Option<String> {
    let said = run::ask(run::command(path).arg("--version"))?;
    Some(format!("{}  {}", tools::version(&said).unwrap_or("version unknown"), path.display()))
}
