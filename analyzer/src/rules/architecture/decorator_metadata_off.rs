//! Code that is compiled without the types that Nest injects and validates by.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Command, Compiled, Project, Role, folder, is_within};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "architecture/decorator-metadata-off",
    title: "Types of constructors are lost when compiling",
    severity: Severity::High,
    standard: &["S007"],
    refs: &[
        "https://www.typescriptlang.org/tsconfig/#emitDecoratorMetadata",
        "https://esbuild.github.io/content-types/#typescript-caveats",
        "https://docs.nestjs.com/recipes/swc",
    ],
    needs: &[Evidence::TsConfig, Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("decorator_metadata_off.md"),
    check: &[Check::TsConfig(tsconfig), Check::Command(command)],
};

const OPTIONS: [&str; 2] = ["emitDecoratorMetadata", "experimentalDecorators"];

fn tsconfig(project: &Project, file: u32) -> Option<Finding> {
    let path = &project.files.get(file as usize)?.path;
    let home = folder(path);
    let class = injected(project, home)?;
    let others = project.tsconfigs_of(class.1);
    // One build among several may be the one that counts, so all must lack it.
    let off = |option: &&&str| {
        [file].iter().chain(&others).all(|it| match project.compiled(*it, option) {
            Compiled::Set(entry) => entry.value.flag() == Some(false),
            Compiled::Absent => true,
            Compiled::Unseen => false,
        })
    };
    let option = OPTIONS.iter().find(off)?;
    let other = other_compiler(project)?;
    let set = project.compiled(file, option).entry();
    let (place, says) = match set {
        Some(entry) => (entry.place, "turns off"),
        None => (project.options_place(file).map_or(Place { file, span: Span::empty(0) }, |it| it.key()), "lacks"),
    };
    let message = format!(
        "`{path}` {says} `{option}`, so `{}` loses the types of its constructor: Nest passes nothing in, and its pipes \
         let every body through unchecked.",
        class.0
    );
    let fix = Fix::review("Turn it on", "build once and see whether the application starts");
    let fix = match set {
        Some(entry) => Some(fix.replace(entry.value.place(), "true")),
        None => project.options_place(file).map(|it| {
            let at = it.value.place().span.start + 1;
            let text = format!("\n    \"{option}\": true,");
            fix.replace(Place { file: it.place.file, span: Span::empty(at) }, text)
        }),
    };
    let finding = Finding::at(place, message).fix(fix);
    Some(if other { finding.likely() } else { finding })
}

/// A class below a folder that is given something by its type alone, and its file.
fn injected<'t>(project: &Project<'t>, home: &str) -> Option<(&'t str, u32)> {
    let class = project.classes.iter().find(|it| {
        let own = project.file(it.syntax).is_some_and(|it| is_within(&it.path, home) && !it.is_test());
        let by_type = it.injections.iter().any(|it| it.decorators.is_empty() && it.annotation.is_some());
        own && by_type && (it.is(Role::Provider) || it.is(Role::Controller))
    })?;
    Some((class.name.text(), class.syntax.file))
}

/// Whether something else than `tsc` may compile; `None` if it does, and keeps the types.
fn other_compiler(project: &Project) -> Option<bool> {
    let mut other = false;
    for file in project.files {
        let text = &file.text;
        let keeps = match file.name() {
            "nest-cli.json" | "project.json" => text.contains("swc"),
            "package.json" => text.contains("-b swc") || text.contains("builder swc") || text.contains("builder=swc"),
            ".swcrc" => text.contains("decoratorMetadata"),
            name => name.starts_with("vite.") || name.starts_with("rspack") || name.starts_with("webpack"),
        };
        if keeps {
            return None;
        }
        other |= file.name() == "package.json" && ["swc", "esbuild", "babel"].iter().any(|it| text.contains(it));
    }
    Some(other)
}

/// `tsx src/main.ts`: esbuild writes no types.
fn command(project: &Project, command: &Command) -> Option<Finding> {
    let runs = |words: &Vec<&str>| words.iter().take(2).any(|it| matches!(*it, "tsx" | "esno" | "esbuild"));
    let words = command.parts().find(runs)?;
    let start = project.bootstraps.iter().find(|it| {
        let path = project.file(it.create.syntax).map_or("", |it| &it.path);
        words.iter().any(|word| word.ends_with(".ts") && path.ends_with(word.trim_start_matches("./")))
    })?;
    let home = project.manifest_of(start.create.syntax.file).map_or("", |it| &it.folder);
    let (class, _) = injected(project, home)?;
    let program = words.iter().find(|it| matches!(**it, "tsx" | "esno" | "esbuild"))?;
    let message = format!(
        "`{program}` compiles with esbuild, which never writes `emitDecoratorMetadata`: `{class}` loses the types of its \
         constructor, so Nest passes nothing in, and pipes let every body through unchecked."
    );
    Some(Finding::at(command.place, message))
}
