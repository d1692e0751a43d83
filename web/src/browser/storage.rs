//! What this browser keeps: the draft and a few preferences. Everything works without.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

use super::message::read;

/// The draft.
pub const DRAFT: &str = "nestor.draft";
/// What was checked by hand, which goes with the draft.
pub const TICKS: &str = "nestor.ticks";
/// Light or dark; `boot.js` reads it before the first paint.
pub const THEME: &str = "nestor.theme";
/// What the list is grouped by.
pub const GROUPING: &str = "nestor.grouping";
/// Whether single letters are shortcuts.
pub const LETTERS: &str = "nestor.letters";

fn storage() -> Option<Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

/// A text that was kept.
pub fn text(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text; false where the browser refuses.
pub fn keep_text(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Plain data that was kept.
pub fn kept<T: DeserializeOwned>(key: &str) -> Option<T> {
    read(JSON::parse(&text(key)?).ok()?)
}

/// Keeps plain data; false where the browser refuses.
pub fn keep<T: Serialize>(key: &str, value: &T) -> bool {
    let json = serde_wasm_bindgen::to_value(value).ok().and_then(|value| JSON::stringify(&value).ok());
    json.and_then(|json| json.as_string()).is_some_and(|json| keep_text(key, &json))
}

/// Forgets.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(key).ok();
    }
}
