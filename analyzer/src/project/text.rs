//! Names that are written as constants: strings, members of enums and constant objects, static properties.

use super::Project;
use crate::syntax::{Field, Kind, Syntax, literal, plain};

impl<'t> Project<'t> {
    /// The text an expression comes to, if the source fixes it; followed through imports, enums and static properties.
    pub fn text(&self, expression: Syntax<'t>) -> Option<&'t str> {
        let at = self.constant(expression);
        literal(at).or_else(|| {
            (at.kind() == Kind::Member).then_some(())?;
            let owner = plain(at.field(Field::Object)?);
            let name = at.field(Field::Property)?.text();
            self.enum_member(owner, name).or_else(|| self.static_text(owner, name))
        })
    }

    fn enum_member(&self, owner: Syntax<'t>, name: &str) -> Option<&'t str> {
        let declaration = self.declaration(owner.file, owner.text())?;
        (declaration.kind() == Kind::EnumDeclaration).then_some(())?;
        let mut members = declaration.field(Field::Body)?.children();
        let member = members.find(|it| it.field(Field::Name).is_some_and(|it| it.text() == name))?;
        literal(member.field(Field::Value)?)
    }

    fn static_text(&self, owner: Syntax<'t>, name: &str) -> Option<&'t str> {
        let class = self.class_named(owner.file, owner.text())?;
        literal(class.properties.iter().find(|it| it.name.text() == name)?.value?)
    }

    /// The function, variable or enum that a name of a file means, followed through imports and barrels.
    pub fn declaration(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        self.declared(file, name).or_else(|| {
            let (home, inside) = self.home(file, name)?;
            self.declared(home, inside)
        })
    }
}
