//! `nestor init`: a `nestor.json` to start from.

use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use crate::atomic;
use crate::output::{Output, cause};

const FILE: &str = "nestor.json";

/// The schema as the npm package brings it.
const SCHEMA: &str = "./node_modules/nestor-review/nestor.schema.json";

/// Runs the command; a file that is there stays as it is.
pub fn run(preset: &str, output: &Output) -> Result<ExitCode, String> {
    let text = format!(
        "{{\n  \"$schema\": \"{SCHEMA}\",\n  \"preset\": \"{preset}\",\n  \"rules\": {{}},\n  \"facts\": {{}},\n  \"ignore\": []\n}}\n"
    );
    // A link that leads nowhere is there too.
    let is_there = || format!("{FILE} is already there and was left as it is");
    if Path::new(FILE).symlink_metadata().is_ok() {
        return Err(is_there());
    }
    atomic::create(Path::new(FILE), text.as_bytes()).map_err(|it| match it.kind() {
        ErrorKind::AlreadyExists => is_there(),
        _ => format!("cannot write {FILE}: {}", cause(&it)),
    })?;
    output.print(&format!(
        "Wrote {FILE} with the preset {preset}. `nestor rules` lists what can be set under \"rules\":\n\
         off, on, info, low, medium, high or critical, by rule or \"category/*\"."
    ))?;
    Ok(ExitCode::SUCCESS)
}
