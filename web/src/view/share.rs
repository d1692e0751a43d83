//! The share dialog: what is shared, which secrets were found in it, how long the link gets, who can read it.

use super::each::{line, live, watch};
use leptos::prelude::*;

use super::copy::Copy;
use super::dialog::Modal;
use super::icon::{Icon, NOTE};
use crate::browser::{bridge, dom, message};
use crate::desk::{Desk, Dialog};
use crate::model::counts::plural;
use crate::model::names::short;
use crate::model::share::{Length, Made, grouped};

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    view! { <Modal which=Dialog::Share title="Share"><Content/></Modal> }
}

/// What is ticked, and what was made of it.
#[derive(Clone, Copy)]
struct Choice {
    left_out: RwSignal<Vec<String>>,
    mask: RwSignal<bool>,
    selected: RwSignal<bool>,
    standard: RwSignal<bool>,
    made: RwSignal<Option<Made>>,
}

impl Choice {
    /// What may hold environment values is left out, secrets are masked.
    fn new(desk: Desk) -> Choice {
        let files = desk.files.read_untracked();
        let left_out = files.iter().filter(|file| file.masked || file.path.contains(".env"));
        Choice {
            left_out: RwSignal::new(left_out.map(|file| file.path.clone()).collect()),
            mask: RwSignal::new(true),
            selected: RwSignal::new(true),
            standard: RwSignal::new(true),
            made: RwSignal::new(None),
        }
    }

    /// Makes it anew whenever something is ticked; only the last answer counts.
    fn follow(self, desk: Desk) {
        let turn = StoredValue::new(0_u32);
        watch(move || {
            let left_out = self.left_out.read().join("\n");
            let (mask, standard) = (self.mask.get(), self.standard.get());
            let selected = selected(desk).filter(|_| self.selected.get());
            turn.update_value(|turn| *turn += 1);
            let now = turn.get_value();
            dom::later(async move {
                let active = desk.active.get_untracked();
                let made = bridge::prepare_share(&left_out, mask, standard, &active, selected).await;
                if turn.try_get_value() == Some(now) {
                    self.made.set(Some(made.ok().and_then(message::read).unwrap_or_else(failed)));
                }
            });
        });
    }

    fn address(self) -> String {
        let made = self.made.read();
        let encoded = made.as_ref().and_then(|made| made.encoded.as_ref());
        encoded.map(|encoded| format!("{}#s={encoded}", dom::page())).unwrap_or_default()
    }

    fn has_link(self) -> bool {
        let length = self.address().len();
        length > 0 && Length::of(length) != Length::TooLong
    }
}

fn failed() -> Made {
    Made { failure: Some("The link could not be made. Check the connection.".to_owned()), ..Made::default() }
}

fn selected(desk: Desk) -> Option<String> {
    let selection = desk.selection.get_untracked();
    selection.fingerprint().filter(|_| !selection.resolved).map(str::to_owned)
}

#[component]
fn Content() -> impl IntoView {
    let desk = Desk::here();
    let choice = Choice::new(desk);
    choice.follow(desk);
    view! {
        <Files left_out=choice.left_out/>
        <Along choice/>
        <Secrets choice/>
        <label for="link">"Link"</label>
        <input id="link" class="mono" readonly prop:value=move || choice.address() on:focus=move |event| select_all(&event)/>
        <p class="length">{live(move || length(choice.made.get().as_ref(), choice.address().len()))}</p>
        <p class="dim">
            "The code is in the link itself, after #. It is not uploaded, but anyone with the link has it."
        </p>
        <Acts choice/>
    }
}

/// The files as boxes to tick; what may hold secrets is not ticked.
#[component]
fn Files(left_out: RwSignal<Vec<String>>) -> impl IntoView {
    let desk = Desk::here();
    let files: Vec<_> = desk.files.get_untracked().into_iter().filter(|file| file.chars > 0).collect();
    let secret = files.iter().any(|file| left_out.read_untracked().contains(&file.path));
    let toggle = move |path: &str, into: bool| {
        left_out.update(|out| {
            out.retain(|other| other != path);
            if !into {
                out.push(path.to_owned());
            }
        });
    };
    let row = move |path: String| {
        let ticked = {
            let path = path.clone();
            move || !left_out.read().contains(&path)
        };
        let label = path.clone();
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=ticked on:change=move |event| toggle(&path, event_target_checked(&event))/>
                {label}
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>"Files"</legend>
            {files.into_iter().map(|file| row(file.path)).collect_view()}
        </fieldset>
        {secret.then(|| view! { <p class="dim under">"Files with environment values stay out unless you tick them."</p> })}
    }
}

/// What else a link carries, as far as there is any.
#[component]
fn Along(choice: Choice) -> impl IntoView {
    let desk = Desk::here();
    let has_standard = Memo::new(move |_| choice.made.read().as_ref().is_some_and(|made| made.standard));
    view! {
        {selected(desk).map(|_| tick(choice.selected, "Open at the selected finding"))}
        {live(move || has_standard.get().then(|| tick(choice.standard, "Review by this team standard")))}
    }
}

fn tick(value: RwSignal<bool>, label: &'static str) -> AnyView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event))/>
            {label}
        </label>
    }
    .into_any()
}

/// Which secrets were found, and what is done with them. It is made anew when others are found, not when they are masked: the focus stays.
#[component]
fn Secrets(choice: Choice) -> impl IntoView {
    let found =
        Memo::new(move |_| choice.made.get().map(|made| (made.secrets, made.found)).filter(|(all, _)| *all > 0));
    live(move || found.get().map(|(all, first)| secrets(choice, all, &first)))
}

fn secrets(choice: Choice, all: usize, first: &[(String, String)]) -> AnyView {
    let count = plural(all, "secret was found", "secrets were found");
    let said = move || {
        let rest = if choice.mask.get() {
            "What is shared has <redacted> in the place of each. Your own text stays as it is."
        } else {
            "Whoever gets the link or the files can read and use them."
        };
        format!("{count}. {rest}")
    };
    let more = all.saturating_sub(first.len());
    view! {
        <div class="secrets">
            <p class:open=move || !choice.mask.get()><Icon path=NOTE/><span>{line(said)}</span></p>
            <ul tabindex="0" aria-label="Secrets found">
                {first.iter().map(secret).collect_view()}
                {(more > 0).then(|| view! { <li class="dim">{format!("and {more} more")}</li> })}
            </ul>
            {tick(choice.mask, "Mask them")}
        </div>
    }
    .into_any()
}

fn secret((place, kind): &(String, String)) -> AnyView {
    view! { <li><code>{place.clone()}</code>" "<span>{kind.clone()}</span></li> }.into_any()
}

#[component]
fn Acts(choice: Choice) -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    // Only a link that holds just the draft becomes the address: at another, a reload would ask which of the two to keep.
    let copied = Callback::new(move |()| {
        let made = choice.made.get_untracked().filter(|made| made.whole);
        if let Some(encoded) = made.and_then(|made| made.encoded) {
            opened.set(encoded.clone());
            dom::rewrite(&format!("#s={encoded}"));
        }
    });
    let no_link = Callback::new(move |()| !choice.has_link());
    let no_file = Callback::new(move |()| {
        choice.made.read().as_ref().is_none_or(|made| made.encoded.is_none() && !made.too_long)
    });
    let name = move || short(&desk.active.get_untracked()).to_owned();
    view! {
        <div class="acts">
            <Copy label="Copy link" class="primary" text=move |()| choice.address() on_copy=copied disabled=no_link/>
            <Copy
                label="Copy Markdown link" text=move |()| format!("[Review of {} in Nestor]({})", name(), choice.address())
                on_copy=copied disabled=no_link
            />
            <Copy label="Copy as Markdown" text=move |()| markdown(choice) disabled=no_file/>
            <button class="btn" disabled=move || no_file.run(()) on:click=|_| bridge::download_zip("review.zip")>"Download .zip"</button>
        </div>
    }
}

/// The Markdown of what was made last.
fn markdown(choice: Choice) -> String {
    choice.made.track();
    bridge::shared_markdown()
}

fn length(made: Option<&Made>, characters: usize) -> AnyView {
    let Some(made) = made else { return "Making the link".into_any() };
    let strong = |words: String| view! { <strong>{words}</strong> }.into_any();
    if made.too_long || Length::of(characters) == Length::TooLong {
        return strong("This is more than fits into a link (64 KB). Leave files out, or share the .zip.".to_owned());
    }
    if let Some(words) = made.failure.clone() {
        return words.into_any();
    }
    match Length::of(characters) {
        Length::Long => strong(format!("{} characters: some chat tools cut long links.", grouped(characters))),
        _ => format!("{} characters.", grouped(characters)).into_any(),
    }
}

fn select_all(event: &web_sys::FocusEvent) {
    use wasm_bindgen::JsCast;
    let field: Option<web_sys::HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(field) = field {
        field.select();
    }
}
