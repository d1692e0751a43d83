//! Layout: the applications and libraries of a repository, by the folders that say so.

use super::path::folder;
use super::{File, Project};
use crate::syntax::Syntax;

/// An application or a library with a module of Nest.
#[derive(Clone, Copy, Debug)]
pub struct Backend<'p> {
    /// Its folder; empty for the root.
    pub folder: &'p str,
    /// The name of the module's class that stands nearest to the folder.
    pub module: Syntax<'p>,
}

/// Files that say that a folder is a project of its own.
const MARKS: [&str; 4] = ["project.json", "package.json", "tsconfig.app.json", "tsconfig.lib.json"];

/// The folders of applications and libraries, sorted.
pub(super) fn homes(files: &[File]) -> Vec<&str> {
    let marked = files.iter().filter(|it| MARKS.contains(&it.name()));
    let mut homes: Vec<&str> = marked.map(|it| folder(&it.path)).collect();
    homes.sort_unstable();
    homes.dedup();
    homes
}

impl<'t> Project<'t> {
    /// The folder of the application or library that a path lies in; empty for the root.
    pub fn project_folder<'p>(&self, path: &'p str) -> &'p str {
        let mut at = folder(path);
        while !at.is_empty() && self.around.homes.binary_search(&at).is_err() {
            at = folder(at);
        }
        at
    }

    /// Applications and libraries with a module of Nest, in order of their folders.
    pub fn backends(&self) -> Vec<Backend<'t>> {
        let mut units: Vec<Backend> = Vec::new();
        for class in self.classes.iter().filter(|it| it.decorator("Module").is_some()) {
            let Some(file) = self.file(class.syntax).filter(|it| !it.is_test()) else { continue };
            let folder = self.project_folder(&file.path);
            // The module nearest to the folder stands for it.
            let depth = |it: Syntax| self.file(it).map_or(0, |it| it.path.matches('/').count());
            match units.iter_mut().rev().find(|it| it.folder == folder) {
                Some(unit) if depth(class.name) < depth(unit.module) => unit.module = class.name,
                Some(_) => {}
                None => units.push(Backend { folder, module: class.name }),
            }
        }
        units
    }

    /// How many files of a folder, not below it, have names that end like this.
    pub fn count_in(&self, folder: &str, ending: &str) -> usize {
        let first = self.files.partition_point(|it| it.path.as_str() < folder);
        let own = self.files.iter().skip(first).take_while(|it| it.path.starts_with(folder));
        let direct = |it: &&File| it.path.get(folder.len()..).is_some_and(|it| !it.contains('/'));
        own.filter(direct).filter(|it| it.path.ends_with(ending)).count()
    }
}
