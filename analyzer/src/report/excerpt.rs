//! The found lines, for a report that is asked to hold code.

use super::{Finding, Options};
use crate::Source;

/// A longer range shows its first lines.
const MOST: usize = 12;

/// The finding's lines as a fenced block within its entry; empty if code is not wanted. What an `.env` file holds is
/// never shown.
pub(super) fn excerpt(sources: &[Source], finding: &Finding, options: &Options) -> String {
    let name = finding.path.rsplit('/').next().unwrap_or_default();
    let source = sources.iter().find(|it| it.path == finding.path);
    let Some(source) = source.filter(|_| options.code && !name.starts_with(".env")) else { return String::new() };
    let (first, last) = (finding.range.start.line as usize, finding.range.end.line as usize);
    let lines = source.text.lines().skip(first.saturating_sub(1)).take((last + 1).saturating_sub(first).min(MOST));
    let lines: Vec<&str> = lines.map(str::trim_end).collect();
    let fence = "`".repeat(longest_run(&lines).max(2) + 1);
    let language = name.rsplit_once('.').map_or("", |(_, it)| it);
    let indent = lines.iter().filter(|it| !it.is_empty()).map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
    let mut out = format!("   - Code:\n\n     {fence}{language}\n");
    for line in lines {
        out += format!("     {}", line.get(indent..).unwrap_or_default()).trim_end();
        out.push('\n');
    }
    out + "     " + &fence + "\n"
}

/// The most backticks that stand side by side.
fn longest_run(lines: &[&str]) -> usize {
    let runs = lines.iter().flat_map(|it| it.split(|c| c != '`'));
    runs.map(str::len).max().unwrap_or(0)
}
