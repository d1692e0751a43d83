//! Imports that a fix needs.

use super::Project;
use crate::finding::{Fix, Place};
use crate::syntax::{Kind, Span, Syntax};

impl<'t> Project<'t> {
    /// Adds the import of a name to a fix, unless the file has it. A paste without any imports is left without.
    pub fn bring(&self, fix: Fix, at: Syntax<'t>, name: &str, module: &str) -> Fix {
        if self.import_of(at.file, name).is_some() {
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
}
