//! Classes that requests are read into: what handlers name, and what those hold or extend.

use super::{Project, route};
use crate::syntax::{Kind, Syntax};

impl<'t> Project<'t> {
    pub(super) fn read_request_classes(&self) -> Vec<(u32, u32)> {
        let mut open: Vec<(u32, &str)> = Vec::new();
        let names = |it: Syntax<'t>| it.descendants().chain([it]).filter(|it| it.kind() == Kind::TypeIdentifier);
        for annotation in route::request_types(&self.routes) {
            open.extend(names(annotation).map(|it| (it.file, it.text())));
        }
        let alone = self.classes.iter().filter(|it| self.looks_like_request(it));
        open.extend(alone.map(|it| (it.syntax.file, it.name.text())));
        let mut found = Vec::new();
        while let Some((file, name)) = open.pop() {
            let Some(class) = self.class_named(file, name) else { continue };
            let place = (class.syntax.file, class.syntax.span().start);
            match found.binary_search(&place) {
                Ok(_) => continue,
                Err(at) => found.insert(at, place),
            }
            let held = class.properties.iter().filter_map(|it| it.annotation.as_ref()).map(|it| it.syntax);
            let base = class.extends.iter().map(|it| it.syntax);
            for syntax in held.chain(base) {
                let identifiers = syntax.descendants().chain([syntax]);
                let named = identifiers.filter(|it| it.is(&[Kind::TypeIdentifier, Kind::Identifier]));
                open.extend(named.map(|it| (it.file, it.text())));
            }
        }
        found
    }
}
