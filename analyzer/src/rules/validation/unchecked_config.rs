//! `ConfigModule` without anything that checks the environment.

use crate::finding::Finding;
use crate::project::{Call, Project, Receiver, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/unchecked-config",
    title: "Nothing checks the environment at start",
    severity: Severity::Info,
    standard: &["X020"],
    refs: &["https://docs.nestjs.com/techniques/configuration#schema-validation"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unchecked_config.md"),
    check: &[Check::CallOn(Receiver::ConfigModule, &["forRoot"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (!project.is_test(call.syntax) && !project.is_script(call.syntax) && !call.is_open()).then_some(())?;
    is_plain(project, call).then_some(())?;
    let own = |it: &&Call| project.is_called_on(it, Receiver::ConfigModule) && !project.is_test(it.syntax);
    let mut others = project.calls_of("forRoot").filter(own);
    // A feature may register the module once more; the application's own call checks.
    let is_alone = others.all(|it| is_plain(project, it) || !project.same_app(it.syntax.file, call.syntax.file));
    (is_alone && !project.checks_environment()).then_some(())?;
    let keys = project.config_keys(call.syntax.file);
    let read = match keys.as_slice() {
        [] => "A variable that is missing or misspelt".to_owned(),
        [one] => format!("If `{one}` is missing or misspelt, it"),
        [one, two, ..] => {
            format!("{} keys are read (`{one}`, `{two}`, …). One that is missing or misspelt", keys.len())
        }
    };
    let message =
        format!("{read} shows on first use, as `undefined` somewhere in the code, not when the server starts.");
    Some(Finding::at(call.callee, message).likely())
}

/// Whether the options are seen and check nothing.
fn is_plain<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let Some(argument) = call.args.first() else { return true };
    project.options(*argument).is_some_and(|options| {
        let is_absent = |key: &str| project.setting(options, key) == Setting::Absent;
        is_absent("validate") && is_absent("validationSchema") && loads_as_it_is(project, options)
    })
}

/// Whether what `load` names is seen, and checks nothing.
fn loads_as_it_is<'t>(project: &Project<'t>, options: Object<'t>) -> bool {
    let list = match project.setting(options, "load") {
        Setting::Absent => return true,
        Setting::Unseen => return false,
        Setting::Set(list) => project.constant(list),
    };
    let is_plain = |it: Syntax<'t>| {
        let declared = project.declaration(it.file, it.text());
        declared.is_some_and(|it| !["alid", "parse", "schema", "Joi"].iter().any(|word| it.text().contains(word)))
    };
    list.kind() == Kind::Array && list.children().all(is_plain)
}
