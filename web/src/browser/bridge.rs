//! The scripts beside the app: files and editor on one side, the engine in its worker on the other.
// The names are those of `bridge.js`, where each is described.
#![allow(missing_docs)]

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Element, FileList};

#[wasm_bindgen(raw_module = "./bridge.js")]
extern "C" {
    #[wasm_bindgen(js_name = startEngine)]
    pub fn start_engine(emit: &Function);
    #[wasm_bindgen(js_name = fetchRest)]
    pub fn fetch_rest();
    #[wasm_bindgen(js_name = openWorkspace)]
    pub fn open_workspace(host: &Element, emit: &Function) -> Promise;
    #[wasm_bindgen(catch)]
    pub async fn rules() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn words(category: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn examples(category: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = openFiles)]
    pub fn open_files(list: &FileList) -> Promise;
    #[wasm_bindgen(js_name = moveFile)]
    pub fn move_file(path: &str, to: u32);
    #[wasm_bindgen(js_name = reviewNow)]
    pub fn review_now();
    #[wasm_bindgen(js_name = openShare)]
    pub fn open_share(selected: Option<&str>);
    #[wasm_bindgen(js_name = keepOffline)]
    pub fn keep_offline(offer: &Function);
    #[wasm_bindgen(js_name = takeUpdate)]
    pub fn take_update();
    #[wasm_bindgen(js_name = decodeShare, catch)]
    pub async fn decode_share(encoded: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = openPalette)]
    pub fn open_palette(choose: &Function) -> Promise;

    pub fn files() -> Array;
    #[wasm_bindgen(js_name = setFiles)]
    pub fn set_files(files: &JsValue, active: &str, beside: bool) -> u32;
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(path: &str, text: &str) -> String;
    #[wasm_bindgen(js_name = newFile)]
    pub fn new_file(path: &str) -> String;
    #[wasm_bindgen(js_name = renameFile)]
    pub fn rename_file(old: &str, new: &str) -> String;
    #[wasm_bindgen(js_name = closeFile)]
    pub fn close_file(path: &str) -> u32;
    pub fn reopen(token: u32) -> bool;
    #[wasm_bindgen(js_name = setActive)]
    pub fn set_active(path: &str) -> String;
    #[wasm_bindgen(js_name = setMasked)]
    pub fn set_masked(path: &str, masked: bool);
    #[wasm_bindgen(js_name = splitPasted)]
    pub fn split_pasted() -> Option<u32>;

    #[wasm_bindgen(js_name = selectFinding)]
    pub fn select_finding(fingerprint: Option<&str>);
    #[wasm_bindgen(js_name = stepFinding)]
    pub fn step_finding(direction: i32);
    pub fn reveal(path: &str, start: u32, end: u32, focus: bool);
    #[wasm_bindgen(js_name = applyEdits)]
    pub fn apply_edits(edits: &JsValue) -> bool;
    #[wasm_bindgen(js_name = undoLast)]
    pub fn undo_last() -> bool;
    #[wasm_bindgen(js_name = openFindingMenu)]
    pub fn open_finding_menu(button: &Element, fingerprint: &str);
    #[wasm_bindgen(js_name = openFixes)]
    pub fn open_fixes(fingerprints: Vec<String>);
    #[wasm_bindgen(js_name = beginStandard)]
    pub fn begin_standard();
    #[wasm_bindgen(js_name = offerStandard)]
    pub fn offer_standard(text: &str);
    #[wasm_bindgen(js_name = chooseStandard)]
    pub fn choose_standard(taken: bool);
    #[wasm_bindgen(js_name = undoStandard)]
    pub fn undo_standard();
    #[wasm_bindgen(js_name = openStandard)]
    pub fn open_standard();
    #[wasm_bindgen(js_name = teamNote)]
    pub fn team_note(rule: &str) -> Option<String>;
    #[wasm_bindgen(js_name = showChecklist)]
    pub fn show_checklist(host: &Element, ticks: &str);
    #[wasm_bindgen(js_name = showReport)]
    pub fn show_report(host: &Element, ticks: &str);
    #[wasm_bindgen(js_name = focusEditor)]
    pub fn focus_editor();
    #[wasm_bindgen(js_name = setTheme)]
    pub fn set_theme(name: &str);
}
