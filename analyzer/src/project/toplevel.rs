//! Functions and variables at the top of files, found across files by file and symbol.

use super::{Project, key};
use crate::syntax::{Field, Kind, Syntax, root};

/// Those among what stands at the top of files.
const KINDS: [Kind; 2] = [Kind::Function, Kind::Declarator];

impl<'t> Project<'t> {
    /// The function or variable at the top of a file that a name stands for: of its own file, an imported one, or the
    /// only one of that name.
    pub fn symbol(&self, name: Syntax<'t>) -> Option<Syntax<'t>> {
        let first = root(name);
        let (file, local) = (name.file, first.text());
        let member = name.field(Field::Property).map(Syntax::text);
        if let Some(own) = self.symbol_in(file, local) {
            return member.is_none().then_some(own);
        }
        let import = self.import_of(file, local);
        let target = import.and_then(|(import, _)| self.resolve(file, import.module));
        if let (Some(target), None, Some((_, imported))) = (target, member, import)
            && imported.name == "default"
            && let Some(default) = self.default_of(target)
        {
            return Some(default);
        }
        let home = match member {
            Some(member) => self.home(file, &format!("{local}.{member}")),
            None => self.home(file, local),
        };
        if let Some((file, inside)) = home {
            return self.symbol_in(file, inside);
        }
        let wanted = match import {
            Some((import, imported)) if target.is_none() && !self.is_foreign(import.module) => {
                member.filter(|_| imported.name == "*").unwrap_or(imported.name)
            }
            None if member.is_none() => local,
            _ => return None,
        };
        self.only_symbol(wanted)
    }

    /// Whether a module is certainly not one of this project.
    pub(super) fn is_foreign(&self, module: &str) -> bool {
        module.starts_with('.') || self.is_package(module)
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
        self.declared_at(file, name).find(|it| it.is(&KINDS))
    }

    fn only_symbol(&self, name: &str) -> Option<Syntax<'t>> {
        let all = self.modules.symbols_by_name.get(key(name)).filter_map(|at| self.modules.symbols.get(at));
        let mut all = all.filter(|(it, node)| *it == name && node.is(&KINDS)).map(|(_, it)| *it);
        all.next().filter(|_| all.next().is_none())
    }
}
