//! What the scripts tell the app.

use analyzer::report::Review;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::model::standard::Standing;

/// A file as its tab shows it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct FileTab {
    /// Its path.
    pub path: String,
    /// UTF-16 units of text.
    pub chars: u32,
    /// Whether its values are hidden behind dots.
    pub masked: bool,
}

/// The files there are.
#[derive(Deserialize)]
pub struct Files {
    /// In the order of the tabs.
    pub files: Vec<FileTab>,
    /// The path of the shown one.
    pub active: String,
}

/// A review that came.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reviewed {
    /// What it says.
    pub review: Review,
    /// How long the engine took.
    pub ms: f64,
    /// Files at which the engine had stopped.
    #[serde(default)]
    pub left_out: Vec<String>,
}

/// What is not reviewed, or was not opened.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Limit {
    /// A sentence, empty when there is nothing to say any more.
    pub message: String,
    /// The files that it is about.
    pub skipped: Vec<Skipped>,
}

/// A file that is not reviewed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Skipped {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// What became of a paste into an unnamed tab.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Pasted {
    /// The name of the tab, which it may have got by what it holds.
    pub path: String,
    /// If it is a page with several blocks of code: what they would be named.
    #[serde(default)]
    pub paths: Vec<String>,
}

#[derive(Deserialize)]
struct Reading {
    files: u32,
}

#[derive(Deserialize)]
struct Pointed {
    fingerprint: Option<String>,
}

#[derive(Deserialize)]
struct Changed {
    fingerprint: String,
    said: String,
}

#[derive(Deserialize)]
struct TurnedOff {
    rule: String,
    said: String,
}

#[derive(Deserialize)]
struct Progress {
    loaded: f64,
    total: Option<f64>,
}

#[derive(Deserialize)]
struct Stopped {
    path: Option<String>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Short {
    message: String,
}

#[derive(Deserialize)]
struct Blocked {
    cause: String,
    #[serde(default)]
    message: String,
}

/// Something the scripts tell.
pub enum Message {
    /// Files were opened, closed, renamed or shown.
    Files(Files),
    /// Someone typed.
    Edited,
    /// The cursor is in a finding.
    Cursor(String),
    /// A finding was clicked in the code.
    Select(String),
    /// An unnamed tab was pasted into.
    Pasted(Pasted),
    /// Text lies beyond the limits, or no longer does.
    Limit(Limit),
    /// So many files have been read so far; 0 when all are.
    Reading(u32),
    /// The engine is being fetched.
    Progress(f64, Option<f64>),
    /// The engine can review.
    Ready,
    /// It has all rules now.
    Whole,
    /// The rules it does not have yet are being fetched again.
    Growing,
    /// They could not be fetched: the browser's words.
    Short(String),
    /// 400 ms without an answer.
    Reviewing,
    /// A review.
    Review(Box<Reviewed>),
    /// What is checked by hand now, as JSON.
    Ticks(String),
    /// A link was copied and is the address now: its part behind `#s=`.
    Shared(String),
    /// Edits for the finding of this fingerprint were applied; what to say.
    Changed(String, &'static str),
    /// Another standard is in use or on offer.
    Standard(Standing),
    /// A rule was turned off in the standard in use; what to say.
    TurnedOff(String, String),
    /// The fixes of the last review were tried, and those that do not hold are gone.
    Confirmed,
    /// Whether a part of the page that was asked for could not be fetched.
    Absent(bool),
    /// The engine stopped at a file and was started again.
    Stopped(Option<String>, String),
    /// The engine cannot run: the cause's word, the browser's words.
    Blocked(String, String),
}

impl Message {
    /// Reads what the scripts emit; what is not known is left alone.
    pub fn of(kind: &str, payload: JsValue) -> Option<Message> {
        Some(match kind {
            "files" => Message::Files(read(payload)?),
            "edited" => Message::Edited,
            "cursor" => Message::Cursor(read::<Pointed>(payload)?.fingerprint?),
            "select" => Message::Select(read::<Pointed>(payload)?.fingerprint?),
            "pasted" => Message::Pasted(read(payload)?),
            "limit" => Message::Limit(read(payload)?),
            "reading" => Message::Reading(read::<Reading>(payload)?.files),
            "progress" => {
                let Progress { loaded, total } = read(payload)?;
                Message::Progress(loaded, total)
            }
            "ready" => Message::Ready,
            "whole" => Message::Whole,
            "growing" => Message::Growing,
            "short" => Message::Short(read::<Short>(payload)?.message),
            "reviewing" => Message::Reviewing,
            "review" => Message::Review(Box::new(read(payload)?)),
            "ticks" => Message::Ticks(payload.as_string()?),
            "shared" => Message::Shared(payload.as_string()?),
            "changed" => {
                let Changed { fingerprint, said } = read(payload)?;
                Message::Changed(fingerprint, if said == "Ignored." { "Ignored." } else { "Fixed." })
            }
            "standard" => Message::Standard(read(payload)?),
            "turned-off" => {
                let TurnedOff { rule, said } = read(payload)?;
                Message::TurnedOff(rule, said)
            }
            "confirmed" => Message::Confirmed,
            "absent" => Message::Absent(payload.as_bool()?),
            "stopped" => {
                let Stopped { path, message } = read(payload)?;
                Message::Stopped(path, message)
            }
            "blocked" => {
                let Blocked { cause, message } = read(payload)?;
                Message::Blocked(cause, message)
            }
            _ => return None,
        })
    }
}

/// A value of the scripts as plain data.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}
