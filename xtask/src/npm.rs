//! Node and what npm installs: each package.json's lock file, once per change of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::run;
use crate::say::Line;
use crate::stamp::Stamp;
use crate::tools;

/// The wasm optimiser and the bundler.
pub const BUILD_TOOLS: &str = "xtask/npm";
/// CodeMirror and what it stands on.
pub const EDITOR: &str = "web/editor";
/// What drives the browser in the tests.
pub const BROWSER_TESTS: &str = "tests/browser";

/// Playwright's lower limit.
const OLDEST: u32 = 20;
/// What npm brings where the system's Node is older than that.
const NODE_BY_NPM: &str = "node@22";
/// What to do when there is none and none can be installed.
pub const REMEDY: &str = "Node 20 or newer, with npm, is missing: install it from nodejs.org or your package manager.";

/// A Node that is new enough.
pub struct Node {
    /// The program.
    pub path: PathBuf,
}

impl Node {
    /// The one on the path, or the one npm brought earlier.
    pub fn find() -> Option<Node> {
        which::which("npm").ok()?;
        let on_path = which::which("node").ok();
        on_path.into_iter().chain([by_npm()]).find(|path| major(path) >= Some(OLDEST)).map(|path| Node { path })
    }

    /// Finds one or installs one: Debian's, and if that is too old the one in npm's registry.
    pub fn install() -> Result<Node> {
        if let Some(node) = Node::find() {
            return Ok(node);
        }
        if which::which("npm").is_err() {
            install_npm()?;
        }
        if let Some(node) = Node::find() {
            return Ok(node);
        }
        let line = Line::begin("Node by npm");
        let mut npm = run::command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(node_folder()).arg(NODE_BY_NPM);
        run::logged(&mut npm, "node").context(REMEDY)?;
        line.end("installed");
        Node::find().context(REMEDY)
    }

    /// A command that finds this Node first.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Result<Command> {
        let mut command = run::command(program);
        command.env("PATH", tools::path_with(std::slice::from_ref(&self.path))?);
        Ok(command)
    }

    /// Installs what a folder's lock file names, unless that is done.
    pub fn packages(&self, folder: &str) -> Result<()> {
        let at = run::root().join(folder);
        let lock = at.join("package-lock.json");
        if !lock.exists() {
            bail!("{folder}/package-lock.json is missing: run `npm install` in {folder} and commit it.");
        }
        let stamp = Stamp::of(&format!("npm-{}", folder.replace('/', "-")), &[lock], &[])?;
        let installed = [at.join("node_modules/.package-lock.json")];
        if stamp.fresh(&installed) {
            return Ok(());
        }
        let line = Line::begin(format!("npm packages of {folder}"));
        let mut npm = self.command("npm")?;
        npm.current_dir(&at).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        run::logged(&mut npm, &format!("npm-{}", folder.replace('/', "-")))?;
        stamp.keep(&installed)?;
        line.end("installed");
        Ok(())
    }

    /// A program from a folder's packages.
    pub fn program(&self, folder: &str, name: &str) -> Result<Command> {
        self.command(program_path(folder, name))
    }
}

/// Where a folder's packages have a program.
pub fn program_path(folder: &str, name: &str) -> PathBuf {
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    run::root().join(folder).join("node_modules/.bin").join(name)
}

fn install_npm() -> Result<()> {
    if !debian::can_install() {
        bail!(REMEDY);
    }
    // A package source of Node's own makers has npm inside nodejs, and no package of that name.
    let packages = match which::which("node") {
        Ok(_) => debian::known(&[&["npm"]]),
        Err(_) => debian::known(&[&["nodejs"]]),
    };
    debian::install(&packages.context(REMEDY)?, "apt-node")?;
    if which::which("npm").is_err() {
        debian::install(&["npm"], "apt-npm")?;
    }
    Ok(())
}

fn major(node: &Path) -> Option<u32> {
    let said = run::ask(run::command(node).arg("--version"))?;
    tools::version(&said)?.split('.').next()?.parse().ok()
}

fn node_folder() -> PathBuf {
    tools::cache().join("node")
}

fn by_npm() -> PathBuf {
    node_folder().join("node_modules/node/bin/node")
}
