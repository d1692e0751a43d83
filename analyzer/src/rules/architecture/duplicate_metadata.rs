//! A class listed twice in one list of a module.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Module, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Span, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/duplicate-metadata",
    title: "A module lists the same class twice",
    severity: Severity::Low,
    standard: &["X007"],
    refs: &["https://docs.nestjs.com/modules"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("duplicate_metadata.md"),
    check: &[Check::Module(check)],
};

fn check(_: &Project, module: &Module) -> Option<Finding> {
    let metadata = module.metadata?;
    let lists =
        ["imports", "controllers", "providers", "exports"].into_iter().filter_map(|it| Some((it, metadata.get(it)?)));
    let (key, first, again) = lists.into_iter().find_map(|(key, list)| {
        let names = list.children().filter(|it| list.kind() == Kind::Array && it.kind() == Kind::Identifier);
        let mut seen: Vec<Syntax> = Vec::new();
        for name in names {
            if let Some(first) = seen.iter().find(|it| it.text() == name.text()) {
                return Some((key, *first, name));
            }
            seen.push(name);
        }
        None
    })?;
    let message = format!("`{}` is listed twice in `{key}` of `{}`. Nest reads it once.", again.text(), module.name());
    Some(Finding::at(again, message).step(first, "the first entry").fix(without(again)))
}

/// Takes out the entry with the comma before it; none if a comment stands there.
fn without(entry: Syntax) -> Option<Fix> {
    let before = entry.parent()?.children_and_comments().take_while(|it| *it != entry).last()?;
    (before.kind() != Kind::Comment).then_some(())?;
    let span = Span { start: before.span().end, end: entry.span().end };
    let fix = Fix::safe("Remove the second entry", "Nest keeps each class of a list once");
    Some(fix.replace(Place { file: entry.file, span }, ""))
}
