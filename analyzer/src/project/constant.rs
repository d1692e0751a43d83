//! Constants: what an expression comes to across files, members of constant objects, and the settings of options.

use super::{Binding, Call, Project, binding};
use crate::syntax::{Field, Kind, Object, Syntax, plain, returned};

/// What an options object says of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting<'t> {
    /// This value.
    Set(Syntax<'t>),
    /// Nothing.
    Absent,
    /// It may be in what is spread into the object from elsewhere.
    Unseen,
}

impl<'t> Setting<'t> {
    /// The value, if it is set.
    pub fn value(self) -> Option<Syntax<'t>> {
        match self {
            Setting::Set(value) => Some(value),
            Setting::Absent | Setting::Unseen => None,
        }
    }
}

/// How many names are followed to one value.
const MOST_STEPS: usize = 8;

impl<'t> Project<'t> {
    /// As [`Project::value`], and on through imports of this project and members of constant objects.
    pub fn constant(&self, expression: Syntax<'t>) -> Syntax<'t> {
        self.constant_within(expression, MOST_STEPS)
    }

    /// What an options object says of a key; objects spread into it are looked through.
    pub fn setting(&self, object: Object<'t>, key: &str) -> Setting<'t> {
        self.setting_within(object, key, MOST_STEPS)
    }

    /// The object that an expression comes to, also when a method of the class returns it.
    pub fn options(&self, expression: Syntax<'t>) -> Option<Object<'t>> {
        let value = self.constant(expression);
        Object::of(value).or_else(|| {
            let method = self.target(&Call::of(value)?)?;
            let mut returns = method.body?.find(Kind::Return);
            let value = returned(returns.next()?)?;
            if returns.next().is_some() { None } else { Object::of(self.constant(value)) }
        })
    }

    fn setting_within(&self, object: Object<'t>, key: &str, steps: usize) -> Setting<'t> {
        if let Some(value) = object.get(key) {
            return Setting::Set(value);
        }
        let Some(left) = steps.checked_sub(1) else { return Setting::Unseen };
        let parts: Vec<Setting> = object
            .spreads()
            .map(|it| match Object::of(self.constant(it)) {
                Some(part) => self.setting_within(part, key, left),
                None => Setting::Unseen,
            })
            .collect();
        let computed = object.0.children().filter_map(|it| it.field(Field::Key)).any(|it| it.kind() == Kind::Computed);
        if let Some(set) = parts.iter().rev().find(|it| matches!(it, Setting::Set(_))) {
            return *set;
        }
        if computed || parts.contains(&Setting::Unseen) { Setting::Unseen } else { Setting::Absent }
    }

    fn constant_within(&self, expression: Syntax<'t>, steps: usize) -> Syntax<'t> {
        let at = self.value(expression);
        let Some(left) = steps.checked_sub(1) else { return at };
        let next = match at.kind() {
            Kind::Identifier | Kind::Shorthand => self.imported_constant(at),
            Kind::Member => self.member_constant(at, left),
            _ => None,
        };
        next.map_or(at, |it| self.constant_within(it, left))
    }

    fn imported_constant(&self, name: Syntax<'t>) -> Option<Syntax<'t>> {
        binding(name).is_none().then_some(())?;
        let (file, inside) = self.home(name.file, name.text())?;
        let mut declared = self.declared_at(file, inside).filter(|it| it.kind() == Kind::Declarator);
        declared.find_map(|it| it.field(Field::Value)).map(plain)
    }

    fn member_constant(&self, member: Syntax<'t>, steps: usize) -> Option<Syntax<'t>> {
        let owner = member.field(Field::Object).filter(|it| it.kind() != Kind::This)?;
        let known = matches!(binding(crate::syntax::root(owner)), Some(Binding::Value(_)) | None);
        let object = Object::of(self.constant_within(owner, steps)).filter(|_| known)?;
        self.setting(object, member.field(Field::Property)?.text()).value()
    }
}
