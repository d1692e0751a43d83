//! What can be asked of `nestor`.

use std::path::PathBuf;

use analyzer::report::{Options, Severity};
use analyzer::standard::Preset;
use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Reviews NestJS and Prisma backends: what is wrong, why it matters, how to mend it.
#[derive(Parser)]
#[command(name = "nestor", version, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours; `auto` heeds NO_COLOR, CLICOLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
}

const EXAMPLES: &str = "Examples:
  nestor review                      review the folder you are in
  nestor review apps/api --fail-on medium
  nestor explain injection/raw-sql   why a rule exists, and how to mend what it finds
  nestor init                        write a nestor.json to set your team's standard

Exit codes: 0 nothing at or above --fail-on, 1 something, 2 wrong use or nothing could be read.";

#[derive(Subcommand)]
pub enum Command {
    /// Review files and folders
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(Box<Review>),
    /// List the rules
    Rules {
        /// What is printed
        #[arg(long, value_enum, default_value = "text")]
        format: RulesFormat,
    },
    /// Explain a rule: why it matters, how to fix, when not to apply, examples
    Explain {
        /// A rule (injection/raw-sql, raw-sql), a category (injection) or a line of the standard (S050)
        rule: String,
    },
    /// Write a nestor.json to start from, in the folder you are in
    Init {
        /// The rules that run unless said otherwise
        #[arg(long, value_parser = preset, default_value = "backend-expert", value_name = "NAME")]
        preset: String,
    },
    /// Print the JSON Schema of nestor.json
    Schema,
    /// Print a script that completes `nestor` in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

const REVIEW_EXAMPLES: &str = "Examples:
  nestor review                                  the folder you are in
  nestor review --only injection --only auth     two categories of rules
  nestor review --since origin/main              findings in lines changed on this branch
  nestor review --fix                            apply the fixes that keep behaviour
  nestor review --format sarif --output nestor.sarif
  nestor review --stdin-path src/main.ts < src/main.ts

Exit codes: 0 nothing at or above --fail-on, 1 something, 2 wrong use or nothing could be read.";

#[derive(Args)]
pub struct Review {
    /// Files and folders; default: the folder you are in
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is printed
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    pub format: Format,
    /// Write to a file instead of printing
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Print findings and errors, nothing else
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
    /// Show no progress bar
    #[arg(long, help_heading = "Output")]
    pub no_progress: bool,
    /// Exit with 1 if anything is at least this severe
    #[arg(long, value_enum, default_value = "high", value_name = "SEVERITY", help_heading = "Output")]
    pub fail_on: FailOn,
    /// Markdown: what the report holds besides; may be given several times
    #[arg(long, value_name = "PART", value_delimiter = ',', help_heading = "Report")]
    pub with: Vec<Part>,
    /// Markdown: list only findings of these severities
    #[arg(long, value_parser = severity, value_name = "SEVERITY", value_delimiter = ',', help_heading = "Report")]
    pub severity: Vec<Severity>,
    /// The standard to review by; default: the nearest nestor.json upwards
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub standard: Option<PathBuf>,
    /// Start from this preset instead of the standard's: backend-expert, recommended, security, off
    #[arg(long, value_parser = preset, value_name = "NAME", help_heading = "Rules")]
    pub preset: Option<String>,
    /// Run this rule or category alone; may be given several times
    #[arg(long, value_name = "RULE|CATEGORY", help_heading = "Rules")]
    pub only: Vec<String>,
    /// Report only what lies in lines changed since a git revision (beside a removed line: its neighbours)
    #[arg(long, value_name = "REV", conflicts_with = "stdin_path", help_heading = "Scope")]
    pub since: Option<String>,
    /// Review the text on standard input as the file of this path, within the project around it
    #[arg(long, value_name = "PATH", help_heading = "Scope")]
    pub stdin_path: Option<PathBuf>,
    /// Apply the fixes that keep behaviour
    #[arg(long, conflicts_with = "stdin_path", help_heading = "Fixes")]
    pub fix: bool,
    /// Apply every fix, also those a person should look at
    #[arg(long, conflicts_with = "stdin_path", help_heading = "Fixes")]
    pub fix_unsafe: bool,
    /// How many threads work; default: as many as there are processors
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Findings with their code, for people
    Text,
    /// Everything, for programs
    Json,
    /// A report to hand on
    Markdown,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// GitLab Code Quality
    Gitlab,
}

/// A part of a report as Markdown that is there when asked for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The lines that are found, except those of .env files
    Code,
    /// The rules that passed
    Passed,
    /// Long lists folded and cut, for a comment on GitHub
    Folded,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RulesFormat {
    /// One line a rule
    Text,
    /// With words and examples
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Info,
    Never,
}

impl Arguments {
    pub fn color(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

impl Review {
    /// How many threads work.
    pub fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(all, usize::from)
    }

    /// What a report as Markdown holds; other formats hold everything.
    pub fn options(&self) -> Result<Options, String> {
        let is_plain = self.with.is_empty() && self.severity.is_empty();
        if !is_plain && self.format != Format::Markdown {
            return Err("--with and --severity are about --format markdown".to_owned());
        }
        let has = |part| self.with.contains(&part);
        Ok(Options {
            code: has(Part::Code),
            passed: has(Part::Passed),
            folded: has(Part::Folded),
            severities: self.severity.clone(),
            checked: Vec::new(),
        })
    }
}

impl FailOn {
    pub fn severity(self) -> Option<Severity> {
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

fn severity(name: &str) -> Result<Severity, String> {
    let known = FailOn::from_str(name, false).ok().and_then(FailOn::severity);
    known.ok_or_else(|| "there are critical, high, medium, low, info".to_owned())
}

fn preset(name: &str) -> Result<String, String> {
    let known: Vec<&str> = Preset::NAMES.iter().map(|(it, _)| *it).collect();
    match known.contains(&name) {
        true => Ok(name.to_owned()),
        false => Err(format!("there are {}", known.join(", "))),
    }
}
