//! What is read of each file by itself: all of it while the processor holds the file's nodes.

use std::sync::Arc;

use super::import::{Import, Reexport};
use super::mention::Mentions;
use super::{Call, Class, Loop, call, class, import, repeat, shape, symbol};
use crate::parallel::Threads;
use crate::syntax::Syntax;

/// In the order of the files.
#[derive(Default)]
pub(super) struct Parts<'t> {
    pub imports: Vec<Import<'t>>,
    pub reexports: Vec<Reexport<'t>>,
    /// What stands at the top of each file, with its name.
    pub symbols: Vec<(&'t str, Syntax<'t>)>,
    pub classes: Vec<Arc<Class<'t>>>,
    pub calls: Vec<Call<'t>>,
    /// Interfaces and type aliases, with their names.
    pub shapes: Vec<(&'t str, Syntax<'t>)>,
    pub mentions: Mentions<'t>,
    pub loops: Vec<Loop<'t>>,
}

/// In how many runs each thread reads, so that none waits long for another.
const RUNS: usize = 4;

/// How many bytes of code there are for a call, at least.
const BYTES: usize = 64;

impl<'t> Parts<'t> {
    pub fn of(roots: &[Syntax<'t>], threads: &Threads) -> Parts<'t> {
        let count = threads.count();
        let length = if count < 2 { roots.len() } else { roots.len() / (count * RUNS) };
        let runs: Vec<&[Syntax]> = roots.chunks(length.max(1)).collect();
        let mut read = threads
            .map(&runs, |run| {
                let bytes: usize = run.iter().map(|it| it.source().len()).sum();
                let mut parts = Parts { calls: Vec::with_capacity(bytes / BYTES), ..Parts::default() };
                run.iter().for_each(|it| parts.add(*it));
                parts
            })
            .into_iter();
        let mut all = read.next().unwrap_or_default();
        if cfg!(not(target_arch = "wasm32")) {
            read.for_each(|it| all.append(it));
        }
        all.mentions.index();
        all
    }

    fn add(&mut self, root: Syntax<'t>) {
        self.imports.extend(import::all(root));
        self.reexports.extend(import::reexports(root));
        self.symbols.extend(symbol::all(root));
        self.classes.extend(class::all(root));
        self.calls.extend(call::all(root));
        self.shapes.extend(shape::all(root));
        self.mentions.add(root);
        self.loops.extend(repeat::all(root));
    }

    fn append(&mut self, others: Parts<'t>) {
        self.imports.extend(others.imports);
        self.reexports.extend(others.reexports);
        self.symbols.extend(others.symbols);
        self.classes.extend(others.classes);
        self.calls.extend(others.calls);
        self.shapes.extend(others.shapes);
        self.mentions.append(others.mentions);
        self.loops.extend(others.loops);
    }
}
