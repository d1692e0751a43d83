//! `nestor rules`: all of them.

use std::process::ExitCode;

use analyzer::report::RulePage;
use analyzer::rules;
use anstyle::Style;

use crate::arguments::RulesFormat;
use crate::output::Output;

const BOLD: Style = Style::new().bold();

/// Runs the command.
pub fn run(format: RulesFormat, output: &Output) -> Result<ExitCode, String> {
    let text = match format {
        RulesFormat::Text => rules::CATEGORIES.iter().filter_map(category).collect::<Vec<_>>().join("\n\n"),
        RulesFormat::Json => {
            let pages: Vec<RulePage> = rules::all().map(analyzer::page).collect();
            serde_json::to_string_pretty(&pages).map_err(|it| it.to_string())?
        }
    };
    output.print(&text).map(|()| ExitCode::SUCCESS)
}

/// A category's name and its rules, one a line; nothing for one without rules.
pub fn category(category: &rules::Category) -> Option<String> {
    let widest = rules::all().map(|it| it.id.len()).max().unwrap_or_default();
    let line =
        |rule: &&analyzer::rule::Rule| format!("  {:widest$}  {:8}  {}", rule.id, rule.severity.word(), rule.title);
    let lines: Vec<String> = category.rules.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("{BOLD}{}{BOLD:#}\n{}", category.name, lines.join("\n")))
}
