//! What names mean: classes, values and methods, found across files by file and symbol.

use std::sync::Arc;

use super::{Binding, Call, Class, Import, ImportedName, Method, Project, binding, key, key_in};
use crate::syntax::{Field, Kind, Syntax, plain};

impl<'t> Project<'t> {
    /// The calls (or `new`s) of this name, in reading order.
    pub fn calls_of<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Call<'t>> {
        let all = self.calls_by_name.get(key(name)).filter_map(|at| self.calls.get(at));
        all.filter(move |it| it.name == name)
    }

    /// As [`Project::calls_of`], those of the applications that a file is part of.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn calls_near<'p>(&'p self, file: u32, name: &'p str) -> std::vec::IntoIter<&'p Call<'t>> {
        self.calls_of(name).filter(|it| self.same_app(it.syntax.file, file)).collect::<Vec<_>>().into_iter()
    }

    /// The class that a node stands in.
    pub fn class_of(&self, syntax: Syntax<'t>) -> Option<&Arc<Class<'t>>> {
        let holder = syntax.ancestor(&[Kind::Class, Kind::AbstractClass])?;
        let at = self.class_places.binary_search(&(holder.file, holder.span().start)).ok()?;
        self.classes.get(at)
    }

    /// The imports of a file.
    pub fn imports_of(&self, file: u32) -> impl Iterator<Item = &Import<'t>> + Clone {
        let first = self.imports.partition_point(|it| it.syntax.file < file);
        self.imports.iter().skip(first).take_while(move |it| it.syntax.file == file)
    }

    /// The imports of a package, as it is named whole.
    pub fn imports_from(&self, package: &str) -> impl Iterator<Item = &Import<'t>> {
        self.names_imported.of_module(&self.imports, package)
    }

    /// The import that brings a name into a file.
    pub fn import_of(&self, file: u32, local: &str) -> Option<(&Import<'t>, &ImportedName<'t>)> {
        self.names_imported.find(&self.imports, file, local)
    }

    /// Whether a name comes from a package. A paste without its imports gets the benefit: true unless the file
    /// imports the name from elsewhere or declares it.
    pub fn comes_from(&self, name: Syntax<'t>, package: &str) -> bool {
        let root = crate::syntax::root(name);
        match self.import_of(root.file, root.text()) {
            Some((import, _)) => import.module == package || import.module.starts_with(&format!("{package}/")),
            None => {
                let mut own = self.classes_named(root.text());
                binding(root).is_none() && !own.any(|it| self.same_app(root.file, it.syntax.file))
            }
        }
    }

    /// Whether a file imports a package.
    pub fn imports(&self, file: u32, package: &str) -> bool {
        self.imports_of(file).any(|it| it.module == package)
    }

    /// The class a type name means in a file: its own, an imported one, or the only one of that name in the app.
    pub fn class_named(&self, file: u32, name: &str) -> Option<&Arc<Class<'t>>> {
        self.class_in(file, name)
            .or_else(|| {
                let (home, inside) = self.home(file, name)?;
                self.class_in(home, inside)
            })
            .or_else(|| {
                self.may_be_elsewhere(file, name).then_some(())?;
                let mut all = self.classes_named(name).filter(|it| self.same_app(file, it.syntax.file));
                all.next().filter(|_| all.next().is_none())
            })
    }

    /// Whether a name that leads nowhere may be what another file of the app declares: in a paste, paths seldom fit.
    pub(super) fn may_be_elsewhere(&self, file: u32, name: &str) -> bool {
        let Some((import, _)) = self.import_of(file, name) else { return true };
        let may_fit = !import.module.starts_with('.') || self.manifests.is_empty();
        may_fit && !self.is_package(import.module)
    }

    /// Whether a module is one that this project depends on, not a path alias of its own.
    pub(super) fn is_package(&self, module: &str) -> bool {
        let scopes = ["@nestjs/", "@prisma/", "node:"];
        scopes.iter().any(|it| module.starts_with(it)) || self.modules.declares(module)
    }

    fn class_in(&self, file: u32, name: &str) -> Option<&Arc<Class<'t>>> {
        let mut all = self.classes_by_file.get(key_in(file, name)).filter_map(|at| self.classes.get(at));
        all.find(|it| it.syntax.file == file && it.name.text() == name)
    }

    fn classes_named(&self, name: &str) -> impl Iterator<Item = &Arc<Class<'t>>> {
        let all = self.classes_by_name.get(key(name)).filter_map(|at| self.classes.get(at));
        all.filter(move |it| it.name.text() == name)
    }

    /// The value an expression stands for, followed through constants and properties that are never reassigned.
    pub fn value(&self, expression: Syntax<'t>) -> Syntax<'t> {
        let mut at = plain(expression);
        for _ in 0..5 {
            let next = match at.kind() {
                Kind::Identifier | Kind::Shorthand => match binding(at) {
                    Some(Binding::Value(value)) => Some(value),
                    _ => None,
                },
                Kind::Member if at.field(Field::Object).is_some_and(|it| it.kind() == Kind::This) => {
                    let name = at.field(Field::Property).map_or("", Syntax::text);
                    let class = self.class_of(at);
                    class.and_then(|it| it.properties.iter().find(|it| it.name.text() == name)?.value)
                }
                _ => None,
            };
            match next {
                Some(next) => at = plain(next),
                None => break,
            }
        }
        at
    }

    /// The method that `this.method()` or `this.service.method()` runs.
    pub fn target(&self, call: &Call<'t>) -> Option<&Arc<Method<'t>>> {
        let class = self.class_of(call.syntax)?;
        match call.chain().as_slice() {
            ["this", name] => class.method(name),
            ["this", field, name] => {
                let owner = class.type_of(field)?;
                self.class_named(call.syntax.file, owner.name)?.method(name)
            }
            _ => None,
        }
    }

    /// Whether requests are read into a class: a handler names it, another such class holds or extends it, or it is
    /// named and decorated like one.
    pub fn is_request(&self, class: &Class) -> bool {
        self.request_classes.binary_search(&(class.syntax.file, class.syntax.span().start)).is_ok()
    }

    /// The major version of a package, if a `package.json` tells.
    pub fn major(&self, package: &str) -> Option<u32> {
        self.manifests.iter().find_map(|it| it.major(package))
    }
}
