//! Names that a project declares or sets anywhere: functions, keys of objects.

use std::collections::BTreeSet;

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

/// What is looked up by name alone.
#[derive(Default)]
pub(super) struct Mentions<'t> {
    /// By file and name, with enums.
    functions: Vec<((u32, &'t str), Syntax<'t>)>,
    keys: BTreeSet<&'t str>,
    /// `provide: token` of providers.
    pub(super) provided: Vec<Syntax<'t>>,
    /// `request.cookies`, by the property.
    pub(super) cookies: Vec<Syntax<'t>>,
    /// Objects with `useFactory`.
    factories: Vec<Syntax<'t>>,
}

const KINDS: [Kind; 6] =
    [Kind::Function, Kind::Declarator, Kind::EnumDeclaration, Kind::Pair, Kind::Method, Kind::Shorthand];

pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> Mentions<'t> {
    let mut mentions = Mentions::default();
    for node in roots.iter().flat_map(|it| it.find_any(&KINDS)) {
        match node.kind() {
            Kind::Function | Kind::Declarator | Kind::EnumDeclaration => {
                let name = node.field(Field::Name).map(Syntax::text);
                mentions.functions.extend(name.map(|it| ((node.file, it), node)));
            }
            Kind::Pair => {
                let key = node.field(Field::Key).map(Syntax::text);
                mentions.keys.extend(key);
                mentions.provided.extend(key.filter(|it| *it == "provide").map(|_| node));
                mentions.factories.extend(node.parent().filter(|_| key == Some("useFactory")));
            }
            Kind::Method => {
                let Some(object) = node.parent().filter(|it| it.kind() == Kind::Object) else { continue };
                let name = node.field(Field::Name).map(Syntax::text);
                mentions.keys.extend(name);
                mentions.factories.extend((name == Some("useFactory")).then_some(object));
            }
            Kind::Shorthand => {
                mentions.keys.insert(node.text());
            }
            _ => {}
        }
    }
    let properties = roots.iter().flat_map(|it| it.find(Kind::PropertyIdentifier));
    mentions.cookies = properties.filter(|it| matches!(it.text(), "cookies" | "signedCookies")).collect();
    mentions.functions.sort_by_key(|(it, _)| *it);
    mentions
}

impl<'t> Project<'t> {
    /// The function, variable or enum of this name that a file declares first.
    pub fn declared(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let all = &self.mentions.functions;
        let first = all.partition_point(|(it, _)| *it < (file, name));
        all.get(first).filter(|(it, _)| *it == (file, name)).map(|(_, it)| *it)
    }

    /// Whether any object of the project has this key.
    pub fn sets(&self, key: &str) -> bool {
        self.mentions.keys.contains(key)
    }

    /// Every object with `useFactory`.
    pub fn factories(&self) -> &[Syntax<'t>] {
        &self.mentions.factories
    }
}
