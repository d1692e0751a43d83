//! Imports that a fix needs.

use super::Project;
use crate::finding::{Fix, Place};
use crate::syntax::{Kind, Span, Syntax};

impl<'t> Project<'t> {
    /// Adds the import of a name to a fix, unless the file has it. A paste without any imports is left without.
    pub fn bring(&self, fix: Fix, at: Syntax<'t>, name: &str, module: &str) -> Fix {
        if self.import_of(at.file, name).is_some() || module.is_empty() {
            return fix;
        }
        let own: Vec<_> = self.imports_of(at.file).collect();
        let same = own.iter().filter(|it| it.module == module);
        let values = same.filter(|it| it.syntax.children().all(|it| it.text() != "type"));
        let last = values.filter_map(|it| it.names.last()).find(|it| it.syntax.kind() == Kind::ImportSpecifier);
        match (last, own.first()) {
            (Some(last), _) => fix.append(last.syntax, name),
            (None, Some(first)) => {
                let start = Place { file: at.file, span: Span::empty(first.syntax.span().start) };
                fix.replace(start, format!("import {{ {name} }} from '{module}';\n"))
            }
            (None, None) => fix,
        }
    }

    /// Writes a decorator of a package above a property or a method, with its import.
    #[cfg(feature = "whole")]
    pub fn decorate(&self, fix: Fix, at: Syntax<'t>, decorator: &str, module: &str) -> Option<Fix> {
        let head = at.source().get(..at.span().start as usize)?;
        let indent = head.rsplit('\n').next().filter(|it| it.trim().is_empty())?;
        let name = decorator.trim_start_matches('@').split('(').next()?;
        Some(self.bring(fix.before(at, format!("{decorator}\n{indent}")), at, name, module))
    }

    /// The relative module name that means one file in another: `../mail/mail.module`; empty for the same file.
    pub fn path_between(&self, from: Syntax<'t>, to: Syntax<'t>) -> Option<String> {
        if from.file == to.file {
            return Some(String::new());
        }
        let mut relative = self.imports_of(from.file).map(|it| it.module).filter(|it| it.starts_with('.'));
        let ending = relative.find_map(|it| [".js", ".ts"].into_iter().find(|ending| it.ends_with(ending)));
        let mut from: Vec<&str> = self.file(from)?.path.split('/').collect();
        let mut to: Vec<&str> = self.file(to)?.path.split('/').collect();
        from.pop();
        while from.first().is_some_and(|it| Some(it) == to.first()) && to.len() > 1 {
            from.remove(0);
            to.remove(0);
        }
        let start = if from.is_empty() { "./".to_owned() } else { "../".repeat(from.len()) };
        let path = to.join("/");
        Some(start + path.strip_suffix(".ts").unwrap_or(&path) + ending.unwrap_or_default())
    }
}
