//! Imports and exports: what a name stands for, as file and symbol.

use super::File;
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
    /// As the module exports it; `default` or `*` where it has no name.
    pub name: &'t str,
    /// As this file calls it.
    pub local: &'t str,
    /// `import type` or `import { type X }`.
    pub type_only: bool,
    /// Where.
    pub syntax: Syntax<'t>,
}

/// `export … from`, and what it passes on.
#[derive(Clone, Debug)]
pub struct Reexport<'t> {
    /// The index of the file.
    pub file: u32,
    /// What stands behind `from`.
    pub module: &'t str,
    /// Outside name and inside name; empty for `export *`.
    pub names: Vec<(&'t str, &'t str)>,
}

pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> Vec<Import<'t>> {
    let statements = roots.iter().flat_map(|it| it.children().filter(|it| it.kind() == Kind::Import));
    statements.filter_map(import).collect()
}

pub(super) fn reexports<'t>(roots: &[Syntax<'t>]) -> Vec<Reexport<'t>> {
    let statements = roots.iter().flat_map(|it| it.children().filter(|it| it.kind() == Kind::Export));
    statements.filter_map(reexport).collect()
}

/// The index of the file a relative module name means.
pub(super) fn resolve(files: &[File], from: u32, module: &str) -> Option<u32> {
    module.starts_with('.').then_some(())?;
    let mut parts: Vec<&str> = files.get(from as usize)?.path.split('/').collect();
    parts.pop();
    for part in module.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let stem = path.strip_suffix(".js").unwrap_or(&path);
    let wanted = [stem.to_owned(), format!("{stem}.ts"), format!("{stem}/index.ts"), format!("{stem}.js")];
    wanted.iter().find_map(|it| files.binary_search_by(|file| file.path.as_str().cmp(it)).ok()).map(|it| it as u32)
}

fn import(syntax: Syntax) -> Option<Import> {
    let module = literal(syntax.field(Field::Source)?)?;
    let type_only = syntax.children().any(|it| it.kind() == Kind::Keyword && it.text() == "type");
    let clause = syntax.child(Kind::ImportClause);
    let names = clause.into_iter().flat_map(Syntax::children).flat_map(|it| names(it, type_only)).collect();
    Some(Import { syntax, module, names })
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
    let type_only = type_only || syntax.children().any(|it| it.kind() == Kind::Keyword && it.text() == "type");
    Some(ImportedName { name, local, type_only, syntax })
}

fn reexport(syntax: Syntax<'_>) -> Option<Reexport<'_>> {
    let module = literal(syntax.field(Field::Source)?)?;
    let specifiers = syntax.descendants().filter(|it| it.field(Field::Name).is_some());
    let names = specifiers.filter_map(|it| {
        let inside = it.field(Field::Name)?.text();
        Some((it.field(Field::Alias).map_or(inside, Syntax::text), inside))
    });
    Some(Reexport { file: syntax.file, module, names: names.collect() })
}
