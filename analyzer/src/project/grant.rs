//! Permissions that a table of the project grants to roles.

use super::{AccessState, Project};
use crate::syntax::{Field, Kind, Syntax, name_words};

impl<'t> Project<'t> {
    /// Whether a handler asks for a permission, `permissions.readAll`, that is granted to administrators alone.
    pub fn asks_for_grant_of_admins(&self, handler: Syntax<'t>) -> bool {
        let access = self.access_of(handler).filter(|it| matches!(it.state, AccessState::Guarded(_)));
        let decorators = access.into_iter().flat_map(|it| &it.entry.method.decorators);
        let mut asked = decorators.flat_map(|it| &it.args).filter_map(|it| it.field(Field::Property));
        asked.any(|permission| {
            let name = permission.text();
            let own = self.roots.iter().filter(|it| self.same_app(it.file, handler.file) && !self.is_test(**it));
            let files = own.filter(|it| it.text().contains(name));
            let all = files.flat_map(|it| it.find(Kind::PropertyIdentifier)).filter(|it| it.text() == name);
            let is_grant = |it: &Syntax| it.role() == Field::Property && it.ancestor(&[Kind::Decorator]).is_none();
            let mut granted = all.filter(is_grant).peekable();
            granted.peek().is_some() && granted.all(|it| it.ancestors().any(is_of_admins))
        })
    }
}

/// `case 'ADMIN': …` that no other case falls into, `[Role.Admin]: …`
fn is_of_admins(node: Syntax) -> bool {
    let case = || node.text().strip_prefix("case ")?.split(':').next();
    let role = name_words(node.field(Field::Key).map(Syntax::text).or_else(case).unwrap_or_default());
    let before = node.parent().and_then(|it| it.children().take_while(|it| *it != node).last());
    let leaves = |it: Syntax| it.children().last().is_some_and(|it| it.is(&[Kind::Return, Kind::Break]));
    role.last().is_some_and(|it| it == "admin")
        && role.iter().all(|it| matches!(it.as_str(), "admin" | "super" | "role" | "roles" | "user"))
        && (node.kind() == Kind::Pair || before.is_none_or(leaves))
}
