//! The repository's chores: `cargo xtask play`, `build`, `serve`, `test`, `bench`, `fuzz`, `doctor`.

mod bench;
mod build;
mod chrome;
mod clang;
mod debian;
mod doctor;
mod engine;
mod headers;
mod hosting;
mod npm;
mod pack;
mod pages;
mod reach;
mod run;
mod say;
mod serve;
mod site;
mod sizes;
mod small_std;
mod stamp;
mod target;
mod test;
mod toolchain;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The repository's chores", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what is missing, build, serve, and open the app in the browser
    Play {
        /// The port to serve on; without it 8080 or the next that is free
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build the site into dist
    Build,
    /// Serve the built site on this machine
    Serve {
        /// The port to serve on; without it 8080 or the next that is free
        #[arg(long)]
        port: Option<u16>,
        /// The folder to serve
        #[arg(long, default_value = "dist")]
        dir: PathBuf,
    },
    /// Run every check
    Test {
        /// Run one step only
        #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(test::names()))]
        only: Option<String>,
    },
    /// Time reviews against the bare parse of the same files
    Bench {
        /// The folder to review; without it this repository's own small projects
        path: Option<PathBuf>,
    },
    /// Review files that were changed at random, until something breaks
    Fuzz {
        /// The folder to take files from; without it this repository's own small projects
        path: Option<PathBuf>,
        /// How long
        #[arg(long, default_value_t = 1)]
        minutes: u64,
        /// Where to begin: a number that an earlier run named
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
    /// Say what is found, what is missing, and how to get it
    Doctor,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Play { port } => play(port),
        Chore::Build => build::build(),
        Chore::Serve { port, dir } => serve(port, dir),
        Chore::Test { only } => test::test(only.as_deref()),
        Chore::Bench { path } => bench::bench(path.as_deref()),
        Chore::Fuzz { path, minutes, seed } => bench::fuzz(path.as_deref(), minutes, seed),
        Chore::Doctor => doctor::doctor(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Causes first: the last line is the plain summary.
            error.chain().rev().for_each(|cause| eprintln!("{cause}"));
            ExitCode::FAILURE
        }
    }
}

fn play(port: Option<u16>) -> Result<()> {
    build::build()?;
    let door = serve::Door::open(site::dist(), port)?;
    println!("Nestor is at {} (Ctrl+C ends it)", door.address);
    if has_display() {
        open::that_detached(&door.address).ok();
    }
    door.serve()
}

fn serve(port: Option<u16>, dir: PathBuf) -> Result<()> {
    let door = serve::Door::open(run::root().join(&dir), port)?;
    println!("Serving {} at {} (Ctrl+C ends it)", dir.display(), door.address);
    door.serve()
}

/// Whether a browser window could appear at all.
fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
