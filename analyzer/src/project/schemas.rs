//! The Prisma schemas of a repository: which files are one, their database, their enums.

use std::sync::Arc;

use super::app::common;
use super::{File, Model};
use crate::syntax::{Kind, Syntax, literal};

/// One schema, be it of one file or of many: what one `datasource` speaks for.
pub struct Schema<'t> {
    /// The folder of the file with the `datasource`.
    pub folder: &'t str,
    /// That file.
    pub file: u32,
    /// What it says.
    pub datasource: Datasource<'t>,
    /// Whether migrations that are seen made most of its tables.
    pub is_migrated: bool,
}

/// What a schema says of its database.
#[derive(Clone, Copy, Debug, Default)]
pub struct Datasource<'t> {
    /// `postgresql`.
    pub provider: &'t str,
    /// `prisma` where relations have no foreign keys in the database.
    pub relation_mode: &'t str,
}

/// Every schema, and the models of all.
pub(super) fn read<'t>(roots: &[Syntax<'t>], files: &'t [File]) -> (Vec<Schema<'t>>, Vec<Arc<Model<'t>>>) {
    let schemas = all(roots, files);
    let models = super::schema::models(roots, files, &schemas);
    (schemas, models)
}

/// Every schema of the project, by its `datasource`.
fn all<'t>(roots: &[Syntax<'t>], files: &'t [File]) -> Vec<Schema<'t>> {
    let of = |root: &Syntax<'t>, datasource| Schema {
        folder: folder(files, root.file),
        file: root.file,
        datasource,
        is_migrated: false,
    };
    let blocks = roots.iter().filter_map(|it| Some((it, it.find(Kind::Datasource).next()?)));
    let mut found: Vec<Schema> = blocks.map(|(root, block)| of(root, read_datasource(block))).collect();
    // A paste may leave the `datasource` out.
    if found.is_empty() {
        found.extend(roots.first().map(|it| of(it, Datasource::default())));
    }
    found
}

/// The file's own schema, or the one that shares the most folders with it.
pub(super) fn schema_of(files: &[File], schemas: &[Schema], file: u32) -> usize {
    let own = schemas.iter().position(|it| it.file == file);
    own.unwrap_or_else(|| {
        let here = folder(files, file);
        let mut best = (0, 0);
        for (at, schema) in schemas.iter().enumerate() {
            let shared = 1 + common(here, schema.folder);
            if shared > best.0 {
                best = (shared, at);
            }
        }
        best.1
    })
}

pub(super) fn folder(files: &[File], file: u32) -> &str {
    files.get(file as usize).and_then(|it| it.path.rsplit_once('/')).unwrap_or_default().0
}

/// The names of all enums, sorted.
pub(super) fn enums<'t>(roots: &[Syntax<'t>]) -> Vec<&'t str> {
    let blocks = roots.iter().flat_map(|it| it.find(Kind::EnumDeclaration));
    let mut names: Vec<&str> = blocks.filter_map(|it| it.child(Kind::Identifier)).map(Syntax::text).collect();
    names.sort_unstable();
    names
}

/// What stands behind `url`, `directUrl` and `shadowDatabaseUrl`.
pub(super) fn addresses<'t>(roots: &[Syntax<'t>]) -> Vec<Syntax<'t>> {
    let blocks = roots.iter().flat_map(|it| it.find(Kind::Datasource));
    let settings = blocks.flat_map(|it| it.find(Kind::Assignment)).filter(|it| {
        let name = it.child(Kind::Variable).map_or("", Syntax::text);
        matches!(name, "url" | "directUrl" | "shadowDatabaseUrl")
    });
    settings.filter_map(|it| it.children().last()).collect()
}

fn read_datasource(block: Syntax) -> Datasource {
    let value = |name: &str| {
        let mut settings = block.find(Kind::Assignment);
        let setting = settings.find(|it| it.child(Kind::Variable).is_some_and(|it| it.text() == name))?;
        setting.children().last().and_then(literal)
    };
    Datasource {
        provider: value("provider").unwrap_or_default(),
        relation_mode: value("relationMode").unwrap_or_default(),
    }
}
