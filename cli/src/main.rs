//! `nestor`: reviews a NestJS backend from the command line.

mod gather;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use analyzer::report::{self, Severity};
use analyzer::{Standard, review, rules};
use clap::{Parser, Subcommand, ValueEnum};

/// Reviews NestJS and Prisma code.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reviews files and folders.
    Review {
        /// Files and folders.
        #[arg(default_value = ".")]
        paths: Vec<PathBuf>,
        /// What is printed.
        #[arg(long, value_enum, default_value = "json")]
        format: Format,
        /// The standard to review by; default: the nearest nestor.json upwards.
        #[arg(long)]
        standard: Option<PathBuf>,
        /// Exit with 1 if anything is at least this severe.
        #[arg(long, value_enum, default_value = "high")]
        fail_on: FailOn,
    },
    /// Prints every rule with its words and examples as JSON.
    Rules {
        /// What is printed.
        #[arg(long, value_enum, default_value = "json")]
        format: RulesFormat,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Markdown,
}

#[derive(Clone, Copy, ValueEnum)]
enum RulesFormat {
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Info,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Critical => Some(Severity::Critical),
            FailOn::High => Some(Severity::High),
            FailOn::Medium => Some(Severity::Medium),
            FailOn::Low => Some(Severity::Low),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("nestor: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::Review { paths, format, standard, fail_on } => {
            let standard = read_standard(standard.as_deref(), paths)?;
            let (sources, problems) = gather::sources(paths);
            problems.iter().for_each(|it| eprintln!("nestor: {it}"));
            if sources.is_empty() {
                return Err(format!("nothing to review in {}", listed(paths)));
            }
            let review = review(&sources, &standard);
            print(&match format {
                Format::Json => report::json(&review),
                Format::Markdown => report::markdown(&review),
            })?;
            let fails = |least| review.findings.iter().any(|it| it.severity >= least);
            Ok(ExitCode::from(u8::from(fail_on.severity().is_some_and(fails))))
        }
        Command::Rules { format: RulesFormat::Json } => {
            let pages: Vec<report::RulePage> = rules::all().map(analyzer::page).collect();
            print(&serde_json::to_string_pretty(&pages).map_err(|it| it.to_string())?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|it| it.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn read_standard(given: Option<&Path>, paths: &[PathBuf]) -> Result<Standard, String> {
    let path = match given {
        Some(path) => Some(path.to_owned()),
        None => paths.first().and_then(|it| gather::nearest_standard(it)),
    };
    let Some(path) = path else { return Ok(Standard::default()) };
    let text = std::fs::read_to_string(&path).map_err(|it| format!("cannot read {}: {it}", path.display()))?;
    Ok(Standard::read(&text))
}

/// A reader that closes the pipe early, such as `head`, is no error.
fn print(text: &str) -> Result<(), String> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
        _ => Ok(()),
    }
}
