//! The parts of a repository, as its configuration files tell: applications and libraries, each in its folder.

use super::json;
use super::path::{folder, join, upwards};

/// An application or a library.
#[derive(Default)]
pub(crate) struct Unit {
    /// Where it lives; empty for the whole repository.
    pub folder: String,
    /// The index of the file that tells of it.
    pub file: u32,
    /// The framework of the front end that it is.
    pub front: Option<&'static str>,
    /// Whether a configuration file declares it, and not only hints at a front end.
    pub is_declared: bool,
    /// Whether its configuration names Nest.
    pub has_nest: bool,
    /// Its package's name, if a package with Nest depends on it.
    pub used_as: Option<String>,
}

/// Paths and texts, sorted by path.
pub(crate) type Texts<'a> = [(&'a str, &'a str)];

/// All of them, sorted by folder; the whole repository is the first.
pub(crate) fn all(files: &Texts) -> Vec<Unit> {
    let mut all = vec![Unit { is_declared: true, ..Unit::default() }];
    let mut used = Vec::new();
    for (id, (path, text)) in (0..).zip(files) {
        read(id, path, text, &mut all, &mut used);
    }
    used.sort_unstable();
    for unit in &mut all {
        unit.used_as = unit.used_as.take().filter(|it| used.binary_search(it).is_ok());
    }
    all.sort_by(|a, b| a.folder.cmp(&b.folder));
    all.dedup_by(|later, first| {
        let same = later.folder == first.folder;
        if same {
            first.file = if first.front.is_none() { later.file } else { first.file };
            first.front = first.front.or(later.front);
            first.is_declared |= later.is_declared;
            first.has_nest |= later.has_nest;
            first.used_as = first.used_as.take().or(later.used_as.take());
        }
        same
    });
    all
}

/// The index of the unit that a file is part of.
pub(crate) fn of(units: &[Unit], path: &str) -> usize {
    let at = |it: &str| units.binary_search_by(|unit| unit.folder.as_str().cmp(it)).ok();
    upwards(folder(path)).find_map(at).unwrap_or(0)
}

fn read(file: u32, path: &str, text: &str, into: &mut Vec<Unit>, used: &mut Vec<String>) {
    let own = folder(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let hint = match name {
        "package.json" => {
            into.extend(package(file, own, text, used));
            return;
        }
        "project.json" => {
            into.extend(nx(file, own, text));
            return;
        }
        "nest-cli.json" => {
            nest(file, own, text, into);
            return;
        }
        _ if own.is_empty() => None,
        _ if name.starts_with("tsconfig") && name.ends_with(".json") => hinted(OPTIONS, text).filter(|it| {
            // A library with JSX may still be shared with the backend; its code tells.
            let shared = ["libs", "libraries", "packages", "shared", "common"];
            *it != "React" || !own.split('/').any(|it| shared.contains(&it))
        }),
        _ if name.starts_with("vite.config.") => hinted(PLUGINS, text),
        _ => hinted(CONFIGS, name),
    };
    if hint.is_some() {
        into.push(Unit { folder: own.to_owned(), file, front: hint, ..Unit::default() });
    }
}

fn nx(file: u32, folder: &str, text: &str) -> Option<Unit> {
    let object = json::object(text)?;
    let is_nx = ["projectType", "targets", "sourceRoot"].iter().any(|it| object.get(it).is_some());
    let front = hinted(BUILDERS, text);
    is_nx.then(|| Unit { folder: folder.to_owned(), file, front, is_declared: true, ..Unit::default() })
}

fn nest(file: u32, folder: &str, text: &str, into: &mut Vec<Unit>) {
    into.push(Unit { folder: folder.to_owned(), file, has_nest: true, ..Unit::default() });
    let Some(object) = json::object(text) else { return };
    for project in object.get_object("projects").into_iter().flat_map(|it| it.properties.iter()) {
        let root = project.value.as_object().and_then(|it| it.get_string("root"));
        if let Some(folder) = root.and_then(|it| join(folder, &it.value)) {
            into.push(Unit { folder, file, is_declared: true, has_nest: true, ..Unit::default() });
        }
    }
}

fn package(file: u32, folder: &str, text: &str, used: &mut Vec<String>) -> Option<Unit> {
    let object = json::object(text)?;
    let mut names: Vec<&str> = Vec::new();
    for group in ["dependencies", "devDependencies", "peerDependencies"] {
        let entries = object.get_object(group).into_iter().flat_map(|it| it.properties.iter());
        names.extend(entries.map(|it| it.name.as_str()));
    }
    let name = object.get_string("name").map(|it| it.value.to_string());
    let has_nest = names.iter().any(|it| it.starts_with("@nestjs/"));
    let front = FRAMEWORKS.iter().find(|(it, _)| !has_nest && names.contains(it)).map(|(_, it)| *it);
    let is_declared = name.is_some() || !names.is_empty();
    if has_nest {
        used.extend(names.into_iter().map(str::to_owned));
    }
    Some(Unit { folder: folder.to_owned(), file, front, is_declared, has_nest, used_as: name })
}

fn hinted(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    table.iter().find(|(it, _)| text.contains(it)).map(|(_, it)| *it)
}

/// Packages, the telling ones first.
const FRAMEWORKS: &[(&str, &str)] = &[
    ("@angular/core", "Angular"),
    ("next", "Next.js"),
    ("nuxt", "Nuxt"),
    ("expo", "Expo"),
    ("react-native", "React Native"),
    ("@sveltejs/kit", "Svelte"),
    ("svelte", "Svelte"),
    ("astro", "Astro"),
    ("vue", "Vue"),
    ("solid-js", "Solid"),
    ("react", "React"),
];

/// What builds or serves a project of Nx.
const BUILDERS: &[(&str, &str)] = &[
    ("\"@angular", "Angular"),
    ("\"@nx/angular", "Angular"),
    ("\"@nrwl/angular", "Angular"),
    ("\"@schematics/angular", "Angular"),
    ("\"@storybook/angular", "Angular"),
    ("\"@nx/next", "Next.js"),
    ("\"@nrwl/next", "Next.js"),
    ("\"@nx/nuxt", "Nuxt"),
    ("\"@nx/vue", "Vue"),
    ("\"@nx/expo", "Expo"),
    ("\"@nx/react", "React"),
    ("\"@nrwl/react", "React"),
];

/// What the compiler is told.
const OPTIONS: &[(&str, &str)] = &[("\"angularCompilerOptions\"", "Angular"), ("\"jsx\"", "React")];

const PLUGINS: &[(&str, &str)] = &[
    ("@vitejs/plugin-react", "React"),
    ("@vitejs/plugin-vue", "Vue"),
    ("@sveltejs/", "Svelte"),
    ("@analogjs/", "Angular"),
    ("vite-plugin-solid", "Solid"),
    ("@tanstack/react-start", "React"),
];

const CONFIGS: &[(&str, &str)] =
    &[("next.config.", "Next.js"), ("nuxt.config.", "Nuxt"), ("svelte.config.", "Svelte"), ("astro.config.", "Astro")];
