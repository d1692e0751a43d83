//! The two dialogs about one finding: ignoring it, and saying that it is wrong.

use super::each::{line, live};
use analyzer::report::Finding;
use leptos::prelude::*;

use super::copy::Copy;
use super::dialog::Modal;
use super::diff::diff;
use crate::desk::{Desk, Dialog, texts};
use crate::model::diff::hunks;
use crate::model::ignore::{Ignore, ignore};
use crate::model::names::short;
use crate::model::passing;
use analyzer::report::apply;

/// Where issues are told, if the project says so.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// Lines around the comment.
const CONTEXT: usize = 2;

/// The dialog that shows the comment before it is written.
#[component]
pub fn IgnoreDialog() -> impl IntoView {
    view! { <Modal which=Dialog::Ignore title="Ignore here"><Ignoring/></Modal> }
}

fn text_of(path: &str) -> Option<String> {
    texts().into_iter().find(|(name, _)| name == path).map(|(_, text)| text)
}

#[component]
fn Ignoring() -> impl IntoView {
    let desk = Desk::here();
    let reason = RwSignal::new(String::new());
    let made = move || -> Option<(Finding, String, Ignore)> {
        let finding = desk.selection.get().finding?;
        let text = text_of(&finding.path)?;
        let made = ignore(&text, &finding, &reason.read())?;
        Some((finding, text, made))
    };
    let shown = move || {
        made().map(|(finding, text, made)| {
            let after = apply(&text, &[&made.edit]);
            let note = made
                .whole_file
                .then_some("No comment fits beside this line, so it stands at the top and speaks for the whole file.");
            view! {
                <p class="file-name">{finding.path.clone()}</p>
                {diff(hunks(&text, &after, CONTEXT), format!("The comment in {}", short(&finding.path)))}
                {note.map(|note| view! { <p>{note}</p> })}
            }
        })
    };
    let write = move || {
        if let Some((finding, _, made)) = untrack(made) {
            desk.dialog.set(None);
            desk.change(&[made.edit], &finding.fingerprint, "Ignored.");
        }
    };
    let ready = move || !reason.read().trim().is_empty() && !desk.is_stale();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(ready) {
            write();
        }
    };
    view! {
        <form class="aside" on:submit=submit>
            <label for="ignore-reason">"Why this is fine here"</label>
            <input
                id="ignore-reason" autocomplete="off" prop:value=reason aria-describedby="ignore-hint"
                on:input=move |event| reason.set(event_target_value(&event))
            />
            <p class="hint" id="ignore-hint">"The reason stands in the code, for whoever reads it next."</p>
            {live(shown)}
            <div class="acts"><button class="btn primary" type="submit" disabled=move || !ready()>"Write the comment"</button></div>
        </form>
    }
}

/// The dialog with the text of an issue.
#[component]
pub fn WrongDialog() -> impl IntoView {
    view! { <Modal which=Dialog::Wrong title="Report a wrong finding"><Wrong/></Modal> }
}

#[component]
fn Wrong() -> impl IntoView {
    let desk = Desk::here();
    let reason = RwSignal::new(String::new());
    let with_code = RwSignal::new(false);
    let text = move || {
        let (Some(finding), Some(review)) = (desk.selection.get().finding, desk.review.get()) else {
            return String::new();
        };
        let code = with_code.get().then(|| text_of(&finding.path)).flatten();
        passing::wrong(&finding, &review, &reason.read(), code.as_deref())
    };
    let address = (!REPOSITORY.is_empty()).then(|| {
        let to = format!("{}/issues/new", REPOSITORY.trim_end_matches('/'));
        view! { <a href=to target="_blank" rel="noreferrer noopener">"The project's issues"</a> }
    });
    view! {
        <div class="aside">
            <p>"Nothing is sent from here. Copy this text and hand it to those who look after the rules."</p>
            <label for="wrong-reason">"Why it is wrong"</label>
            <textarea id="wrong-reason" rows="3" prop:value=reason on:input=move |event| reason.set(event_target_value(&event))></textarea>
            <label class="tick">
                <input type="checkbox" prop:checked=with_code on:change=move |event| with_code.set(event_target_checked(&event))/>
                "With the lines of code"
            </label>
            <pre class="block" tabindex="0" aria-label="Text of the report">{line(text)}</pre>
            <div class="acts"><Copy label="Copy the text" class="primary" text=move |()| untrack(text)/>{address}</div>
        </div>
    }
}
