//! Classes in files whose names do not say what they are.

use crate::finding::Finding;
use crate::project::{Class, Module, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "stack/unexpected-file-name",
    title: "A file's name does not say what is in it",
    severity: Severity::Info,
    standard: &["S056"],
    refs: &["https://docs.nestjs.com/cli/usages#nest-generate"],
    needs: &[Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("unexpected_file_name.md"),
    check: &[
        Check::Class(Role::Controller, check),
        Check::Class(Role::Guard, check),
        Check::Class(Role::Strategy, check),
        Check::Class(Role::Interceptor, check),
        Check::Class(Role::Filter, check),
        Check::Module(module),
    ],
};

/// Files that hold whatever starts or sums up.
const OPEN: [&str; 4] = ["main.ts", "index.ts", "app.ts", "server.ts"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    named(project, class, role(class)?)
}

fn module(project: &Project, module: &Module) -> Option<Finding> {
    named(project, &module.class, "module")
}

fn named(project: &Project, class: &Class, word: &str) -> Option<Finding> {
    let file = project.file(class.syntax)?;
    let words = name_words(file.name());
    let says = words.iter().any(|it| it.strip_suffix('s').unwrap_or(it) == word);
    let folder = file.path.rsplit('/').nth(1)?;
    let is_open = OPEN.contains(&file.name()) || file.name().ends_with(".js") || project.is_test(class.syntax);
    (!says && !is_open && !name_words(folder).iter().any(|it| it.strip_suffix('s').unwrap_or(it) == word))
        .then_some(())?;
    let name = class.name.text();
    let message = format!(
        "`{name}` is a {word}, and `{}` does not say so: whoever looks for it among the `*.{word}.ts` files does not \
         find it.",
        file.name()
    );
    Some(Finding::at(class.name, message))
}

/// What the class is, in the word that Nest's own generator puts into the name. The first that holds, so that a class of
/// two roles is told once.
fn role(class: &Class) -> Option<&'static str> {
    let roles = [
        (Role::Controller, "controller"),
        (Role::Strategy, "strategy"),
        (Role::Guard, "guard"),
        (Role::Interceptor, "interceptor"),
        (Role::Filter, "filter"),
    ];
    let mut own = roles.into_iter().filter(|(role, _)| class.is(*role)).map(|(_, word)| word);
    own.next().filter(|_| own.next().is_none())
}
