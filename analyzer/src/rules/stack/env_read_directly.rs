//! The environment, read past the configuration.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "stack/env-read-directly",
    title: "The environment is read past the configuration",
    severity: Severity::Info,
    standard: &["S060"],
    refs: &["https://docs.nestjs.com/techniques/configuration#using-the-configservice"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("env_read_directly.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let file = class.syntax.file;
    let path = project.file(class.syntax)?.path.to_ascii_lowercase();
    let is_config = path.contains("config") || class.name.text().contains("Config");
    (!is_config && !project.is_test(class.syntax) && !project.is_script(class.syntax)).then_some(())?;
    // Decorators are read before any provider exists.
    let is_env = |it: &Syntax| it.field(Field::Object).is_some_and(|it| it.text() == "process.env");
    let inside = |it: &Syntax| class.methods.iter().any(|method| method.body.is_some_and(|body| body.contains(*it)));
    let reads: Vec<Syntax> = class.syntax.find(Kind::Member).filter(|it| is_env(it) && inside(it)).collect();
    let first = *reads.first()?;
    let mut configs = project.imports_from("@nestjs/config");
    configs.any(|it| project.same_app(it.syntax.file, file)).then_some(())?;
    let key = first.field(Field::Property)?.text();
    (key != "NODE_ENV").then_some(())?;
    let more = match reads.len() - 1 {
        0 => String::new(),
        1 => " and one more variable".to_owned(),
        more => format!(" and {more} more variables"),
    };
    let message = format!(
        "`{}` reads `{key}`{more} past the `ConfigService`, and past whatever checks and defaults are there; tests \
         have to change the process.",
        class.name.text()
    );
    Some(Finding::at(first, message).fix(asked(class, &reads)))
}

/// `this.config.get('KEY')`, where the class has it.
fn asked(class: &Class, reads: &[Syntax]) -> Option<Fix> {
    let typed = |it: &&crate::project::Parameter| it.annotation.as_ref().is_some_and(|it| it.name == "ConfigService");
    let service = class.injections.iter().filter(|it| it.is_property).find(typed)?.name.text();
    let in_constructor = |it: &Syntax| {
        it.ancestor(&[Kind::Method]).and_then(|it| it.field(Field::Name)).is_some_and(|it| it.text() == "constructor")
    };
    (!reads.iter().any(in_constructor)).then_some(())?;
    let fix = Fix::review(
        "Read it from the `ConfigService`",
        "check that the key is loaded under this name, and that its value has the type wanted here",
    );
    reads.iter().try_fold(fix, |fix, it| {
        let key = it.field(Field::Property)?.text();
        Some(fix.replace(*it, format!("this.{service}.get<string>('{key}')")))
    })
}
