//! Decorators.

use crate::syntax::{Field, Kind, Object, Syntax};

/// `@Name(args)`.
#[derive(Clone, Debug)]
pub struct Decorator<'t> {
    /// With the `@`.
    pub syntax: Syntax<'t>,
    /// Without a namespace: `Get` of `@common.Get()`.
    pub name: &'t str,
    /// In order; empty for `@Name`.
    pub args: Vec<Syntax<'t>>,
}

impl<'t> Decorator<'t> {
    /// `{…}` of `@Name({…})`, wherever it stands among the arguments.
    pub fn options(&self) -> Option<Object<'t>> {
        self.args.iter().find_map(|it| Object::of(*it))
    }
}

/// The one of this name.
pub fn named<'d, 't>(decorators: &'d [Decorator<'t>], name: &str) -> Option<&'d Decorator<'t>> {
    decorators.iter().find(|it| it.name == name)
}

/// Those that stand directly in a node.
pub(super) fn of(holder: Syntax<'_>) -> Vec<Decorator<'_>> {
    holder.children().filter_map(read).collect()
}

pub(super) fn read(syntax: Syntax<'_>) -> Option<Decorator<'_>> {
    (syntax.kind() == Kind::Decorator).then_some(())?;
    let expression = syntax.children().next()?;
    let callee = expression.field(Field::Function).unwrap_or(expression);
    let args = expression.field(Field::Arguments).into_iter().flat_map(Syntax::children).collect();
    Some(Decorator { syntax, name: callee.field(Field::Property).unwrap_or(callee).text(), args })
}
