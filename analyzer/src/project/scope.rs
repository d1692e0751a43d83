//! What a name in an expression stands for: the constant, property or parameter it was declared as.

use crate::syntax::{Field, Kind, Syntax, plain};

/// What a name was declared as.
#[derive(Clone, Copy, Debug)]
pub enum Binding<'t> {
    /// `const name = value`, or `let` where it is never assigned again.
    Value(Syntax<'t>),
    /// A parameter, with its whole declaration.
    Parameter(Syntax<'t>),
    /// Declared, but its value is not one expression: a pattern, a loop variable, a variable assigned again.
    Open,
}

/// Looks a name up from where it is used, outwards to the file's top.
pub fn binding<'t>(name: Syntax<'t>) -> Option<Binding<'t>> {
    let text = name.text();
    name.ancestors().find_map(|scope| match scope.kind() {
        // Only the file's top exports.
        Kind::Block => scope.children().find_map(|it| declared(it, text)),
        Kind::Program => scope.variables(text).find_map(|it| declared(it, text)),
        // What the loop declares, not what its condition or its list mentions.
        Kind::For | Kind::ForIn => {
            let list = scope.children().find(|it| it.is(&[Kind::Lexical, Kind::Var]));
            let head = scope.field(Field::Left).filter(|_| scope.kind() == Kind::ForIn).or(list)?;
            let mut names = head.descendants().chain([head]);
            names.find(|it| it.says(text)).map(|_| Binding::Open)
        }
        Kind::Arrow | Kind::Function | Kind::FunctionExpression | Kind::Method => parameter(scope, text),
        Kind::Catch => scope.field(Field::Parameter).filter(|it| it.says(text)).map(|_| Binding::Open),
        _ => None,
    })
}

fn declared<'t>(statement: Syntax<'t>, name: &str) -> Option<Binding<'t>> {
    statement.is(&[Kind::Lexical, Kind::Var]).then_some(())?;
    statement.children().filter(|it| it.kind() == Kind::Declarator).find_map(|it| {
        let target = it.field(Field::Name)?;
        if target.kind() != Kind::Identifier {
            return path_in(target, name).map(|_| Binding::Open);
        }
        target.says(name).then_some(())?;
        let is_const = statement.text().starts_with("const");
        let value = it.field(Field::Value).filter(|_| is_const || !is_assigned(statement, name));
        Some(value.map_or(Binding::Open, Binding::Value))
    })
}

/// What a name is taken out of by `const { key: name } = value`, and the key.
pub fn taken_from<'t>(name: Syntax<'t>) -> Option<(Syntax<'t>, &'t str)> {
    let scopes = name.ancestors().filter(|it| it.is(&[Kind::Block, Kind::Program]));
    let statements = scopes.flat_map(Syntax::children).filter(|it| it.is(&[Kind::Lexical, Kind::Var]));
    let mut declarators = statements.flat_map(Syntax::children).filter(|it| it.kind() == Kind::Declarator);
    declarators.find_map(|it| {
        let pattern = it.field(Field::Name).filter(|it| it.kind() == Kind::ObjectPattern)?;
        let key = pattern.children().find_map(|it| match it.kind() {
            Kind::ShorthandPattern => (it.text() == name.text()).then_some(it),
            Kind::PairPattern => it.field(Field::Value).filter(|it| it.text() == name.text()).and(it.field(Field::Key)),
            _ => None,
        })?;
        Some((it.field(Field::Value)?, key.text()))
    })
}

fn is_assigned(declaration: Syntax, name: &str) -> bool {
    let scope = declaration.parent().unwrap_or(declaration);
    let kinds = [Kind::Assignment, Kind::AugmentedAssignment, Kind::Update];
    scope.descendants().filter(|it| it.is(&kinds)).any(|it| {
        let target = it.field(Field::Left).or(it.field(Field::Argument));
        target.is_some_and(|it| plain(it).says(name))
    })
}

fn parameter<'t>(function: Syntax<'t>, name: &str) -> Option<Binding<'t>> {
    // `x => …` has no list.
    let single = function.field(Field::Parameter).filter(|it| it.says(name));
    let listed = function.field(Field::Parameters).into_iter().flat_map(Syntax::children).find(|it| {
        let target = it.field(Field::Pattern).or(it.field(Field::Name));
        target.is_some_and(|it| path_in(it, name).is_some())
    });
    single.or(listed).map(Binding::Parameter)
}

/// The keys by which a pattern takes a name out of a value: none for the name alone, `None` if it does not.
pub fn path_in<'t>(pattern: Syntax<'t>, name: &str) -> Option<Vec<&'t str>> {
    match pattern.kind() {
        Kind::Identifier | Kind::This if pattern.says(name) => Some(Vec::new()),
        Kind::ShorthandPattern if pattern.says(name) => Some(vec![pattern.text()]),
        Kind::ObjectPattern | Kind::ArrayPattern | Kind::RestPattern => {
            pattern.children().find_map(|it| path_in(it, name))
        }
        Kind::PairPattern => {
            let mut path = vec![pattern.field(Field::Key)?.text()];
            path.extend(path_in(pattern.field(Field::Value)?, name)?);
            Some(path)
        }
        // `{ a = 1 }`, `[a = 1]`
        Kind::AssignmentPattern | Kind::Other => path_in(pattern.field(Field::Left)?, name),
        _ => None,
    }
}
