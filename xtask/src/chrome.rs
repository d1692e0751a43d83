//! The browser that the tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::debian;

const ON_PATH: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/snap/bin/chromium",
];
const DEBIAN: [&[&str]; 2] = [&["chromium", "chromium-driver"], &["chromium-browser"]];
/// What to do when there is none and none can be installed.
pub const REMEDY: &str = "Chromium is missing: install Chrome or Chromium, or name it in the variable CHROME.";

/// The browser named by `CHROME`, or one in the usual places.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let on_path = ON_PATH.iter().filter_map(|name| which::which(name).ok());
    let mut places = named.into_iter().chain(on_path).chain(ELSEWHERE.iter().map(PathBuf::from));
    places.find(|path| path.exists())
}

/// Finds one or installs Debian's.
pub fn install() -> Result<PathBuf> {
    if let Some(chrome) = find() {
        return Ok(chrome);
    }
    if !debian::can_install() {
        bail!(REMEDY);
    }
    debian::install(&debian::known(&DEBIAN).context(REMEDY)?, "apt-chromium")?;
    find().context(REMEDY)
}
