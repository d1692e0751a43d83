//! Files beside the folder that holds all others of their kind.

use crate::finding::Finding;
use crate::project::{Class, Project, Role, folder};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "stack/outside-its-folder",
    title: "A file is beside the folder for its kind",
    severity: Severity::Info,
    standard: &["S053"],
    refs: &["https://docs.nestjs.com/first-steps"],
    needs: &[],
    fix: FixKind::None,
    words: words!("outside_its_folder.md"),
    check: &[Check::Class(Role::Any, check)],
};

/// The ending of a name, and the folder for such files.
const KINDS: [(&str, &str); 8] = [
    (".controller.ts", "controllers"),
    (".dto.ts", "dto"),
    (".filter.ts", "filters"),
    (".guard.ts", "guards"),
    (".interceptor.ts", "interceptors"),
    (".pipe.ts", "pipes"),
    (".service.ts", "services"),
    (".strategy.ts", "strategies"),
];

/// How many files make a folder a habit.
const HABIT: usize = 2;

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let path = &project.file(class.syntax)?.path;
    let (ending, name) = KINDS.iter().find(|(ending, _)| path.ends_with(ending))?;
    let inside = format!("{}/{name}/", folder(path));
    let there = project.count_in(inside.trim_start_matches('/'), ending);
    (there >= HABIT).then_some(())?;
    // One class of a file speaks for it.
    let first = project.classes.partition_point(|it| it.syntax.file < class.syntax.file);
    (project.classes.get(first)?.syntax == class.syntax).then_some(())?;
    let message = format!(
        "`{}` is beside `{name}/`, where {there} other files of its kind are. Whoever looks for it there does not find \
         it.",
        path.rsplit('/').next()?
    );
    Some(Finding::at(class.name, message))
}
