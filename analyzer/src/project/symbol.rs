//! Symbols: the file and the name there that a name stands for, through imports, barrels and other names.

use super::import::{Import, Reexport};
use super::resolve::Modules;
use super::{Project, key_in};
use crate::syntax::{Field, Kind, Syntax};

/// How many files a name is followed through.
const LONGEST_WAY: usize = 64;

/// Name and declaration of all that stands at the top of a file.
pub(super) fn all(root: Syntax<'_>) -> Vec<(&str, Syntax<'_>)> {
    let mut all = Vec::new();
    for statement in root.children() {
        let declaration = statement.declaration();
        match declaration.kind() {
            Kind::Lexical | Kind::Var => {
                let declarators = declaration.children().filter(|it| it.kind() == Kind::Declarator);
                all.extend(declarators.filter_map(named));
            }
            Kind::Import | Kind::Export => {}
            _ => all.extend(named(declaration)),
        }
    }
    all
}

fn named(declaration: Syntax<'_>) -> Option<(&str, Syntax<'_>)> {
    Some((declaration.field(Field::Name)?.text(), declaration))
}

impl<'t> Modules<'t> {
    fn declared(&self, file: u32, name: &str) -> impl Iterator<Item = (&'t str, Syntax<'t>)> + Clone {
        let all = self.symbols_by_file.get(key_in(file, name)).filter_map(|at| self.symbols.get(at)).copied();
        all.filter(move |(it, node)| *it == name && node.file == file)
    }
}

impl<'t> Project<'t> {
    /// What a file declares at its top under a name: more than one where an interface and a constant share it.
    pub fn declared_at(&self, file: u32, name: &str) -> impl Iterator<Item = Syntax<'t>> + Clone {
        self.modules.declared(file, name).map(|(_, it)| it)
    }

    /// The file and the name there that a name (`X`, `ns.X`) stands for in a file: its own or an imported one.
    /// `None` where it comes from a package or from what is not among the files.
    pub fn home(&self, file: u32, name: &str) -> Option<(u32, &'t str)> {
        if let Some((space, member)) = name.split_once('.') {
            return self.member(file, space, member);
        }
        self.own(file, name).or_else(|| {
            let (import, imported) = self.import_of(file, name)?;
            // `import x = require()` of a file that has one export.
            let outside = if imported.name == "*" { "default" } else { imported.name };
            self.exported(self.resolve(file, import.module)?, outside)
        })
    }

    /// What a file exports under a name.
    pub fn exported(&self, file: u32, name: &str) -> Option<(u32, &'t str)> {
        self.follow(file, name, &mut Vec::new(), LONGEST_WAY)
    }

    /// `seen` holds where this search has been, sorted: barrels pass each other on, in rings and by many ways.
    fn follow<'n>(
        &self,
        file: u32,
        name: &'n str,
        seen: &mut Vec<(u32, &'n str)>,
        left: usize,
    ) -> Option<(u32, &'t str)>
    where
        't: 'n,
    {
        let left = left.checked_sub(1)?;
        let at = seen.binary_search(&(file, name)).err()?;
        seen.insert(at, (file, name));
        self.own(file, name).or_else(|| {
            self.reexports_of(file).find_map(|it| {
                let inside = match it.names.as_slice() {
                    [] => name,
                    names => names.iter().find(|(outside, _)| *outside == name)?.1,
                };
                if !it.module.is_empty() {
                    return self.follow(self.resolve(file, it.module)?, inside, seen, left);
                }
                self.own(file, inside).or_else(|| {
                    let (import, imported) = self.import_of(file, inside)?;
                    self.follow(self.resolve(file, import.module)?, imported.name, seen, left)
                })
            })
        })
    }

    /// `ns.X` of `import * as ns`, or of `export * as ns` behind an import.
    fn member(&self, file: u32, space: &str, member: &str) -> Option<(u32, &'t str)> {
        let (import, imported) = self.import_of(file, space)?;
        let target = self.resolve(file, import.module)?;
        if imported.name == "*" {
            return self.exported(target, member);
        }
        let mut spaces = self.reexports_of(target);
        let module = spaces.find(|it| it.names.contains(&(imported.name, "*")))?.module;
        self.exported(self.resolve(target, module)?, member)
    }

    /// Whether an import brings a name in from what is not among the files: a package, or a file that was not handed
    /// over.
    pub fn is_from_outside(&self, import: &Import) -> bool {
        self.resolve(import.syntax.file, import.module).is_none()
    }

    fn own(&self, file: u32, name: &str) -> Option<(u32, &'t str)> {
        self.modules.declared(file, name).next().map(|(name, it)| (it.file, name))
    }

    pub(super) fn reexports_of(&self, file: u32) -> impl Iterator<Item = &Reexport<'t>> {
        let first = self.modules.reexports.partition_point(|it| it.file < file);
        self.modules.reexports.iter().skip(first).take_while(move |it| it.file == file)
    }
}
