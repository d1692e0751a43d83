//! What functions take out of a value, or say that they do.

use super::cleaner::{is_cleaner, is_one_of};
use crate::project::Call;
use crate::syntax::{Field, Kind, Syntax, literal, plain, words};

/// Whether a function says that it returns another shape: `Promise<UserDto>`.
pub(super) fn is_shaped(function: Syntax) -> bool {
    let Some(typed) = function.field(Field::ReturnType) else { return false };
    let names = typed.find(Kind::TypeIdentifier).map(Syntax::text);
    names.into_iter().any(|it| words(it).last().is_some_and(|it| is_one_of(it, &["dto", "response", "view"])))
}

/// Notes what a function takes out of a value by its name; false where it may take out anything.
pub(super) fn taken_out<'t>(function: Syntax<'t>, name: &str, dropped: &mut Vec<&'t str>) -> bool {
    for node in function.find_any(&[Kind::Unary, Kind::Assignment, Kind::Call]) {
        let target = match node.kind() {
            Kind::Unary if node.text().starts_with("delete ") => node.field(Field::Argument),
            Kind::Assignment if node.field(Field::Right).is_some_and(is_nothing) => node.field(Field::Left),
            Kind::Call => {
                let call = Call::of(node).filter(|it| is_cleaning(it.name) || it.name == "deleteProperty");
                let alone = node.parent().is_some_and(|it| it.kind() == Kind::ExpressionStatement);
                if alone && call.is_some_and(|it| it.args.iter().any(|it| it.text() == name)) {
                    return false;
                }
                None
            }
            _ => None,
        };
        let Some(target) = target.map(plain) else { continue };
        if target.field(Field::Object).is_none_or(|it| plain(it).text() != name) {
            continue;
        }
        match target.field(Field::Property) {
            Some(key) => dropped.push(key.text()),
            None if node.kind() == Kind::Unary => return false,
            None => {}
        }
    }
    true
}

/// `user.password = undefined`, `= ''`, `= mask(user.password)`
fn is_nothing(value: Syntax) -> bool {
    let value = plain(value);
    value.is(&[Kind::Undefined, Kind::Null])
        || literal(value).is_some()
        || Call::of(value).is_some_and(|it| is_cleaning(it.name) && !it.name.to_ascii_lowercase().contains("hash"))
}

/// `withoutPassword(user)`, `this.mask(user)`
pub(super) fn is_cleaning(name: &str) -> bool {
    let verbs = [
        "pick",
        "omit",
        "exclude",
        "strip",
        "remove",
        "without",
        "hide",
        "mask",
        "redact",
        "serialize",
        "serialise",
        "filter",
        "delete",
        "drop",
        "secure",
        "public",
    ];
    is_cleaner(name) || words(name).next().is_some_and(|it| is_one_of(it, &verbs))
}

/// The place of a name in `[rows, count]`.
pub(super) fn place_in(pattern: Syntax, name: &str) -> Option<&'static str> {
    let at = pattern.children().position(|it| it.text() == name)?;
    ["0", "1", "2", "3", "4", "5", "6", "7"].get(at).copied()
}
