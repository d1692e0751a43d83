//! Calls, read once.

use crate::syntax::{Field, Kind, Object, Syntax, chain};

/// `a.b(c)`, `b(c)`, `new B(c)`, `` a.b`c` ``.
#[derive(Clone, Debug)]
pub struct Call<'t> {
    /// The whole expression.
    pub syntax: Syntax<'t>,
    /// What is called: `a.b` of `a.b()`.
    pub callee: Syntax<'t>,
    /// `a` of `a.b()`.
    pub receiver: Option<Syntax<'t>>,
    /// `b` of `a.b()` and of `b()`.
    pub name: &'t str,
    /// In order; empty for a tagged template.
    pub args: Vec<Syntax<'t>>,
    /// The template of `` a.b`c` ``.
    pub template: Option<Syntax<'t>>,
    /// `<T>` of `b<T>()`.
    pub type_arguments: Option<Syntax<'t>>,
    /// `new`.
    pub is_new: bool,
}

impl<'t> Call<'t> {
    /// The names that lead to the call: `["this", "prisma", "user", "findMany"]`.
    pub fn chain(&self) -> Vec<&'t str> {
        chain(self.callee)
    }

    /// The object literal at a place among the arguments.
    pub fn object(&self, index: usize) -> Option<Object<'t>> {
        Object::of(*self.args.get(index)?)
    }

    /// Whether something unseen may stand at a place among the arguments: `f(...rest)`.
    pub fn is_open(&self) -> bool {
        self.args.iter().any(|it| it.kind() == Kind::Spread)
    }

    /// Whether its promise is waited for right here.
    pub fn is_awaited(&self) -> bool {
        let by_grammar = self.syntax.field(Field::Function).is_some_and(|it| it.kind() == Kind::Await);
        by_grammar || self.syntax.parent().is_some_and(|it| it.kind() == Kind::Await)
    }

    /// Reads a node, if it is a call.
    pub fn of(syntax: Syntax<'t>) -> Option<Call<'t>> {
        let callee = callee(syntax)?;
        let mut call = Call {
            syntax,
            callee,
            receiver: callee.field(Field::Object),
            name: name(callee),
            args: Vec::new(),
            template: None,
            type_arguments: None,
            is_new: syntax.kind() == Kind::New,
        };
        for part in syntax.children() {
            match (part.role(), part.kind()) {
                (Field::Arguments, Kind::Arguments) => call.args = part.children().collect(),
                (Field::Arguments, Kind::Template) => call.template = Some(part),
                (Field::TypeArguments, _) => call.type_arguments = Some(part),
                _ => {}
            }
        }
        Some(call)
    }

    /// The name of what a node calls, if it is a call.
    pub fn name_of(syntax: Syntax<'t>) -> Option<&'t str> {
        callee(syntax).map(name)
    }
}

fn callee(syntax: Syntax) -> Option<Syntax> {
    let role = match syntax.kind() {
        Kind::New => Field::Constructor,
        Kind::Call => Field::Function,
        _ => return None,
    };
    syntax.field(role).map(called)
}

fn name(callee: Syntax<'_>) -> &str {
    callee.field(Field::Property).unwrap_or(callee).text()
}

/// The grammar reads `await a.b<T>()` as `(await a.b)<T>()`.
fn called(callee: Syntax) -> Syntax {
    match callee.kind() {
        Kind::Await => callee.children().find(|it| it.kind() != Kind::Keyword).unwrap_or(callee),
        _ => callee,
    }
}

pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = Call<'_>> {
    root.find_any(&[Kind::Call, Kind::New]).into_iter().filter_map(Call::of)
}
