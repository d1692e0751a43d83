//! How much of what guards an application is among the files.

use super::{AccessState, GuardKind, Project};
use crate::syntax::Syntax;

impl<'t> Project<'t> {
    /// Whether something shows how requests are authenticated, or that they are not.
    pub(super) fn has_guards(&self) -> bool {
        let guarded = self.accesses.iter().any(|it| matches!(it.state, AccessState::Guarded(_)));
        guarded || self.bootstraps.iter().any(|it| self.sees_guards_of(it.create.syntax.file))
    }

    /// Whether some handler of the application that a file is part of is kept from strangers.
    pub fn authenticates_in(&self, file: u32) -> bool {
        self.doors.guarded.iter().any(|it| self.same_app(*it, file))
    }

    pub(super) fn read_guarded(&self) -> Vec<u32> {
        let authenticated = |it: Syntax<'t>| self.guard_kind(self.constant(it)) != GuardKind::Other;
        let mut files: Vec<u32> = Vec::new();
        for access in &self.accesses {
            let file = access.entry.class.syntax.file;
            let asks = || match access.state {
                AccessState::Guarded(guard) => authenticated(guard),
                state => matches!(state, AccessState::Opened(_)),
            };
            if files.last() != Some(&file) && asks() {
                files.push(file);
            }
        }
        files
    }

    /// Whether everything that may guard the application of a file is among the files: where it starts, its root
    /// module, and the modules that those of the project import.
    pub fn sees_guards_of(&self, file: u32) -> bool {
        let mut starts = self.bootstraps.iter().filter(|it| self.same_app(it.create.syntax.file, file));
        let Some(start) = starts.find(|it| !self.is_test(it.create.syntax)) else { return false };
        let root = start.create.args.first().and_then(|it| self.class_named(it.file, it.text()));
        !start.is_open
            && root.is_some_and(|it| self.same_app(it.syntax.file, file))
            && !self.doors.lacking.iter().any(|it| self.same_app(*it, file))
    }

    /// The files of modules that import another which is neither among the files nor from a package.
    pub(super) fn read_lacking(&self) -> Vec<u32> {
        let modules = self.classes.iter().filter(|it| it.decorator("Module").is_some()).map(|it| it.syntax.file);
        let lacks = |file: &u32| {
            let names =
                self.imports_of(*file).flat_map(|import| import.names.iter().map(move |name| (import.module, name)));
            names.filter(|(_, name)| name.local.ends_with("Module")).any(|(module, name)| {
                self.class_named(*file, name.local).is_none() && (module.starts_with('.') || !self.is_package(module))
            })
        };
        modules.filter(lacks).collect()
    }
}
