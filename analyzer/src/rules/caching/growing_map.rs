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
    // What stands at the top of the file, where the class writes to it.
    let shared =
        writes(project, class).filter(|(target, _)| target.kind() == Kind::Identifier).filter_map(|(target, _)| {
            let mut all = project.declared_at(target.file, target.text());
            let declared = all.find(|it| it.kind() == Kind::Declarator)?;
            let name = declared.field(Field::Name)?;
            Some((name, name.text().to_owned(), declared.field(Field::Value)?))
        });
    own.chain(shared).find_map(|(name, text, value)| {
        (is_cache(name.text()) && is_map(value)).then_some(())?;
        let (_, written) = writes(project, class).find(|(target, _)| target.text() == text)?;
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

/// `this.cache.set(id, …)`, `this.cache[id] = …`, with a key that is not fixed: what is written to, and where.
fn writes<'p, 't>(
    project: &'p Project<'t>,
    class: &Class<'t>,
) -> impl Iterator<Item = (Syntax<'t>, Syntax<'t>)> + use<'p, 't> {
    let is_fixed = |it: Syntax| crate::syntax::literal(it).is_some();
    let calls = project.calls_within(class.syntax).filter(|it| it.name == "set");
    let set = calls.filter(move |it| !it.args.first().is_none_or(|it| is_fixed(*it)));
    let set = set.filter_map(|it| Some((it.receiver?, it.syntax)));
    let assignments = class.syntax.find(Kind::Assignment).filter_map(|it| it.field(Field::Left));
    let assigned =
        assignments.filter(move |it| it.kind() == Kind::Subscript && !it.field(Field::Index).is_none_or(is_fixed));
    set.chain(assigned.filter_map(|it| Some((it.field(Field::Object)?, it))))
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
