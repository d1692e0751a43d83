//! OpenTelemetry that starts when what it should trace is loaded already.

use crate::finding::Finding;
use crate::project::{Bootstrap, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "observability/late-tracing",
    title: "Tracing starts after the code it should trace",
    severity: Severity::Medium,
    standard: &["S024"],
    refs: &["https://opentelemetry.io/docs/languages/js/getting-started/nodejs/"],
    needs: &[],
    fix: FixKind::None,
    words: words!("late_tracing.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let main = bootstrap.create.syntax;
    let imports: Vec<&Import> = project.imports_of(main.file).filter(|it| is_loaded(it)).collect();
    // `await import(…)` loads Nest when it is asked to.
    let nest = imports.iter().position(|it| it.module == "@nestjs/core")?;
    let mut starts = project.calls_of("NodeSDK").filter(|it| it.is_new && !project.is_test(it.syntax)).peekable();
    (starts.peek().is_some() && !project.is_test(main) && !is_preloaded(project)).then_some(())?;
    for sdk in starts {
        let message = "The SDK starts here, and the imports above have loaded Nest, HTTP and the database driver: \
                       instrumentations replace functions while a module loads, so what is loaded stays untraced.";
        if sdk.syntax.file == main.file {
            let finding = Finding::at(sdk.syntax, message);
            return Some(finding.step(imports.get(nest)?.syntax, "loaded before").likely());
        }
        let place = imports.iter().position(|it| project.resolve(main.file, it.module) == Some(sdk.syntax.file));
        let Some((place, own)) = place.and_then(|it| Some((it, *imports.get(it)?))) else { continue };
        let names: Vec<&str> = own.names.iter().map(|it| it.local).collect();
        // `await sdk.start()`, `startTracing()` in the bootstrap function.
        let starts = |it: &&crate::project::Call| {
            it.chain().first().is_some_and(|first| names.contains(first))
                && (it.name == "start" || it.receiver.is_none())
        };
        if let Some(start) = bootstrap.calls.iter().find(starts) {
            return Some(Finding::at(start.syntax, message).step(own.syntax, "the SDK comes from here").likely());
        }
        let first = imports.iter().take(place).find(|it| !is_harmless(it.module))?;
        let message = format!(
            "`{}` starts tracing and comes after `{}`: what was imported before it is loaded already and stays \
             untraced.",
            own.module, first.module
        );
        return Some(Finding::at(own.syntax, message).step(first.syntax, "loaded before").likely());
    }
    None
}

/// Not one for types alone, which is gone when the program runs.
fn is_loaded(import: &Import) -> bool {
    (import.names.is_empty() || import.names.iter().any(|it| !it.type_only)) && import.syntax.kind() == Kind::Import
}

fn is_harmless(module: &str) -> bool {
    module.starts_with("@opentelemetry/")
        || matches!(module, "reflect-metadata" | "dotenv" | "dotenv/config" | "source-map-support/register")
}

/// `node --require ./tracing.js`, `--import`, Bun's `preload`, in a script, a Dockerfile or the like.
fn is_preloaded(project: &Project) -> bool {
    let others = project.files.iter().filter(|it| it.tree.is_none());
    let marks = ["--require", "--import", "preload", " -r ./"];
    others.into_iter().any(|it| marks.iter().any(|mark| it.text.contains(mark)))
}
