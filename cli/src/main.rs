//! `nestor`: reviews a NestJS backend from the command line.

mod allocator;
mod arguments;
mod atomic;
mod explain;
mod fix;
mod format;
mod gather;
mod init;
mod list;
mod output;
mod place;
mod progress;
mod prose;
mod read;
mod review;
mod schema;
mod since;
mod skip;
mod standard;
mod suggest;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use output::Output;

fn main() -> ExitCode {
    allocator::share();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    match run(&arguments) {
        Ok(code) => code,
        Err(message) => {
            output::say(&message);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let output = Output::to_stdout(arguments.color());
    match &arguments.command {
        Command::Review(asked) => review::run(asked, arguments.color()),
        Command::Rules { format } => list::run(*format, &output),
        Command::Explain { rule } => explain::run(rule, &output),
        Command::Init { preset } => init::run(preset, &output),
        Command::Schema => output.print(&schema::text()).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "nestor", &mut script);
            output.print(String::from_utf8_lossy(&script).trim_end()).map(|()| ExitCode::SUCCESS)
        }
    }
}

/// Help and version are answers; anything else is wrong use, said in one line.
fn misused(error: &clap::Error) -> ExitCode {
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if is_answer || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // A reader that closed the pipe has seen enough.
        let _ = error.print();
        return ExitCode::from(if is_answer { 0 } else { 2 });
    }
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim).take_while(|it| !it.starts_with("Usage:")).collect();
    let said: Vec<&str> = lines.into_iter().filter(|it| !it.is_empty() && !it.starts_with("For more")).collect();
    output::say(said.join(" ").replace(" tip: ", "; ").trim_start_matches("error: "));
    ExitCode::from(2)
}
