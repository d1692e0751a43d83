//! `package.json`: what a project depends on and which commands it has.

use super::document::{Document, KeyValue};
use super::path::{folder, is_within};
use super::{File, Project};
use crate::finding::Place;
use crate::syntax::Span;

/// One `package.json`.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The index of the file.
    pub file: u32,
    /// The folder it stands in; empty for the root.
    pub folder: String,
    /// What the package is called; empty if it has no name.
    pub name: String,
    /// Names and version ranges of `dependencies`, `devDependencies` and `peerDependencies`.
    pub dependencies: Vec<(String, String)>,
    /// Group and place of each of them.
    places: Vec<(&'static str, Span)>,
    /// In reading order.
    pub scripts: Vec<Script>,
}

/// `"name": "command"` under `scripts`.
#[derive(Clone, Debug)]
pub struct Script {
    /// As `npm run` calls it.
    pub name: String,
    /// What it runs.
    pub text: String,
    /// The entry, whole.
    pub place: Place,
}

/// A package that a manifest lists.
#[derive(Clone, Copy, Debug)]
pub struct Dependency<'p> {
    /// Of the package.
    pub name: &'p str,
    /// The versions that are fine: `^4.0.3`.
    pub range: &'p str,
    /// `dependencies`, `devDependencies` or `peerDependencies`.
    pub group: &'static str,
    /// The entry, whole.
    pub place: Place,
}

impl Manifest {
    /// The major version a range begins with: 4 for `^4.0.3`. `None` for `workspace:*`, tags and the like.
    pub fn major(&self, package: &str) -> Option<u32> {
        let (_, range) = self.dependencies.iter().find(|(name, _)| name == package)?;
        major(range)
    }

    /// The packages it lists, in reading order.
    pub fn listed(&self) -> impl Iterator<Item = Dependency<'_>> {
        self.dependencies.iter().zip(&self.places).map(|((name, range), (group, span))| Dependency {
            name,
            range,
            group,
            place: Place { file: self.file, span: *span },
        })
    }

    /// The entry of a package.
    pub fn dependency(&self, package: &str) -> Option<Dependency<'_>> {
        self.listed().find(|it| it.name == package)
    }

    /// The script of this name.
    pub fn script(&self, name: &str) -> Option<&Script> {
        self.scripts.iter().find(|it| it.name == name)
    }
}

/// The major version a range or a version begins with.
pub fn major(range: &str) -> Option<u32> {
    let digits = range.trim_start_matches(['^', '~', '>', '=', 'v', ' ']);
    digits.split(['.', ' ', '-']).next()?.parse().ok()
}

/// The path of a name in a folder.
pub fn joined_name(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

impl Project<'_> {
    /// The nearest `package.json`, from a file upwards.
    pub fn manifest_of(&self, file: u32) -> Option<&Manifest> {
        let path = &self.files.get(file as usize)?.path;
        let around = self.manifests.iter().filter(|it| is_within(path, &it.folder));
        around.max_by_key(|it| it.folder.len())
    }
}

pub(super) fn all(files: &[File], documents: &[Document]) -> Vec<Manifest> {
    let named = |it: &&Document| files.get(it.file as usize).is_some_and(|it| it.name() == "package.json");
    documents.iter().filter(named).map(|it| manifest(files, it)).collect()
}

fn manifest(files: &[File], document: &Document) -> Manifest {
    let (root, file) = (document.root(), document.file);
    let mut manifest = Manifest { file, ..Manifest::default() };
    manifest.folder = files.get(file as usize).map_or("", |it| folder(&it.path)).to_owned();
    manifest.name = root.entry("name").and_then(|it| it.value.text()).unwrap_or_default().to_owned();
    for group in ["dependencies", "devDependencies", "peerDependencies"] {
        for KeyValue { name, place, value } in root.at(&[group]).into_iter().flat_map(|it| it.entries()) {
            if let Some(range) = value.text() {
                manifest.dependencies.push((name.to_owned(), range.to_owned()));
                manifest.places.push((group, place.span));
            }
        }
    }
    for KeyValue { name, place, value } in root.at(&["scripts"]).into_iter().flat_map(|it| it.entries()) {
        if let Some(text) = value.text() {
            manifest.scripts.push(Script { name: name.to_owned(), text: text.to_owned(), place });
        }
    }
    manifest
}
