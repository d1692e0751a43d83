//! What each `package.json` says of names: its own, those it opens to others, those it depends on.

use jsonc_parser::ast::{Object, Value};

use super::path::folder;
use super::{File, json};

/// One `package.json`.
pub(super) struct Package<'t> {
    /// Its folder.
    pub folder: &'t str,
    /// Empty if it has none.
    pub name: String,
    /// Names behind the package's own (`.`, `./dto`, `./*`) or inside it (`#lib/*`), and paths in its folder.
    pub entries: Vec<(String, String)>,
    /// Names of what it depends on, and whether also when it runs; sorted.
    pub dependencies: Vec<(String, bool)>,
}

/// In the order of the files, which is that of their folders' names as well; and whether each could be read.
pub(super) fn all(files: &[File]) -> Vec<Package<'_>> {
    let manifests = files.iter().filter(|it| it.name() == "package.json");
    let mut all: Vec<Package> =
        manifests.filter_map(|it| Some(package(folder(&it.path), &json::object(&it.text)?))).collect();
    all.sort_by_key(|it| it.folder);
    all
}

impl Package<'_> {
    /// Whether it declares a package, and if so, whether also for when it runs.
    pub fn declares(&self, package: &str) -> Option<bool> {
        let first = self.dependencies.partition_point(|(it, _)| it.as_str() < package);
        let mut declared = self.dependencies.iter().skip(first).take_while(|(it, _)| it == package).peekable();
        declared.peek()?;
        Some(declared.any(|(_, runs)| *runs))
    }
}

fn package<'t>(folder: &'t str, object: &Object) -> Package<'t> {
    let mut entries = Vec::new();
    for key in ["exports", "imports", "source", "types", "typings", "module", "main"] {
        if let Some(it) = object.get(key) {
            named(".", &it.value, &mut entries);
        }
    }
    let mut dependencies = Vec::new();
    for group in ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"] {
        let names = object.get_object(group).into_iter().flat_map(|it| it.properties.iter());
        dependencies.extend(names.map(|it| (it.name.as_str().to_owned(), group != "devDependencies")));
    }
    dependencies.sort_unstable();
    let name = object.get_string("name").map(|it| it.value.to_string()).unwrap_or_default();
    Package { folder, name, entries, dependencies }
}

/// `exports` and its like: a path, or paths by name, or paths by condition, nested.
fn named(name: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::StringLit(it) => into.push((name.to_owned(), it.value.to_string())),
        Value::Array(it) => it.elements.iter().for_each(|it| named(name, it, into)),
        Value::Object(it) => {
            for entry in &it.properties {
                let key = entry.name.as_str();
                named(if key.starts_with(['.', '#']) { key } else { name }, &entry.value, into);
            }
        }
        _ => {}
    }
}
