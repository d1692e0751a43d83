//! Module names: the file that each `from '…'` means, through relative paths, `tsconfig` and packages of the repository.

use super::alias::{self, Config};
use super::app::Apps;
use super::import::{Import, Reexport};
use super::package::{self, Package};
use super::path::{folder, join, upwards};
use super::{File, Index, Project, key, key_in};
use crate::syntax::Syntax;

/// All that names of modules are looked up in.
pub(super) struct Modules<'t> {
    /// Paths without their endings, folders of `index` files, each with its rank among those of the same name; sorted.
    places: Vec<(&'t str, u8, u32)>,
    configs: Vec<Config<'t>>,
    pub packages: Vec<Package<'t>>,
    /// The numbers of the names that any of them depends on, sorted.
    declared: Vec<u64>,
    /// Names of packages and where each stands in `packages`, sorted.
    names: Vec<(String, usize)>,
    /// Every file and module name that stands in an import or export, and what it means.
    known: Vec<(u32, &'t str, Option<u32>)>,
    known_by_name: Index,
    /// Which file loads which when it runs; sorted.
    loads: Vec<(u32, u32)>,
    pub reexports: Vec<Reexport<'t>>,
    /// What stands at the top of each file, with its name.
    pub symbols: Vec<(&'t str, Syntax<'t>)>,
    pub symbols_by_name: Index,
    /// By file and name.
    pub symbols_by_file: Index,
    pub apps: Apps,
    /// What is loaded from where an application starts; sorted.
    pub running: Vec<u32>,
}

impl<'t> Modules<'t> {
    pub(super) fn of(
        files: &'t [File],
        imports: &[Import<'t>],
        reexports: Vec<Reexport<'t>>,
        symbols: Vec<(&'t str, Syntax<'t>)>,
    ) -> Modules<'t> {
        let packages = package::all(files);
        let mut names: Vec<(String, usize)> = packages.iter().map(|it| it.name.clone()).zip(0..).collect();
        names.retain(|(it, _)| !it.is_empty());
        names.sort_unstable();
        let mut declared: Vec<u64> = packages.iter().flat_map(|it| &it.dependencies).map(|(it, _)| key(it)).collect();
        declared.sort_unstable();
        let by_name: Vec<u64> = symbols.iter().map(|(name, _)| key(name)).collect();
        let by_file: Vec<u64> = symbols.iter().map(|(name, it)| key_in(it.file, name)).collect();
        let mut modules = Modules {
            places: places(files),
            configs: alias::all(files, &packages),
            declared,
            packages,
            names,
            known: Vec::new(),
            known_by_name: Index::default(),
            loads: Vec::new(),
            reexports,
            symbols,
            symbols_by_name: Index::of(&by_name),
            symbols_by_file: Index::of(&by_file),
            apps: Apps::default(),
            running: Vec::new(),
        };
        modules.read_known(files, imports);
        modules.read_loads(imports);
        modules.apps = Apps::of(files, &modules.packages, &modules.loads);
        modules
    }

    fn read_known(&mut self, files: &[File], imports: &[Import<'t>]) {
        let imported = imports.iter().map(|it| (it.syntax.file, it.module));
        let passed_on = self.reexports.iter().filter(|it| !it.module.is_empty()).map(|it| (it.file, it.module));
        let mut known: Vec<(u32, &str, Option<u32>)> =
            imported.chain(passed_on).map(|(from, module)| (from, module, None)).collect();
        // A module name means the same in all files of a folder, which mostly lie side by side.
        let mut here = ("", Vec::<(&str, Option<u32>)>::new());
        for (from, module, target) in &mut known {
            let from = files.get(*from as usize).map_or("", |it| folder(&it.path));
            if here.0 != from {
                here = (from, Vec::new());
            }
            let at = here.1.partition_point(|(it, _)| it < module);
            *target = match here.1.get(at).filter(|(it, _)| it == module) {
                Some((_, known)) => *known,
                None => {
                    let found = self.find(from, module);
                    here.1.insert(at, (module, found));
                    found
                }
            };
        }
        let keys: Vec<u64> = known.iter().map(|(from, module, _)| key_in(*from, module)).collect();
        (self.known, self.known_by_name) = (known, Index::of(&keys));
    }

    fn read_loads(&mut self, imports: &[Import<'t>]) {
        let runs = |it: &&Import| it.names.is_empty() || it.names.iter().any(|it| !it.type_only);
        let loading = imports.iter().filter(runs).map(|it| (it.syntax.file, it.module));
        let loading = loading.chain(self.reexports.iter().filter(|it| !it.type_only).map(|it| (it.file, it.module)));
        let edges = loading.filter_map(|(from, module)| Some((from, self.known(from, module)??)));
        let mut loads: Vec<(u32, u32)> = edges.filter(|(from, to)| from != to).collect();
        loads.sort_unstable();
        loads.dedup();
        self.loads = loads;
    }

    fn known(&self, from: u32, module: &str) -> Option<Option<u32>> {
        let mut all = self.known_by_name.get(key_in(from, module)).filter_map(|at| self.known.get(at));
        all.find(|it| it.0 == from && it.1 == module).map(|it| it.2)
    }

    /// The file that a module name means in a folder.
    fn find(&self, from: &str, module: &str) -> Option<u32> {
        if module.starts_with('.') {
            // `.`, `..` and `./x/` mean folders, whatever files stand beside them.
            let is_folder = matches!(module.rsplit('/').next(), Some("" | "." | ".."));
            let path = join(from, module)?;
            return self.at(&if is_folder { join(&path, "index")? } else { path });
        }
        let mut configs = self.configs_of(from).peekable();
        let is_paste = configs.peek().is_none();
        let aliased = configs.find_map(|it| self.by_config(it, module));
        aliased.or_else(|| self.by_package(from, module)).or_else(|| {
            // Without a tsconfig, what most of them say.
            is_paste.then_some(())?;
            let rest = module.strip_prefix("@/").or(module.strip_prefix("src/"))?;
            upwards(from).find_map(|it| self.at(&join(it, &format!("src/{rest}"))?))
        })
    }

    /// Every `tsconfig*.json` upwards, the nearest first.
    fn configs_of(&self, from: &str) -> impl Iterator<Item = &Config<'t>> {
        upwards(from).flat_map(|folder| {
            let first = self.configs.partition_point(|it| it.folder < folder);
            self.configs.iter().skip(first).take_while(move |it| it.folder == folder)
        })
    }

    fn by_config(&self, config: &Config, module: &str) -> Option<u32> {
        let fits = config.paths.iter().filter_map(|(pattern, to)| Some((pattern.len(), matched(pattern, module)?, to)));
        let best = fits.max_by_key(|(length, _, _)| *length);
        let by_path = best.and_then(|(_, rest, to)| to.iter().find_map(|it| self.at(&it.replace('*', rest))));
        by_path.or_else(|| self.at(&join(config.base.as_deref()?, module)?))
    }

    fn by_package(&self, from: &str, module: &str) -> Option<u32> {
        if module.starts_with('#') {
            let mut own = self.packages_of(from);
            return own.find_map(|it| self.entry(it, module));
        }
        let name = package_name(module);
        let first = self.names.partition_point(|(it, _)| it.as_str() < name);
        let package = self.names.get(first).filter(|(it, _)| it == name).and_then(|(_, at)| self.packages.get(*at))?;
        let rest = module.get(name.len()..).unwrap_or_default();
        self.entry(package, &format!(".{rest}")).or_else(|| {
            let path = rest.trim_start_matches('/');
            ["src/", "", "src/lib/"].iter().find_map(|it| self.at(&join(package.folder, &format!("{it}{path}"))?))
        })
    }

    /// Whether any package depends on another.
    pub(super) fn declares(&self, name: &str) -> bool {
        let may = self.declared.binary_search(&key(name)).is_ok();
        may && self.packages.iter().any(|it| it.declares(name).is_some())
    }

    /// Every package upwards, the nearest first.
    pub(super) fn packages_of(&self, from: &str) -> impl Iterator<Item = &Package<'t>> {
        upwards(from).filter_map(|it| {
            let at = self.packages.binary_search_by_key(&it, |it| it.folder).ok()?;
            self.packages.get(at)
        })
    }

    /// What a package says that a name is; where it names what a build makes, the source of that.
    fn entry(&self, package: &Package, name: &str) -> Option<u32> {
        package.entries.iter().find_map(|(pattern, target)| {
            let target = target.replace('*', matched(pattern, name)?);
            let target = target.trim_start_matches("./");
            let built = target.split_once('/').map_or(target, |(_, it)| it);
            [target, built, &format!("src/{built}")].iter().find_map(|it| self.at(&join(package.folder, it)?))
        })
    }

    /// The code at a path without its ending, or with it, or the `index` of a folder.
    fn at(&self, path: &str) -> Option<u32> {
        let stem = stem(path);
        let at = self.places.partition_point(|(it, _, _)| *it < stem);
        self.places.get(at).filter(|(it, _, _)| *it == stem).map(|(_, _, file)| *file)
    }
}

impl<'t> Project<'t> {
    /// The file that a module name means, seen from a file.
    pub fn resolve(&self, from: u32, module: &str) -> Option<u32> {
        let file = self.files.get(from as usize)?;
        self.modules.known(from, module).unwrap_or_else(|| self.modules.find(folder(&file.path), module))
    }

    /// The files that a file loads when it runs: what it imports or passes on, but for types.
    pub fn loads(&self, file: u32) -> impl Iterator<Item = u32> {
        let all = &self.modules.loads;
        let first = all.partition_point(|(it, _)| *it < file);
        all.iter().skip(first).take_while(move |(it, _)| *it == file).map(|(_, it)| *it)
    }

    /// Whether an application loads a file when it starts, as far as its imports tell.
    pub fn runs(&self, file: u32) -> bool {
        self.modules.running.binary_search(&file).is_ok()
    }

    /// The files that are loaded from those that start an application; sorted.
    pub(super) fn read_running(&self) -> Vec<u32> {
        let mut open: Vec<u32> = self.bootstraps.iter().map(|it| it.create.syntax.file).collect();
        let mut seen = vec![false; self.files.len()];
        while let Some(file) = open.pop() {
            let Some(is_seen) = seen.get_mut(file as usize).filter(|it| !**it) else { continue };
            *is_seen = true;
            open.extend(self.loads(file));
        }
        (0..).zip(seen).filter(|(_, it)| *it).map(|(file, _)| file).collect()
    }

    /// Whether a module name may be one of the repository's own, by what its configuration says: an alias, a package
    /// of it, a path from a base.
    pub fn is_own_module(&self, from: u32, module: &str) -> bool {
        let Some(file) = self.files.get(from as usize) else { return false };
        let modules = &self.modules;
        let is_based = |base: &str| {
            let first = module.split('/').next().unwrap_or(module);
            join(base, first).is_some_and(|it| modules.at(&it).is_some() || self.has_folder(&it))
        };
        let by_config = |it: &Config| {
            it.is_open
                || it.paths.iter().any(|(pattern, _)| pattern != "*" && matched(pattern, module).is_some())
                || it.base.as_deref().is_some_and(is_based)
        };
        module.starts_with(['.', '/', '#', '~'])
            || module.starts_with("@/")
            || self.resolve(from, module).is_some()
            || modules.names.iter().any(|(it, _)| it == package_name(module))
            || modules.configs_of(folder(&file.path)).any(by_config)
    }

    fn has_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let at = self.files.partition_point(|it| it.path < inside);
        self.files.get(at).is_some_and(|it| it.path.starts_with(&inside))
    }

    /// Whether any `tsconfig*.json` is about a file.
    pub fn has_config(&self, file: u32) -> bool {
        let file = self.files.get(file as usize);
        file.is_some_and(|it| self.modules.configs_of(folder(&it.path)).next().is_some())
    }
}

/// `@scope/name` of `@scope/name/deep`, `name` of `name/deep`.
pub fn package_name(module: &str) -> &str {
    let parts = if module.starts_with('@') { 2 } else { 1 };
    module.match_indices('/').nth(parts - 1).and_then(|(at, _)| module.get(..at)).unwrap_or(module)
}

/// What `*` of a pattern stands for; empty where the pattern has none and is the name.
pub(super) fn matched<'m>(pattern: &str, name: &'m str) -> Option<&'m str> {
    match pattern.split_once('*') {
        Some((head, tail)) => name.strip_prefix(head)?.strip_suffix(tail),
        None => (pattern == name).then_some(""),
    }
}

/// A path without the ending of code.
fn stem(path: &str) -> &str {
    let endings = [".d.ts", ".d.mts", ".d.cts", ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];
    endings.iter().find_map(|it| path.strip_suffix(it)).unwrap_or(path)
}

fn places(files: &[File]) -> Vec<(&str, u8, u32)> {
    let mut places = Vec::new();
    for (id, file) in (0..).zip(files) {
        let stem = stem(&file.path);
        let Some(ending) = file.path.get(stem.len()..).filter(|it| !it.is_empty()) else { continue };
        let rank = if ending.ends_with("ts") { 0 } else { 2 };
        places.push((stem, rank, id));
        if stem.rsplit('/').next() == Some("index") {
            places.push((folder(stem), rank + 1, id));
        }
    }
    places.sort_unstable();
    places
}
