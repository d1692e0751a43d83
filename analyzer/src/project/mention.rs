//! Names that a project declares or sets anywhere: functions, keys of objects.

use super::Project;
use crate::syntax::{Field, Kind, Name, Syntax};

/// What is looked up by name alone.
#[derive(Default)]
pub(super) struct Mentions<'t> {
    /// By file and name, with enums.
    functions: Vec<((u32, Name<'t>), Syntax<'t>)>,
    /// Sorted.
    keys: Vec<Name<'t>>,
    /// `provide: token` of providers.
    pub(super) provided: Vec<Syntax<'t>>,
    /// `request.cookies`, by the property.
    pub(super) cookies: Vec<Syntax<'t>>,
    /// Objects with `useFactory`.
    factories: Vec<Syntax<'t>>,
}

const KINDS: [Kind; 6] =
    [Kind::Function, Kind::Declarator, Kind::EnumDeclaration, Kind::Pair, Kind::Method, Kind::Shorthand];

impl<'t> Mentions<'t> {
    /// Adds those of a file.
    pub(super) fn add(&mut self, root: Syntax<'t>) {
        for node in root.find_any(&KINDS) {
            match node.kind() {
                Kind::Function | Kind::Declarator | Kind::EnumDeclaration => {
                    let name = node.field(Field::Name).map(Syntax::text);
                    self.functions.extend(name.map(|it| ((node.file, Name::of(it)), node)));
                }
                Kind::Pair => {
                    let key = node.field(Field::Key).map(Syntax::text);
                    self.keys.extend(key.map(Name::of));
                    self.provided.extend(key.filter(|it| *it == "provide").map(|_| node));
                    self.factories.extend(node.parent().filter(|_| key == Some("useFactory")));
                }
                Kind::Method => {
                    let Some(object) = node.parent().filter(|it| it.kind() == Kind::Object) else { continue };
                    let name = node.field(Field::Name).map(Syntax::text);
                    self.keys.extend(name.map(Name::of));
                    self.factories.extend((name == Some("useFactory")).then_some(object));
                }
                Kind::Shorthand => self.keys.push(Name::of(node.text())),
                _ => {}
            }
        }
        let properties = root.find(Kind::PropertyIdentifier);
        self.cookies.extend(properties.filter(|it| matches!(it.text(), "cookies" | "signedCookies")));
    }

    /// Adds those of other files, which come behind.
    pub(super) fn append(&mut self, others: Mentions<'t>) {
        self.functions.extend(others.functions);
        self.keys.extend(others.keys);
        self.provided.extend(others.provided);
        self.cookies.extend(others.cookies);
        self.factories.extend(others.factories);
    }

    /// Once all are there.
    pub(super) fn sort(&mut self) {
        self.keys.sort_unstable();
        self.functions.sort_by_key(|(it, _)| *it);
    }
}

impl<'t> Project<'t> {
    /// The function, variable or enum of this name that a file declares first.
    pub fn declared(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let all = &self.mentions.functions;
        let key = (file, Name::of(name));
        let first = all.partition_point(|(it, _)| *it < key);
        all.get(first).filter(|(it, _)| *it == key).map(|(_, it)| *it)
    }

    /// Whether any object of the project has this key.
    pub fn sets(&self, key: &str) -> bool {
        self.mentions.keys.binary_search(&Name::of(key)).is_ok()
    }

    /// Every object with `useFactory`.
    pub fn factories(&self) -> &[Syntax<'t>] {
        &self.mentions.factories
    }
}
