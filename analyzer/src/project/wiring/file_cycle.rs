//! Files that import one another, and where one needs the other while both are still being loaded.

use super::cycle::{Bond, Circle, Cycle};
use super::knot::{cycles, trim};
use crate::project::{Import, Project};
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The shortest circle of each knot of files, without those that `told` already speaks of.
    pub(super) fn file_cycles(&self, told: &[Cycle<'t>]) -> Vec<Cycle<'t>> {
        let mut loads: Vec<(u32, u32)> = Vec::new();
        let imports = self.imports.iter().filter(|it| it.names.is_empty() || it.names.iter().any(|it| !it.type_only));
        for import in imports {
            loads.extend(self.resolve(import.syntax.file, import.module).map(|to| (import.syntax.file, to)));
        }
        let reexports = self.modules.reexports.iter();
        loads.extend(reexports.filter_map(|it| Some((it.file, self.resolve(it.file, it.module)?))));
        trim(&mut loads);
        // Only what is used as a value is still imported when the program runs.
        loads.retain(|(from, to)| self.passes_on(*from, *to) || !self.values_of(*from, *to).is_empty());
        let circles = cycles(loads).into_iter().map(|it| self.file_cycle(&it));
        circles.filter(|it| !told.iter().any(|other| is_same(it, other))).collect()
    }

    fn file_cycle(&self, cycle: &[u32]) -> Cycle<'t> {
        let steps = cycle.iter().zip(cycle.iter().cycle().skip(1));
        let bonds = steps.filter_map(|(from, to)| {
            let uses = self.values_of(*from, *to);
            let syntax = self.import_between(*from, *to).map_or_else(|| self.top_of(*from), |it| Some(it.syntax))?;
            let (name, is_passing) = (|it| self.short_path(it), self.passes_on(*from, *to));
            Some(Bond { from: name(*from), to: name(*to), syntax, uses, is_forward: false, is_passing })
        });
        Cycle { circle: Circle::Files, bonds: bonds.collect() }
    }

    /// A file's name, with its folder where the name alone says little: `users/index.ts`.
    fn short_path(&self, file: u32) -> &'t str {
        let path = self.files.get(file as usize).map_or("", |it| it.path.as_str());
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = folders.rsplit('/').next().unwrap_or_default();
        let is_told = folders.is_empty() || !name.starts_with("index.");
        let length = if is_told { name.len() } else { folder.len() + 1 + name.len() };
        path.get(path.len() - length..).unwrap_or(path)
    }

    fn top_of(&self, file: u32) -> Option<Syntax<'t>> {
        self.roots.binary_search_by_key(&file, |it| it.file).ok().and_then(|at| self.roots.get(at)).copied()
    }

    fn import_between(&self, from: u32, to: u32) -> Option<&Import<'t>> {
        self.imports_of(from).find(|it| self.resolve(from, it.module) == Some(to))
    }

    fn passes_on(&self, from: u32, to: u32) -> bool {
        let mut reexports = self.reexports_of(from);
        let direct = reexports.any(|it| self.resolve(from, it.module) == Some(to));
        direct
            || self.import_between(from, to).is_some_and(|import| {
                let clauses = self.top_of(from).into_iter().flat_map(Syntax::children).filter(|it| is_clause(*it));
                let mut names = clauses.flat_map(Syntax::descendants).filter(|it| it.kind() == Kind::Identifier);
                names.any(|it| import.names.iter().any(|name| name.local == it.text()))
            })
    }

    /// Where a file uses what it imports from another as values.
    fn values_of(&self, from: u32, to: u32) -> Vec<Syntax<'t>> {
        let imports = self.imports_of(from).filter(|it| self.resolve(from, it.module) == Some(to));
        let names: Vec<&str> = imports.flat_map(|it| &it.names).filter(|it| !it.type_only).map(|it| it.local).collect();
        let statements = self.top_of(from).into_iter().flat_map(Syntax::children);
        // `export { X }` passes a name on and does not use it.
        let code = statements.filter(|it| it.kind() != Kind::Import && !is_clause(*it));
        let values = code.flat_map(|it| it.descendants()).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
        values.filter(|it| names.contains(&it.text()) && it.role() != Field::Key && !is_deferred(*it)).collect()
    }
}

impl<'t> Bond<'t> {
    /// The first use that runs while the file is loaded: a base class, a decorator's argument, a constant.
    pub fn eager(&self) -> Option<Syntax<'t>> {
        let later = [
            Kind::Arrow,
            Kind::Function,
            Kind::FunctionExpression,
            Kind::Method,
            Kind::FieldDefinition,
            Kind::GeneratorDeclaration,
        ];
        self.uses.iter().find(|it| it.ancestor(&later).is_none()).copied()
    }
}

fn is_clause(statement: Syntax) -> bool {
    statement.kind() == Kind::Export && statement.field(Field::Declaration).or(statement.field(Field::Value)).is_none()
}

/// `@OneToMany(() => X)`: written so on purpose.
fn is_deferred(name: Syntax) -> bool {
    name.ancestor(&[Kind::Arrow]).is_some_and(|it| it.ancestor(&[Kind::Decorator]).is_some())
}

/// Whether a circle of files is that of modules or providers told before.
fn is_same(files: &Cycle, other: &Cycle) -> bool {
    let holds = |file: u32| other.bonds.iter().any(|it| it.syntax.file == file);
    files.bonds.iter().filter(|it| holds(it.syntax.file)).count() > 1
}
