//! A cache of a service's own that only grows.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "caching/growing-map",
    title: "A cache in memory grows without end",
    severity: Severity::Low,
    standard: &["S118"],
    refs: &["CWE-401", "https://docs.nestjs.com/techniques/caching"],
    needs: &[],
    fix: FixKind::None,
    words: words!("growing_map.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    (!project.is_test(class.syntax) && !project.is_script(class.syntax)).then_some(())?;
    let own = class.properties.iter().filter_map(|it| Some((it.name, format!("this.{}", it.name.text()), it.value?)));
    let top = class.syntax.root().children().map(Syntax::declaration).filter(|it| it.is(&[Kind::Lexical, Kind::Var]));
    let shared = top.flat_map(Syntax::children).filter(|it| it.kind() == Kind::Declarator);
    let shared = shared.filter_map(|it| {
        Some((it.field(Field::Name)?, it.field(Field::Name)?.text().to_owned(), it.field(Field::Value)?))
    });
    own.chain(shared).find_map(|(name, text, value)| {
        (is_cache(name.text()) && is_map(value)).then_some(())?;
        let written = written(class, &text)?;
        (!is_bounded(class, &text)).then_some(())?;
        let message = format!(
            "`{text}` keeps an entry for every key that is ever asked for and drops none: it grows until the process runs \
             out of memory, its entries never age, and each instance has its own.",
        );
        Some(Finding::at(name, message).likely().step(written, "an entry is added here"))
    })
}

fn is_cache(name: &str) -> bool {
    name_words(name).iter().any(|it| matches!(it.as_str(), "cache" | "cached" | "memo"))
}

/// `new Map()`, `{}`
fn is_map(value: Syntax) -> bool {
    let value = plain(value);
    let is_object = value.kind() == Kind::Object && value.children().next().is_none();
    is_object || Call::of(value).is_some_and(|it| it.is_new && it.name == "Map" && it.args.is_empty())
}

/// `this.cache.set(id, …)`, `this.cache[id] = …`, with a key that is not fixed.
fn written<'t>(class: &Class<'t>, text: &str) -> Option<Syntax<'t>> {
    let is_fixed = |it: Syntax| crate::syntax::literal(it).is_some();
    let calls = class
        .syntax
        .find(Kind::Call)
        .filter_map(Call::of)
        .filter(|it| it.name == "set" && !it.args.first().is_none_or(|it| is_fixed(*it)));
    let mut set = calls.filter(|it| it.receiver.is_some_and(|it| it.text() == text)).map(|it| it.syntax);
    let assignments = class
        .syntax
        .find(Kind::Assignment)
        .filter_map(|it| it.field(Field::Left))
        .filter(|it| it.kind() == Kind::Subscript);
    let mut assigned = assignments.filter(|it| {
        it.field(Field::Object).is_some_and(|it| it.text() == text) && !it.field(Field::Index).is_none_or(is_fixed)
    });
    set.next().or_else(|| assigned.next())
}

/// Something takes entries out, replaces the whole, or looks at how many there are.
fn is_bounded(class: &Class, text: &str) -> bool {
    let source = class.syntax.source();
    let signs = [".delete(", ".clear(", ".size", " = new ", " = {", ".length"];
    let has = |sign: &str| {
        source.matches(&format!("{text}{sign}")).count()
            > usize::from(sign.starts_with(" =") && !text.starts_with("this."))
    };
    let alias = source.contains(&format!("delete {text}[")) || source.contains(&format!("of {text}"));
    alias || signs.iter().any(|it| has(it))
}
