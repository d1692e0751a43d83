//! Imports and exports: what a name stands for, as file and symbol.

use super::{Index, key, key_in};
use crate::syntax::{Field, Kind, Syntax, literal};

/// One `import` statement.
#[derive(Clone, Debug)]
pub struct Import<'t> {
    /// The statement.
    pub syntax: Syntax<'t>,
    /// What stands behind `from`.
    pub module: &'t str,
    /// What it brings in.
    pub names: Vec<ImportedName<'t>>,
}

/// One name of an import.
#[derive(Clone, Copy, Debug)]
pub struct ImportedName<'t> {
    /// As the module exports it; `default`, or `*` for the whole of it.
    pub name: &'t str,
    /// As this file calls it.
    pub local: &'t str,
    /// `import type` or `import { type X }`.
    pub type_only: bool,
    /// Where.
    pub syntax: Syntax<'t>,
}

/// `export … from`, `export { … }`, `export default X`: names that a file gives to others.
#[derive(Clone, Debug)]
pub struct Reexport<'t> {
    /// The index of the file.
    pub file: u32,
    /// What stands behind `from`; empty for a name of the file itself.
    pub module: &'t str,
    /// Outside name and inside name, which is `*` for the whole module; empty for `export *`.
    pub names: Vec<(&'t str, &'t str)>,
    /// `export type`.
    pub type_only: bool,
}

/// Where the names that imports bring into files come from.
pub(super) struct Locals {
    /// Which name of which import.
    places: Vec<(u32, u32)>,
    /// By file and name.
    by_file: Index,
    /// Imports by what stands behind `from`.
    by_module: Index,
}

impl Locals {
    pub fn of(imports: &[Import]) -> Locals {
        let (mut places, mut keys) = (Vec::new(), Vec::new());
        for (at, import) in (0..).zip(imports) {
            for (name, it) in (0..).zip(&import.names) {
                places.push((at, name));
                keys.push(key_in(import.syntax.file, it.local));
            }
        }
        let modules: Vec<u64> = imports.iter().map(|it| key(it.module)).collect();
        Locals { places, by_file: Index::of(&keys), by_module: Index::of(&modules) }
    }

    /// The imports of a module, as `from` names it.
    pub fn of_module<'p, 't>(&self, imports: &'p [Import<'t>], module: &str) -> impl Iterator<Item = &'p Import<'t>> {
        self.by_module.get(key(module)).filter_map(|at| imports.get(at)).filter(move |it| it.module == module)
    }

    /// The first that brings a name into a file.
    pub fn find<'p, 't>(
        &self,
        imports: &'p [Import<'t>],
        file: u32,
        local: &str,
    ) -> Option<(&'p Import<'t>, &'p ImportedName<'t>)> {
        let mut all = self.by_file.get(key_in(file, local)).filter_map(|at| {
            let (import, name) = self.places.get(at)?;
            let import = imports.get(*import as usize)?;
            Some((import, import.names.get(*name as usize)?))
        });
        all.find(|(import, name)| import.syntax.file == file && name.local == local)
    }
}

/// What imports name, for whoever looks for a part of a name in any case.
pub(super) struct Said {
    /// Every name, once, a line each, in small letters.
    text: String,
    /// Where each line begins, and the number of its name.
    lines: Vec<(u32, u64)>,
    /// For each name of each import, the import.
    owners: Vec<u32>,
    owners_by_name: Index,
}

impl Said {
    pub fn of(imports: &[Import]) -> Said {
        let (mut names, mut owners): (Vec<&str>, Vec<u32>) = (Vec::new(), Vec::new());
        for (at, import) in (0..).zip(imports) {
            names.push(import.module);
            names.extend(import.names.iter().map(|it| it.local));
            owners.resize(names.len(), at);
        }
        let keys: Vec<u64> = names.iter().map(|it| key(it)).collect();
        let mut said = Said { text: String::new(), lines: Vec::new(), owners, owners_by_name: Index::of(&keys) };
        for (at, (name, key)) in names.iter().zip(&keys).enumerate() {
            if said.owners_by_name.get(*key).find(|it| names.get(*it) == Some(name)) == Some(at) {
                said.lines.push((said.text.len() as u32, *key));
                said.text.extend([name, "\n"]);
            }
        }
        said.text.make_ascii_lowercase();
        said
    }

    /// The places of the imports in whose names a word of small letters stands, and seldom of another.
    pub fn with(&self, word: &str) -> impl Iterator<Item = usize> {
        let found = self.text.match_indices(word).map(|(at, _)| at as u32);
        let lines = found.filter_map(|at| self.lines.get(self.lines.partition_point(|it| it.0 <= at).checked_sub(1)?));
        let owners = lines.flat_map(|(_, key)| self.owners_by_name.get(*key));
        owners.filter_map(|it| self.owners.get(it)).map(|it| *it as usize)
    }
}

pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = Import<'_>> {
    root.children().filter(|it| it.kind() == Kind::Import).filter_map(import)
}

pub(super) fn reexports(root: Syntax<'_>) -> impl Iterator<Item = Reexport<'_>> {
    root.children().filter(|it| it.kind() == Kind::Export).filter_map(reexport)
}

fn import(syntax: Syntax) -> Option<Import> {
    // `import x = require('…')` says it one level below.
    let required = syntax.child(Kind::ImportRequire);
    let module = literal(required.unwrap_or(syntax).field(Field::Source)?)?;
    let type_only = is_type(syntax);
    let clause = required.or_else(|| syntax.child(Kind::ImportClause));
    let mut names: Vec<ImportedName> =
        clause.into_iter().flat_map(Syntax::children).flat_map(|it| names(it, type_only)).collect();
    if required.is_some() {
        names.iter_mut().for_each(|it| it.name = "*");
    }
    Some(Import { syntax, module, names })
}

fn is_type(statement: Syntax) -> bool {
    statement.children().any(|it| it.kind() == Kind::Keyword && it.text() == "type")
}

fn names(syntax: Syntax<'_>, type_only: bool) -> Vec<ImportedName<'_>> {
    match syntax.kind() {
        Kind::Identifier => vec![ImportedName { name: "default", local: syntax.text(), type_only, syntax }],
        Kind::NamespaceImport => {
            let local = syntax.child(Kind::Identifier).map_or("", Syntax::text);
            vec![ImportedName { name: "*", local, type_only, syntax }]
        }
        Kind::NamedImports => syntax.children().filter_map(|it| specifier(it, type_only)).collect(),
        _ => Vec::new(),
    }
}

fn specifier(syntax: Syntax<'_>, type_only: bool) -> Option<ImportedName<'_>> {
    let name = syntax.field(Field::Name)?.text();
    let local = syntax.field(Field::Alias).map_or(name, Syntax::text);
    Some(ImportedName { name, local, type_only: type_only || is_type(syntax), syntax })
}

fn reexport(syntax: Syntax<'_>) -> Option<Reexport<'_>> {
    let module = syntax.field(Field::Source).and_then(literal);
    let is_default = syntax.children().any(|it| it.kind() == Kind::Keyword && it.text() == "default");
    let mut names: Vec<(&str, &str)> = Vec::new();
    for part in syntax.children() {
        match part.kind() {
            Kind::NamespaceExport => names.extend(part.child(Kind::Identifier).map(|it| (it.text(), "*"))),
            Kind::ExportClause => names.extend(part.children().filter_map(|it| {
                let inside = it.field(Field::Name)?.text();
                Some((it.field(Field::Alias).map_or(inside, Syntax::text), inside))
            })),
            // `export default X` and `export = X`.
            Kind::Identifier => names.push(("default", part.text())),
            _ if is_default => {
                names.extend(part.field(Field::Name).map(|it| ("default", it.text())));
            }
            _ => {}
        }
    }
    (module.is_some() || !names.is_empty()).then_some(())?;
    Some(Reexport { file: syntax.file, module: module.unwrap_or_default(), names, type_only: is_type(syntax) })
}
