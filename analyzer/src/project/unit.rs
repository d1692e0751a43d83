//! The parts of a repository, as its configuration files tell: applications and libraries, each in its folder.

use super::json;
use super::path::{folder, join, upwards};

/// An application or a library.
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
}

/// Paths and texts, sorted by path.
pub(crate) type Texts<'a> = [(&'a str, &'a str)];

/// All of them, sorted by folder; the whole repository is the first.
pub(crate) fn all(files: &Texts) -> Vec<Unit> {
    let whole = Unit { folder: String::new(), file: 0, front: None, is_declared: true, has_nest: false };
    let mut all = vec![whole];
    for (id, (path, text)) in (0..).zip(files) {
        read(id, path, text, &mut all);
    }
    all.sort_by(|a, b| a.folder.cmp(&b.folder));
    all.dedup_by(|later, first| {
        let same = later.folder == first.folder;
        if same {
            first.file = if first.front.is_none() { later.file } else { first.file };
            first.front = first.front.or(later.front);
            first.is_declared |= later.is_declared;
            first.has_nest |= later.has_nest;
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

fn read(file: u32, path: &str, text: &str, into: &mut Vec<Unit>) {
    let own = folder(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut add = |folder: &str, front, is_declared, has_nest| {
        into.push(Unit { folder: folder.to_owned(), file, front, is_declared, has_nest });
    };
    match name {
        "package.json" => {
            let Some(object) = json::object(text) else { return };
            let groups = ["dependencies", "devDependencies", "peerDependencies"].map(|it| object.get_object(it));
            let names = groups.iter().flatten().flat_map(|it| it.properties.iter()).map(|it| it.name.as_str());
            let has_nest = names.clone().any(|it| it.starts_with("@nestjs/"));
            let listed = |package: &str| names.clone().any(|it| it == package);
            let front = FRAMEWORKS.iter().find(|(package, _)| listed(package)).map(|(_, it)| *it);
            let is_declared = object.get_string("name").is_some() || names.clone().next().is_some();
            add(own, front.filter(|_| !has_nest), is_declared, has_nest);
        }
        "project.json" => {
            let Some(object) = json::object(text) else { return };
            let is_nx = ["projectType", "targets", "sourceRoot"].iter().any(|it| object.get(it).is_some());
            if is_nx {
                add(own, hinted(BUILDERS, text), true, false);
            }
        }
        "nest-cli.json" => {
            add(own, None, false, true);
            let Some(object) = json::object(text) else { return };
            for project in object.get_object("projects").into_iter().flat_map(|it| it.properties.iter()) {
                let root = project.value.as_object().and_then(|it| it.get_string("root"));
                if let Some(root) = root.and_then(|it| join(own, &it.value)) {
                    add(&root, None, true, true);
                }
            }
        }
        _ if own.is_empty() => {}
        _ if name.starts_with("tsconfig") && name.ends_with(".json") => {
            // A library with JSX may still be shared with the backend; its code tells.
            let is_library =
                own.split('/').any(|it| matches!(it, "libs" | "libraries" | "packages" | "shared" | "common"));
            if text.contains("\"angularCompilerOptions\"") {
                add(own, Some("Angular"), false, false);
            } else if text.contains("\"jsx\"") && !is_library {
                add(own, Some("React"), false, false);
            }
        }
        _ if name.starts_with("vite.config.") => add_hint(hinted(PLUGINS, text), own, &mut add),
        _ => add_hint(hinted(CONFIGS, name), own, &mut add),
    }
}

fn add_hint(front: Option<&'static str>, folder: &str, add: &mut dyn FnMut(&str, Option<&'static str>, bool, bool)) {
    if front.is_some() {
        add(folder, front, false, false);
    }
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
