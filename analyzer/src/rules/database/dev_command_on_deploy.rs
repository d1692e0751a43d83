//! Prisma commands for development that run where the application is deployed.

use crate::finding::Finding;
use crate::project::{Command, Manifest, Origin, Project, is_local, script_of, speaks_of};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "database/dev-command-on-deploy",
    title: "Deploying changes the schema as in development",
    severity: Severity::Medium,
    standard: &["S207"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production",
        "https://www.prisma.io/docs/orm/reference/prisma-cli-reference#db-push",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("dev_command_on_deploy.md"),
    check: &[Check::Command(check)],
};

fn check(project: &Project, command: &Command) -> Option<Finding> {
    let (name, does, loses) = command.parts().find_map(|it| for_development(&it))?;
    (!is_private(project, command)).then_some(())?;
    let entry = entry(project, command)?;
    let message = format!(
        "`prisma {name}` runs {}: it {does}. `prisma migrate deploy` applies what was reviewed, and nothing else.",
        when(&entry)
    );
    let finding = Finding::at(command.place, message);
    let finding = if entry.place == command.place { finding } else { finding.step(entry.place, "this runs it") };
    Some(if loses { finding.severity(Severity::High).likely() } else { finding })
}

/// `prisma migrate dev`, what it does to a database, and whether it takes loss of data for granted.
fn for_development(words: &[&str]) -> Option<(&'static str, &'static str, bool)> {
    let at = words.iter().position(|it| it.rsplit('/').next() == Some("prisma"))?;
    let own: Vec<&str> = words.iter().skip(at + 1).copied().filter(|it| !it.starts_with('-')).take(2).collect();
    let has = |flag: &str| words.iter().any(|it| *it == flag || it.starts_with(flag) && it.contains('='));
    match own.as_slice() {
        ["migrate", "dev"] if !has("--create-only") => Some((
            "migrate dev",
            "wants a second database to compare with, and asks to reset yours when the two differ",
            false,
        )),
        ["db", "push"] => Some((
            "db push",
            "changes tables without a migration, so nobody saw the SQL and no record of it is kept",
            has("--accept-data-loss"),
        )),
        ["migrate", "reset"] => Some(("migrate reset", "drops every table with its rows", has("--force"))),
        _ => None,
    }
}

/// Files and scripts that are for one's own machine or for tests.
fn is_private(project: &Project, command: &Command) -> bool {
    let name = project.files.get(command.place.file as usize).map_or("", |it| it.name());
    match command.origin {
        Origin::Script(script) => is_local(script),
        Origin::Service => !speaks_of(name, &["prod", "production"]),
        Origin::Build | Origin::Start => is_local(name),
    }
}

/// What of a deployment leads to a command: itself, or what calls its script.
fn entry<'p>(project: &'p Project, command: &Command<'p>) -> Option<Command<'p>> {
    if is_entry(command) {
        return Some(*command);
    }
    let Origin::Script(name) = command.origin else { return None };
    let manifest = project.manifest_of(command.place.file)?;
    let commands = project.commands();
    let mut calling = commands.into_iter().filter(|it| is_entry(it) && !is_private(project, it));
    calling.find(|it| calls(manifest, it, name, 5))
}

fn is_entry(command: &Command) -> bool {
    let deploys = ["prod", "production", "deploy", "release", "staging", "postinstall", "heroku", "vercel"];
    match command.origin {
        Origin::Script(name) => {
            speaks_of(name, &deploys)
                || ["dist/main", "dist/src/main", "dist/apps"].iter().any(|it| command.text.contains(it))
        }
        Origin::Build | Origin::Start | Origin::Service => true,
    }
}

/// Whether a command calls a script, by itself or through others.
fn calls(manifest: &Manifest, command: &Command, script: &str, steps: usize) -> bool {
    let Some(left) = steps.checked_sub(1) else { return false };
    let mut called = command.parts().filter_map(|it| script_of(&it));
    called.any(|it| {
        let prepared = it == script || script.strip_prefix("pre") == Some(it);
        prepared || manifest.script(it).is_some_and(|it| calls(manifest, &it.command(), script, left))
    })
}

fn when(entry: &Command) -> String {
    match entry.origin {
        Origin::Script(name) => format!("with the script `{name}`"),
        Origin::Build => "while the image is built".into(),
        Origin::Start | Origin::Service => "each time the container starts".into(),
    }
}
