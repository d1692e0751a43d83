//! Checks that stand before a use: allow-lists, comparisons, validating calls that end the function otherwise.

use super::address::HOST;
use super::graph::FUNCTIONS;
use super::local;
use super::sink::Harm;
use crate::project::{Binding, Call, binding};
use crate::syntax::{Field, Kind, Syntax, literal, plain, root};

/// Any harm.
pub(super) const ALL: u32 = u32::MAX;

/// How many statements before a use are looked at: behind more of them it is not known.
const MOST: usize = 400;

/// The harms that a value can no longer do where it is used, and whether that is all known.
pub(super) fn checked<'t>(value: Syntax<'t>, path: &[&'t str]) -> (u32, bool) {
    let whole: String = [value.text()].iter().chain(path).copied().collect::<Vec<_>>().join(".");
    let (mut mask, mut is_known) = (0, true);
    let mut inner = value;
    for outer in value.ancestors().take_while(|it| !it.is(&[Kind::Class, Kind::Program])) {
        match outer.kind() {
            Kind::If | Kind::Ternary => {
                let condition = outer.field(Field::Condition).filter(|it| !it.contains(inner));
                mask |= condition.map_or(0, |it| tested(it, &whole));
            }
            Kind::Binary if outer.field(Field::Right) == Some(inner) => {
                let is_and = outer.field(Field::Operator).is_some_and(|it| it.text() == "&&");
                mask |= outer.field(Field::Left).filter(|_| is_and).map_or(0, |it| tested(it, &whole));
            }
            Kind::Switch => {
                let is_own = outer.field(Field::Value).is_some_and(|it| mentions(it, &whole));
                let is_case = inner.kind() != Kind::Parenthesized && !inner.text().starts_with("default");
                mask |= if is_own && is_case { ALL } else { 0 };
            }
            Kind::Block => {
                let before: Vec<Syntax> = outer.children().take_while(|it| *it != inner).take(MOST).collect();
                is_known &= before.len() < MOST;
                mask |= before.into_iter().map(|it| settled(it, &whole)).fold(0, |all, it| all | it);
            }
            _ => {}
        }
        if outer.is(&FUNCTIONS) && outer.kind() != Kind::Arrow {
            break;
        }
        inner = outer;
    }
    (mask, is_known)
}

/// What a statement before the use makes sure of.
fn settled(statement: Syntax, whole: &str) -> u32 {
    match statement.kind() {
        Kind::If => {
            let ends = statement.field(Field::Consequence).is_some_and(|it| leaves(it) || replaces(it, whole));
            statement.field(Field::Condition).filter(|_| ends).map_or(0, |it| tested(it, whole))
        }
        Kind::ExpressionStatement => {
            let call = statement.children().next().map(plain).and_then(Call::of);
            let is_check = call.filter(|it| is_assertion(it.name));
            if is_check.is_some_and(|it| it.args.iter().any(|it| mentions(*it, whole))) { ALL } else { 0 }
        }
        // `const { id } = await this.validateAccess({ symbol })`: it is at least one that is known.
        Kind::Lexical => {
            let values = statement.children().filter_map(|it| it.field(Field::Value));
            let calls = values.filter(|it| it.kind() == Kind::Await).filter_map(|it| Call::of(plain(it)));
            let mut checks = calls.filter(|it| is_assertion(it.name)).flat_map(|it| it.args);
            if checks.any(|it| mentions(it, whole)) { Harm::Log.bit() } else { 0 }
        }
        _ => 0,
    }
}

/// `if (!COLUMNS.includes(sort)) sort = 'id';`
fn replaces(code: Syntax, whole: &str) -> bool {
    let nodes = code.descendants().chain([code]).filter(|it| it.kind() == Kind::Assignment);
    let mut own = nodes.filter(|it| it.field(Field::Left).is_some_and(|it| it.text() == whole));
    own.any(|it| it.field(Field::Right).is_some_and(|it| it.is(&[Kind::String, Kind::Number, Kind::Member])))
}

/// Whether code never goes on behind itself.
fn leaves(code: Syntax) -> bool {
    match code.kind() {
        Kind::Return | Kind::Throw | Kind::Continue | Kind::Break => true,
        Kind::Block => code.children().last().is_some_and(leaves),
        _ => false,
    }
}

/// `assertAllowed(x)`, `this.validateUrl(x)`: what it looks at is not read, only that it is there for this.
fn is_assertion(name: &str) -> bool {
    let first = crate::syntax::name_words(name).first().cloned().unwrap_or_default();
    matches!(first.as_str(), "assert" | "validate" | "check" | "ensure" | "verify" | "guard" | "require")
}

/// What a condition about a value makes sure of.
fn tested(condition: Syntax, whole: &str) -> u32 {
    let nodes = condition.descendants().chain([condition]);
    // `const isLocal = next.startsWith('/')`: a condition that has a name.
    let named = |it: Syntax| match binding(it).filter(|_| it.kind() == Kind::Identifier) {
        Some(Binding::Value(value)) => {
            value.descendants().chain([value]).map(|it| test(it, whole)).fold(0, |all, it| all | it)
        }
        _ => 0,
    };
    nodes.map(|it| test(it, whole) | named(it)).fold(0, |all, it| all | it)
}

fn test(node: Syntax, whole: &str) -> u32 {
    let about = |it: Syntax| mentions(it, whole);
    match node.kind() {
        Kind::Call => {
            let Some(call) = Call::of(node) else { return 0 };
            // `value.hasOwnProperty(key)` says nothing of what the value holds.
            let is_about = match call.name.starts_with("hasOwn") {
                true => call.args.last().is_some_and(|it| plain(*it).text() == whole),
                false => call.args.iter().any(|it| about(*it)) || call.receiver.is_some_and(about),
            };
            let decides =
                ["includes", "has", "hasOwn", "hasOwnProperty", "test", "match", "startsWith", "some", "indexOf"];
            let judges = ["is", "validate", "check", "ensure", "verify", "matches", "allow", "valid", "contains"];
            let word = crate::syntax::name_words(call.name).first().cloned().unwrap_or_default();
            let half = if is_about && asks_for_slash(&call) { SLASH } else { 0 };
            if says_nothing_of_host(&call) || half != 0 {
                return if half == 0 { ALL & !HOST } else { half };
            }
            // `url.hostname.endsWith('.example.com')`
            let is_host = ["host", "origin"].iter().any(|it| node.text().to_lowercase().contains(it));
            if call.name == "endsWith" && is_about && is_host {
                return HOST;
            }
            let is_shape = matches!(call.name, "isArray" | "isObject" | "isNaN" | "isEmpty" | "isString");
            match is_about && !is_shape && (decides.contains(&call.name) || judges.contains(&word.as_str())) {
                true => ALL,
                false if is_about && call.name == "isString" => SHAPE,
                false => 0,
            }
        }
        Kind::Binary => {
            let operator = node.field(Field::Operator).map_or("", Syntax::text);
            let (Some(left), Some(right)) = (node.field(Field::Left), node.field(Field::Right)) else { return 0 };
            match operator {
                "in" if about(left) => ALL,
                "===" | "!==" | "==" | "!=" => equal(left, right, whole) | equal(right, left, whole),
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// `url.startsWith('https://')`, `/^https?:/.test(url)`, `isURL(url)`: any server is still one.
fn says_nothing_of_host(call: &Call) -> bool {
    let is_scheme = |it: &str| matches!(it, "http" | "https" | "http:" | "https:" | "http://" | "https://");
    let pattern = call.receiver.map_or("", Syntax::text);
    match call.name {
        "startsWith" => call.args.first().and_then(|it| literal(*it)).is_some_and(is_scheme),
        "test" => {
            let end = pattern.trim_end_matches(|it: char| it.is_ascii_alphabetic());
            matches!(end, r"/^https?:\/\//" | r"/^https?:/" | r"/^http/" | r"/^https:\/\//" | r"/^(http|https):\/\//")
        }
        "isURL" | "isUrl" => call.args.len() < 2,
        _ => false,
    }
}

/// What a slash at the beginning makes sure of.
const SLASH: u32 = ALL & !(Harm::Redirect.bit() | Harm::Path.bit());

/// `next.startsWith('/')`, `/^\//.test(next)`: `//other.example` and `/../secret` begin like that, too.
fn asks_for_slash(call: &Call) -> bool {
    let pattern = call.receiver.map_or("", Syntax::text);
    match call.name {
        "startsWith" => call.args.first().and_then(|it| literal(*it)) == Some("/"),
        "test" => pattern == r"/^\//",
        _ => false,
    }
}

/// Harms that a value does by being an object.
pub(super) const SHAPE: u32 =
    Harm::NoSql.bit() | Harm::Filter.bit() | Harm::Assignment.bit() | Harm::Pollution.bit() | Harm::Mail.bit();

/// `x === 'a'`, `typeof x !== 'string'`
fn equal(one: Syntax, other: Syntax, whole: &str) -> u32 {
    let one = plain(one);
    if one.kind() == Kind::Unary && one.field(Field::Operator).is_some_and(|it| it.text() == "typeof") {
        let is_text = matches!(literal(other), Some("string" | "number" | "boolean"));
        return if is_text && one.field(Field::Argument).is_some_and(|it| mentions(it, whole)) { SHAPE } else { 0 };
    }
    let is_nothing = matches!(plain(other).text(), "null" | "undefined" | "''" | "\"\"" | "true" | "false");
    if !is_nothing && mentions(one, whole) { ALL } else { 0 }
}

/// Whether an expression is about a value: it names it, the whole it is part of, or what was made of it just before.
fn mentions(expression: Syntax, whole: &str) -> bool {
    let nodes = expression.descendants().chain([expression]);
    let names = nodes.filter(|it| it.is(&[Kind::Identifier, Kind::Member, Kind::Shorthand]));
    // `x` of `x.length`
    let is_sized = |it: &Syntax| it.parent().is_some_and(|it| it.kind() == Kind::Member && is_size(it));
    let mut names = names.filter(|it| !is_sized(it));
    names.any(|it| {
        let text = it.text();
        let part =
            |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', '?', '[']));
        let is_part = part(whole, text) || part(text, whole) && it.kind() == Kind::Member && !is_size(it);
        text == whole || is_part && root(it) != it || is_part && it.kind() == Kind::Identifier || made_of(it, whole)
    })
}

/// `.length` says nothing about what a text holds, nor `.protocol` about where an address leads.
fn is_size(member: Syntax) -> bool {
    member.field(Field::Property).is_some_and(|it| matches!(it.text(), "length" | "size" | "protocol"))
}

/// `const host = new URL(target).host`: a name whose value is made of the other.
fn made_of(name: Syntax, whole: &str) -> bool {
    made_within(name, whole, 3)
}

/// The same by way of a few other names: the address that `lookup(parsed.hostname)` found.
fn made_within(name: Syntax, whole: &str, left: u32) -> bool {
    if name.kind() != Kind::Identifier || left == 0 {
        return false;
    }
    let values = match binding(name) {
        Some(Binding::Value(value)) => vec![value],
        Some(Binding::Open) => local::values(name, None).into_iter().map(|(it, _)| it).collect(),
        _ => Vec::new(),
    };
    let mut nodes = values.into_iter().flat_map(|it| it.descendants().chain([it]));
    nodes.any(|it| it.is(&[Kind::Identifier, Kind::Member]) && (it.text() == whole || made_within(it, whole, left - 1)))
}
