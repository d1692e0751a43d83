//! Functions and variables at the top of files, found across files by file and symbol.

use super::Project;
use crate::syntax::{Field, Kind, Syntax, root};

/// Name and declaration of each, sorted by name.
pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> Vec<(&'t str, Syntax<'t>)> {
    let mut found = Vec::new();
    for statement in roots.iter().flat_map(|it| it.children()) {
        let exported = if statement.kind() == Kind::Export { statement.field(Field::Declaration) } else { None };
        let declared = exported.unwrap_or(statement);
        match declared.kind() {
            Kind::Function => found.extend(declared.field(Field::Name).map(|it| (it.text(), declared))),
            Kind::Lexical | Kind::Var => {
                let all = declared.children().filter(|it| it.kind() == Kind::Declarator);
                found.extend(all.filter_map(|it| Some((it.field(Field::Name)?.text(), it))));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(name, it)| (*name, it.file));
    found
}

/// How many files a name is followed through.
const MOST_FILES: usize = 5;

impl<'t> Project<'t> {
    /// The function or variable at the top of a file that a name stands for: of its own file, an imported one, or the
    /// only one of that name.
    pub fn symbol(&self, name: Syntax<'t>) -> Option<Syntax<'t>> {
        let first = root(name);
        self.symbol_named(name.file, first.text(), name.field(Field::Property).map_or(first.text(), Syntax::text))
    }

    /// As [`Project::symbol`]; `local` is the name in the file, `member` differs from it for `namespace.member`.
    fn symbol_named(&self, file: u32, local: &str, member: &'t str) -> Option<Syntax<'t>> {
        if let Some(own) = self.symbol_in(file, local) {
            return (local == member).then_some(own);
        }
        let Some((import, imported)) = self.import_of(file, local) else {
            return self.only_symbol(member).filter(|_| local == member);
        };
        let wanted = if imported.name == "*" { member } else { imported.name };
        match self.resolve(file, import.module) {
            Some(target) => self.exported_symbol(target, wanted, MOST_FILES),
            None => self.only_symbol(wanted).filter(|_| !self.is_foreign(import.module)),
        }
    }

    /// Whether a module is certainly not one of this project.
    pub(super) fn is_foreign(&self, module: &str) -> bool {
        module.starts_with('.') || self.is_package(module)
    }

    fn exported_symbol(&self, file: u32, name: &'t str, files: usize) -> Option<Syntax<'t>> {
        if name == "default" {
            return self.default_of(file);
        }
        self.symbol_in(file, name).or_else(|| {
            let left = files.checked_sub(1)?;
            let first = self.reexports.partition_point(|it| it.file < file);
            self.reexports.iter().skip(first).take_while(|it| it.file == file).find_map(|it| {
                let inside = it.names.iter().find(|(outside, _)| *outside == name).map(|(_, inside)| *inside);
                let inside = if it.names.is_empty() { name } else { inside? };
                self.exported_symbol(self.resolve(file, it.module)?, inside, left)
            })
        })
    }

    fn default_of(&self, file: u32) -> Option<Syntax<'t>> {
        let at = self.roots.binary_search_by_key(&file, |it| it.file).ok()?;
        let exports = self.roots.get(at)?.children().filter(|it| it.kind() == Kind::Export);
        let value = exports.filter_map(|it| it.field(Field::Declaration).or(it.field(Field::Value))).find(|it| {
            let before = it.source().get(..it.span().start as usize).unwrap_or_default();
            before.trim_end().ends_with("default")
        })?;
        if value.kind() == Kind::Identifier { self.symbol_in(file, value.text()) } else { Some(value) }
    }

    fn symbol_in(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let first = self.doors.symbols.partition_point(|(it, node)| (*it, node.file) < (name, file));
        self.doors.symbols.get(first).filter(|(it, node)| *it == name && node.file == file).map(|(_, it)| *it)
    }

    fn only_symbol(&self, name: &str) -> Option<Syntax<'t>> {
        let first = self.doors.symbols.partition_point(|(it, _)| *it < name);
        let mut all = self.doors.symbols.iter().skip(first).take_while(|(it, _)| *it == name).map(|(_, it)| *it);
        all.next().filter(|_| all.next().is_none())
    }
}
