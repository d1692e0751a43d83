//! Names that a project declares or sets anywhere: functions, keys of objects.

use super::{Index, Project, key, key_in};
use crate::syntax::{Field, Kind, Syntax};

/// What is looked up by name alone.
#[derive(Default)]
pub(super) struct Mentions<'t> {
    /// With enums and variables.
    functions: Vec<(&'t str, Syntax<'t>)>,
    /// By file and name.
    functions_by_name: Index,
    keys: Vec<&'t str>,
    keys_by_name: Index,
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
                    self.functions.extend(name.map(|it| (it, node)));
                }
                Kind::Pair => {
                    let key = node.field(Field::Key).map(Syntax::text);
                    self.keys.extend(key);
                    self.provided.extend(key.filter(|it| *it == "provide").map(|_| node));
                    self.factories.extend(node.parent().filter(|_| key == Some("useFactory")));
                }
                Kind::Method => {
                    let Some(object) = node.parent().filter(|it| it.kind() == Kind::Object) else { continue };
                    let name = node.field(Field::Name).map(Syntax::text);
                    self.keys.extend(name);
                    self.factories.extend((name == Some("useFactory")).then_some(object));
                }
                Kind::Shorthand => self.keys.push(node.text()),
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
    pub(super) fn index(&mut self) {
        let keys: Vec<u64> = self.keys.iter().map(|it| key(it)).collect();
        self.keys_by_name = Index::of(&keys);
        let keys: Vec<u64> = self.functions.iter().map(|(name, it)| key_in(it.file, name)).collect();
        self.functions_by_name = Index::of(&keys);
    }
}

impl<'t> Project<'t> {
    /// The function, variable or enum of this name that a file declares first.
    pub fn declared(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let Mentions { functions, functions_by_name, .. } = &self.mentions;
        let mut all = functions_by_name.get(key_in(file, name)).filter_map(|at| functions.get(at));
        all.find(|(it, node)| *it == name && node.file == file).map(|(_, it)| *it)
    }

    /// Whether any object of the project has this key.
    pub fn sets(&self, name: &str) -> bool {
        let Mentions { keys, keys_by_name, .. } = &self.mentions;
        keys_by_name.get(key(name)).any(|at| keys.get(at) == Some(&name))
    }

    /// Every object with `useFactory`.
    pub fn factories(&self) -> &[Syntax<'t>] {
        &self.mentions.factories
    }
}
