//! The files of a review and what their names and imports say about them.

use std::sync::Arc;

use crate::syntax::{Language, Syntax, Tree};

/// One source, parsed where there is a grammar for it.
pub struct File {
    /// Relative to where the review started, with `/`.
    pub path: String,
    /// The source.
    pub text: Arc<str>,
    /// Absent for what has no grammar or could not be read.
    pub tree: Option<Arc<Tree>>,
}

impl File {
    /// What the path's last part is.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The grammar that a path asks for.
    pub fn language(path: &str) -> Option<Language> {
        let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
        match extension {
            "ts" | "mts" | "cts" | "js" | "mjs" | "cjs" => Some(Language::TypeScript),
            "prisma" => Some(Language::Prisma),
            _ => None,
        }
    }

    /// The tree's root, if the file is TypeScript.
    pub fn typescript(&self, id: u32) -> Option<Syntax<'_>> {
        self.root(id, Language::TypeScript)
    }

    /// The tree's root, if the file is a Prisma schema.
    pub fn prisma(&self, id: u32) -> Option<Syntax<'_>> {
        self.root(id, Language::Prisma)
    }

    fn root(&self, id: u32, language: Language) -> Option<Syntax<'_>> {
        (File::language(&self.path)? == language).then_some(self.tree.as_ref()?.root(id))
    }

    /// Specs, end-to-end tests, mocks and fixtures.
    pub fn is_test(&self) -> bool {
        let (stem, rest) = self.name().split_once('.').unwrap_or_default();
        let is_mark = |it: &str| matches!(it, "spec" | "test" | "e2e" | "mock" | "fixture") || it.ends_with("-spec");
        stem.ends_with("-spec")
            || rest.rsplit('.').skip(1).any(is_mark)
            || self.folders().any(|it| {
                matches!(it, "test" | "tests" | "__tests__" | "__mocks__" | "e2e" | "mocks" | "fixtures" | "testing")
                    || it.ends_with("-e2e")
            })
    }

    /// Seeds, scripts, migrations, command-line entry points: code that people run by hand.
    pub fn is_script(&self) -> bool {
        let name = self.name();
        let stem = name.split('.').next().unwrap_or(name);
        let folders = ["scripts", "script", "seed", "seeds", "seeders", "migrations", "bin", "cli", "tools", "console"];
        matches!(stem, "seed" | "seeder" | "migrate" | "cli" | "repl")
            || name.contains(".seed.")
            || name.contains(".command.")
            || name.contains("seeder")
            || self.folders().any(|it| folders.contains(&it))
    }

    fn folders(&self) -> impl Iterator<Item = &str> {
        self.path.rsplit('/').skip(1)
    }
}
