//! Log lines that are made pretty in production too.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "observability/pretty-log",
    title: "Logs are formatted for people in production too",
    severity: Severity::Low,
    standard: &["S022"],
    refs: &["https://github.com/pinojs/pino-pretty"],
    needs: &[],
    fix: FixKind::None,
    words: words!("pretty_log.md"),
    check: &[Check::Call(&["forRoot", "forRootAsync", "pino", "pinoHttp", "transport"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let is_logger = call.receiver.is_none_or(|it| matches!(it.text(), "LoggerModule" | "pino"));
    (is_logger && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let given: Vec<Syntax> = call.args.iter().map(|it| project.constant(*it)).collect();
    let texts = given.iter().flat_map(|it| it.find(Kind::String));
    let pretty = texts.into_iter().find(|it| literal(*it) == Some("pino-pretty"))?;
    // Only the outermost call speaks.
    let is_inner = call.syntax.ancestors().filter_map(Call::of).any(|it| matches!(it.name, "forRoot" | "forRootAsync"));
    let decides = |it: Syntax| it.is(&[Kind::Ternary, Kind::If, Kind::Binary]);
    let is_conditional = pretty.ancestors().take_while(|it| *it != call.syntax).any(decides);
    // `if (isProduction) return { … };` before it, or a flag from elsewhere.
    let around = pretty.function().map_or(call.syntax, |it| it).text();
    let marks = ["NODE_ENV", "roduction", "isProd", "isDev", "evelopment", "enabled"];
    (!is_inner && !is_conditional && !marks.iter().any(|it| around.contains(it))).then_some(())?;
    let message = "`pino-pretty` formats each line for the terminal, in production as well: slower, and what collects the \
                   logs gets coloured text in place of JSON.";
    Some(Finding::at(pretty, message))
}
