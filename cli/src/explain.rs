//! `nestor explain`: a rule's words and examples, readable in a terminal.

use std::process::ExitCode;

use analyzer::report::{ExamplePage, FixKind, Mark, RulePage};
use analyzer::{highlight, rules};
use anstyle::{AnsiColor, Style};

use crate::format::text;
use crate::list;
use crate::output::Output;
use crate::prose;
use crate::standard;
use crate::suggest;

const BOLD: Style = Style::new().bold();
const HEADING: Style = Style::new().bold().underline();
const DIM: Style = Style::new().dimmed();
const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();

/// Lines longer than this are hard to read.
const WIDEST: usize = 96;

/// Runs the command.
pub fn run(name: &str, output: &Output) -> Result<ExitCode, String> {
    let category = rules::CATEGORIES.iter().find(|it| it.name == name.trim_end_matches("/*"));
    let text = match category {
        Some(category) => list::category(category).unwrap_or_else(|| format!("{} has no rules yet.", category.name)),
        None => match enforcing(name) {
            Some(list) => list,
            None => page(&own_or_known(name)?),
        },
    };
    output.print(&text).map(|()| ExitCode::SUCCESS)
}

/// The page of a rule, the team's own among them.
fn own_or_known(name: &str) -> Result<RulePage, String> {
    match standard::here().custom.into_iter().find(|it| it.page.id == name) {
        Some(own) => Ok(own.page),
        None => suggest::rule(name).map(analyzer::page),
    }
}

/// The rules that enforce a line of the standard.
fn enforcing(line: &str) -> Option<String> {
    let rules: Vec<String> = rules::all()
        .filter(|it| it.standard.iter().any(|id| id.eq_ignore_ascii_case(line)))
        .map(|it| format!("{BOLD}{}{BOLD:#}  {}", it.id, it.title))
        .collect();
    (!rules.is_empty()).then(|| rules.join("\n"))
}

fn page(page: &RulePage) -> String {
    let width = text::width(true).min(WIDEST);
    let fix = match page.fix {
        FixKind::None => "",
        FixKind::Safe => " · fixed by --fix",
        FixKind::Review => " · fixed by --fix-unsafe",
    };
    let about: Vec<&str> = page.standard.iter().chain(&page.cwe).map(String::as_str).collect();
    let mut parts = vec![
        format!("{BOLD}{}{BOLD:#}", page.title),
        format!("{DIM}{} · {} · {}{fix}{DIM:#}", page.id, page.severity.word(), about.join(" · ")),
        prose::terminal(&page.words, width),
    ];
    if !page.needs.is_empty() {
        parts.insert(2, format!("{DIM}Needs to see {}.{DIM:#}", page.needs.join(", ")));
    }
    if let Some(note) = standard::here().notes.get(&page.id) {
        parts.push(format!("{HEADING}Your team's note{HEADING:#}\n\n{}", prose::terminal(note, width)));
    }
    parts.extend((!page.examples.is_empty()).then(|| format!("{HEADING}Examples{HEADING:#}")));
    parts.extend(page.examples.iter().map(example));
    if !page.refs.is_empty() {
        parts.push(format!("{HEADING}Read more{HEADING:#}\n\n{}", page.refs.join("\n")));
    }
    parts.join("\n\n")
}

/// Its files with their lines; those that are found have a mark.
fn example(example: &ExamplePage) -> String {
    let (style, word) = if example.good { (GOOD, "Good") } else { (BAD, "Bad") };
    let several = example.files.len() > 1;
    let mut out = format!("{style}{word}{style:#}");
    for (path, text) in &example.files {
        if several || path != "src/example.ts" {
            out += &format!("\n  {DIM}{path}{DIM:#}");
        }
        let coloured = coloured(path, text);
        for (line, text) in (1..).zip(coloured.lines()) {
            let is_found = example.marks.contains(&Mark { path: path.clone(), line });
            let mark = if is_found { format!("{BAD}>{BAD:#}") } else { " ".into() };
            out.push('\n');
            out += format!("  {mark} {text}").trim_end();
        }
    }
    out
}

/// Code with its words coloured, line by line.
fn coloured(path: &str, text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |from: usize, to: usize| String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    let (mut out, mut at) = (String::new(), 0);
    for word in highlight(path, text).chunks_exact(3) {
        let &[start, end, class] = word else { continue };
        let (start, end) = (start as usize, end as usize);
        if start < at {
            continue;
        }
        let style = style(class);
        out += &part(at, start);
        // A style must not run over a line's end: the mark of the next line would have it.
        let lines: Vec<String> = part(start, end).split('\n').map(|it| format!("{style}{it}{style:#}")).collect();
        out += &lines.join("\n");
        at = end;
    }
    out + &part(at, units.len())
}

fn style(class: u32) -> Style {
    match class {
        1 => AnsiColor::Magenta.on_default(),
        2 => AnsiColor::Green.on_default(),
        3 => DIM,
        4 => AnsiColor::Yellow.on_default(),
        5 => AnsiColor::Cyan.on_default(),
        6 => AnsiColor::Blue.on_default(),
        _ => Style::new(),
    }
}
