//! What each `tsconfig*.json` says of module names: `baseUrl` and `paths`, its own or through `extends`.

use super::path::{folder, join};
use super::resolve::matched;
use super::{File, json};

/// Patterns of module names and what each stands for.
type Paths = Vec<(String, Vec<String>)>;

/// One `tsconfig*.json`, with what it inherits.
pub(super) struct Config<'t> {
    /// Its folder.
    pub folder: &'t str,
    /// Where names without a dot begin.
    pub base: Option<String>,
    /// Patterns and the paths each stands for, from the start of the review.
    pub paths: Paths,
    /// Whether something it inherits is not among the files.
    pub is_open: bool,
}

/// What stands in the file.
struct Own<'t> {
    path: &'t str,
    extends: Vec<String>,
    base: Option<String>,
    paths: Option<Paths>,
}

#[derive(Default)]
struct Whole {
    base: Option<String>,
    /// The folder they are relative to unless there is a base, and the paths.
    paths: Option<(String, Paths)>,
    is_open: bool,
}

/// How long a chain of `extends` may be.
const LONGEST_CHAIN: usize = 8;

/// Sorted by folder; names and folders of the packages beside them are looked up in `packages`.
pub(super) fn all<'t>(files: &'t [File], packages: &[super::package::Package]) -> Vec<Config<'t>> {
    let is_config = |it: &&File| {
        (it.name().starts_with("tsconfig") || it.name().starts_with("jsconfig")) && it.name().ends_with(".json")
    };
    let mut owns: Vec<Own> = files.iter().filter(is_config).filter_map(own).collect();
    owns.sort_by_key(|it| it.path);
    let mut all: Vec<Config> = owns.iter().map(|it| config(&owns, packages, it)).collect();
    all.sort_by_key(|it| it.folder);
    all
}

fn own(file: &File) -> Option<Own<'_>> {
    let object = json::object(&file.text)?;
    let options = object.get_object("compilerOptions");
    let paths = options.and_then(|it| it.get_object("paths")).map(|it| {
        let entry = |it: &jsonc_parser::ast::ObjectProp| {
            let mut targets = Vec::new();
            json::strings(&it.value, &mut targets);
            (it.name.as_str().to_owned(), targets)
        };
        it.properties.iter().map(entry).collect()
    });
    let base = options.and_then(|it| it.get_string("baseUrl")).and_then(|it| join(folder(&file.path), &it.value));
    Some(Own { path: &file.path, extends: json::strings_at(&object, "extends"), base, paths })
}

fn config<'t>(owns: &[Own<'t>], packages: &[super::package::Package], own: &Own<'t>) -> Config<'t> {
    let whole = whole(owns, packages, own, LONGEST_CHAIN);
    let (origin, written) = whole.paths.unwrap_or_default();
    let from = whole.base.as_deref().unwrap_or(&origin);
    let target = |it: &String| join(from, it);
    let paths = written.into_iter().map(|(name, it)| (name, it.iter().filter_map(target).collect())).collect();
    Config { folder: folder(own.path), base: whole.base, paths, is_open: whole.is_open }
}

fn whole(owns: &[Own], packages: &[super::package::Package], own: &Own, left: usize) -> Whole {
    let mut whole = Whole::default();
    for name in &own.extends {
        let parent = extended(owns, packages, own.path, name);
        let Some((parent, left)) = parent.zip(left.checked_sub(1)) else {
            // What a package of the registry holds knows no path of this repository.
            whole.is_open |= name.starts_with('.');
            continue;
        };
        let above = self::whole(owns, packages, parent, left);
        whole.base = above.base.or(whole.base);
        whole.paths = above.paths.or(whole.paths);
        whole.is_open |= above.is_open;
    }
    whole.base = own.base.clone().or(whole.base);
    if let Some(paths) = &own.paths {
        whole.paths = Some((folder(own.path).to_owned(), paths.clone()));
    }
    whole
}

/// `./base`, `../../tsconfig.base.json`, `@acme/tsconfig/nest.json` of a package in the same repository.
fn extended<'o, 't>(
    owns: &'o [Own<'t>],
    packages: &[super::package::Package],
    from: &str,
    name: &str,
) -> Option<&'o Own<'t>> {
    let path = if name.starts_with('.') {
        join(folder(from), name)?
    } else {
        packages.iter().filter(|it| !it.name.is_empty()).find_map(|it| {
            let rest = matched(&it.name, name).or_else(|| matched(&format!("{}/*", it.name), name))?;
            join(it.folder, rest)
        })?
    };
    let find = |it: &str| owns.binary_search_by_key(&it, |it| it.path).ok().and_then(|at| owns.get(at));
    find(&path).or_else(|| find(&format!("{path}.json"))).or_else(|| find(join(&path, "tsconfig.json")?.as_str()))
}
