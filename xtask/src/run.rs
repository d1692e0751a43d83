//! Running other programs: quietly, with a log, within a time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// How much of a failed program's output is shown.
const TAIL: usize = 60;

/// The repository's root.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default()
    })
}

/// A command that starts in the repository's root.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// `cargo`, free of what the cargo that started this program has set for itself.
pub fn cargo() -> Command {
    let mut cargo = command("cargo");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// What the command prints, when it succeeds within ten seconds.
pub fn ask(command: &mut Command) -> Option<String> {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    answer(child, Duration::from_secs(10))
}

/// What the command prints, however long it takes; its failure is a sentence with the last thing it said.
pub fn output(command: &mut Command) -> Result<String> {
    let said = command.output().with_context(|| format!("{} could not be started.", program(command)))?;
    if said.status.success() {
        return Ok(String::from_utf8_lossy(&said.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&said.stderr);
    bail!("{} failed: {}", program(command), tail(&complaint, 5))
}

/// Runs to the end with the output in `target/xtask/log/<log>.log`, whose last lines are shown on failure.
pub fn logged(command: &mut Command, log: &str) -> Result<String> {
    within(command, log, Duration::from_secs(60 * 60))
}

/// Like [`logged`], stopped when the time is over.
pub fn within(command: &mut Command, log: &str, limit: Duration) -> Result<String> {
    let Transcript { ended_well, said, path } = transcript(command, log, limit)?;
    if ended_well {
        return Ok(said);
    }
    bail!("{} failed.\n{}\nAll it said: {}", program(command), tail(&said, TAIL), path.display())
}

/// What a program said, and how it ended.
pub struct Transcript {
    /// Whether it ended with success.
    pub ended_well: bool,
    /// Everything it printed.
    pub said: String,
    /// The file that holds it.
    pub path: PathBuf,
}

/// Runs to the end, good or bad, with the output in a log; not to end in time is an error.
pub fn transcript(command: &mut Command, log: &str, limit: Duration) -> Result<Transcript> {
    let path = log_path(log)?;
    let file = File::create(&path).with_context(|| format!("{} cannot be written.", path.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    let child = command.spawn().map_err(|error| not_started(command, &error))?;
    let Some(status) = wait(child, limit)? else {
        bail!("{} did not finish in {} s. What it said: {}", program(command), limit.as_secs(), path.display());
    };
    let said = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
    Ok(Transcript { ended_well: status.success(), said, path })
}

fn not_started(command: &Command, error: &std::io::Error) -> anyhow::Error {
    anyhow!("{} could not be started: {error}.", program(command))
}

fn answer(mut child: Child, limit: Duration) -> Option<String> {
    let mut pipe = child.stdout.take()?;
    let reader = std::thread::spawn(move || std::io::read_to_string(&mut pipe).ok());
    let status = wait(child, limit).ok()??;
    let said = reader.join().ok()??;
    status.success().then_some(said)
}

/// The exit status, or nothing when the time was over and the child was stopped.
fn wait(mut child: Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let since = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if since.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

fn log_path(log: &str) -> Result<PathBuf> {
    let folder = root().join("target/xtask/log");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made.", folder.display()))?;
    Ok(folder.join(format!("{log}.log")))
}

/// The command as a person would name it: the program and its first words.
pub fn program(command: &Command) -> String {
    let mut words = vec![Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy()];
    words.extend(command.get_args().take(2).map(|word| word.to_string_lossy()));
    format!("`{}`", words.join(" "))
}

/// The last lines of a text, without cargo's list of what it compiled on the way.
fn tail(text: &str, lines: usize) -> String {
    const ON_THE_WAY: [&str; 4] = ["Compiling ", "Checking ", "Downloading ", "Downloaded "];
    let tells = |line: &&str| !ON_THE_WAY.iter().any(|word| line.trim_start().starts_with(word));
    let all: Vec<&str> = text.trim_end().lines().filter(tells).collect();
    all.get(all.len().saturating_sub(lines)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_end() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a\n", 2), "a");
        assert_eq!(tail("   Compiling x v1\nerror: y\n   Compiling z v1\n", 5), "error: y");
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let since = Instant::now();
        let error = within(command("sleep").arg("30"), "test-sleep", Duration::from_millis(50)).unwrap_err();
        assert!(error.to_string().contains("did not finish"), "{error}");
        assert!(since.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_missing_program_is_a_sentence() {
        let error = logged(&mut command("no-such-program"), "test-missing").unwrap_err();
        assert!(error.to_string().starts_with("`no-such-program` could not be started"), "{error}");
    }
}
