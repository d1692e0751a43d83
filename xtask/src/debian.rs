//! Debian and its kin: packages by apt, as root or through a sudo that asks nothing.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run;
use crate::say::Line;

/// Whether packages can be installed here without a question to anyone.
pub fn can_install() -> bool {
    which::which("apt-get").is_ok() && (is_root() || sudo())
}

/// The first of these package sets that this Debian has in full.
pub fn known<'a>(sets: &[&[&'a str]]) -> Option<Vec<&'a str>> {
    let mut found = offered(sets);
    if found.is_none() && can_install() {
        update().ok();
        found = offered(sets);
    }
    found
}

/// Installs packages, after `apt-get update` if the lists at hand are too old.
pub fn install(packages: &[&str], log: &str) -> Result<()> {
    if !can_install() {
        bail!("Packages are missing: `sudo apt-get install {}`.", packages.join(" "));
    }
    let line = Line::begin(format!("Debian packages {}", packages.join(", ")));
    if run::logged(&mut apt_install(packages), log).is_err() {
        update()?;
        run::logged(&mut apt_install(packages), log)?;
    }
    line.end("installed");
    Ok(())
}

/// A command with the right to write into the system's folders.
pub fn as_root(program: &str) -> Command {
    if is_root() {
        return run::command(program);
    }
    let mut sudo = run::command("sudo");
    sudo.args(["-n", program]);
    sudo
}

fn apt_install(packages: &[&str]) -> Command {
    let mut apt = as_root("env");
    apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends"]);
    apt.args(["-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=300"]).args(packages);
    apt
}

fn update() -> Result<()> {
    let line = Line::begin("Debian package lists");
    run::logged(as_root("apt-get").args(["update", "-o", "Acquire::Retries=2"]), "apt-update")?;
    line.end("updated");
    Ok(())
}

fn offered<'a>(sets: &[&[&'a str]]) -> Option<Vec<&'a str>> {
    sets.iter().find(|set| set.iter().all(|package| has_candidate(package))).map(|set| set.to_vec())
}

fn has_candidate(package: &str) -> bool {
    run::ask(run::command("apt-cache").args(["policy", package]).env("LC_ALL", "C"))
        .is_some_and(|policy| candidate(&policy).is_some())
}

/// The version `apt-cache policy` would install.
fn candidate(policy: &str) -> Option<&str> {
    let version = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then_some(version)
}

fn is_root() -> bool {
    run::ask(run::command("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn sudo() -> bool {
    run::ask(run::command("sudo").args(["-n", "true"])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_is_a_version() {
        assert_eq!(candidate("x:\n  Installed: (none)\n  Candidate: 1.96.0\n"), Some("1.96.0"));
        assert_eq!(candidate("x:\n  Installed: (none)\n  Candidate: (none)\n"), None);
        assert_eq!(candidate(""), None);
    }
}
