//! Packages that code imports and no `package.json` of its own declares.

use super::import::Import;
use super::path::{folder, is_within};
use super::{Project, package_name};
use crate::syntax::{Kind, Syntax};

/// A package that is imported without being declared.
pub struct Undeclared<'t> {
    /// The index of the first import of it below one `package.json`, in [`Project::imports`].
    pub import: usize,
    /// The package.
    pub package: &'t str,
    /// How many files import it there.
    pub files: u32,
    /// Whether it is declared for development.
    pub is_for_development: bool,
}

/// Modules of Node.js itself that are written without `node:`.
const BUILT_IN: &str = "assert async_hooks buffer bun child_process cluster console constants crypto dgram \
    diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode \
    querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads \
    zlib";

/// Names that one file uses where code runs.
#[derive(Default)]
struct Used<'t> {
    file: Option<u32>,
    names: Vec<&'t str>,
}

impl<'t> Project<'t> {
    /// In the order of their first imports. Empty if a `package.json` cannot be read.
    pub(super) fn read_undeclared(&self) -> Vec<Undeclared<'t>> {
        let manifests = self.files.iter().filter(|it| it.name() == "package.json").count();
        if manifests == 0 || manifests != self.modules.packages.len() {
            return Vec::new();
        }
        let mut used = Used::default();
        // A folder, and what is declared for it.
        let mut declared = ("", Vec::new());
        let mut found: Vec<(&str, Undeclared)> = Vec::new();
        for (at, import) in self.imports.iter().enumerate() {
            found.extend(self.undeclared(at, import, &mut used, &mut declared));
        }
        found.sort_by_key(|(home, it)| (*home, it.package, it.import));
        found.dedup_by(|(home, later), (same, first)| {
            let is_same = home == same && later.package == first.package;
            first.files += u32::from(is_same);
            is_same
        });
        let mut all: Vec<Undeclared> = found.into_iter().map(|(_, it)| it).collect();
        all.sort_by_key(|it| it.import);
        all
    }

    /// Whether a lock file stands in the folder of a file or above: then the `package.json` that counts is there too.
    pub fn has_lock_above(&self, file: u32) -> bool {
        let names =
            ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"];
        let path = self.files.get(file as usize).map_or("", |it| &it.path);
        let mut locks = self.files.iter().filter(|it| names.contains(&it.name()));
        locks.any(|it| is_within(path, folder(&it.path)))
    }

    /// With the folder of the nearest `package.json`.
    fn undeclared(
        &self,
        at: usize,
        import: &Import<'t>,
        used: &mut Used<'t>,
        declared: &mut (&'t str, Vec<&'t str>),
    ) -> Option<(&str, Undeclared<'t>)> {
        let (file, module) = (import.syntax.file, import.module);
        (!module.starts_with('.') && self.resolve(file, module).is_none()).then_some(())?;
        let package = package_name(module);
        let own = self.files.get(file as usize)?;
        let home = folder(&own.path);
        if declared.0 != home {
            *declared = (home, Vec::new());
        }
        if declared.1.contains(&package) {
            return None;
        }
        let Some(is_for_development) = self.declares(home, package) else {
            declared.1.push(package);
            return None;
        };
        let is_built_in = module.contains([':', '!', '?']) || BUILT_IN.split_ascii_whitespace().any(|it| it == package);
        if package.is_empty() || is_built_in || self.is_test_file(file) {
            return None;
        }
        let nearest = self.modules.packages_of(home).next()?.folder;
        // A tool's own settings beside the `package.json` may use what the tool brings.
        let is_setting = home == nearest && (own.name().contains(".config.") || own.name().contains("rc."));
        let counts = if is_for_development { self.runs(file) && !own.is_script() } else { !is_setting };
        (counts && !self.is_own_module(file, module) && !self.is_made_by_prisma(package)).then_some(())?;
        let is_loaded = import.names.is_empty() || import.names.iter().any(|it| used.has(it, file, import));
        is_loaded.then_some(())?;
        Some((nearest, Undeclared { import: at, package, files: 1, is_for_development }))
    }

    /// `None` if a `package.json` upwards declares the package for when the code runs; else whether one declares it
    /// for development.
    fn declares(&self, home: &str, package: &str) -> Option<bool> {
        let mut for_development = false;
        for declared in self.modules.packages_of(home).filter_map(|it| it.declares(package)) {
            if declared {
                return None;
            }
            for_development = true;
        }
        Some(for_development)
    }

    fn is_made_by_prisma(&self, package: &str) -> bool {
        self.files.iter().any(|it| it.path.ends_with(".prisma") && it.text.contains(package))
    }
}

impl<'t> Used<'t> {
    /// Whether a name is used where code runs; the compiler drops an import that only types use.
    fn has(&mut self, name: &super::ImportedName, file: u32, import: &Import<'t>) -> bool {
        if self.file != Some(file) {
            self.file = Some(file);
            let statements = import.syntax.root().children().filter(|it| it.kind() != Kind::Import);
            self.names =
                statements.flat_map(Syntax::descendants).filter(|it| is_value(*it)).map(Syntax::text).collect();
            self.names.sort_unstable();
        }
        !name.type_only && self.names.binary_search(&name.local).is_ok()
    }
}

fn is_value(it: Syntax) -> bool {
    let in_type =
        |it: Syntax| it.kind() == Kind::NestedType || (it.kind() == Kind::Other && it.text().starts_with("typeof "));
    it.is(&[Kind::Identifier, Kind::Shorthand]) && !it.parent().is_some_and(in_type)
}
