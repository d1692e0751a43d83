//! The share dialog: what goes into the link, how long it gets, who can read it.

use super::each::{live, watch};
use leptos::prelude::*;

use super::copy::Copy;
use super::dialog::Modal;
use crate::browser::{bridge, dom};
use crate::desk::{Desk, Dialog, texts};
use crate::model::share::{Length, Shared, grouped};

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    view! { <Modal which=Dialog::Share title="Share"><Content/></Modal> }
}

/// A link being made.
#[derive(Clone, PartialEq)]
enum Link {
    Making,
    Made(String),
    Failed(String),
}

#[component]
fn Content() -> impl IntoView {
    let desk = Desk::here();
    let secret = |file: &crate::browser::message::FileTab| file.masked || file.path.contains(".env");
    let left_out = RwSignal::new(
        desk.files
            .read_untracked()
            .iter()
            .filter(|file| secret(file))
            .map(|file| file.path.clone())
            .collect::<Vec<_>>(),
    );
    let link = RwSignal::new(Link::Making);
    let opened = desk.opened();
    watch(move || {
        let left_out = left_out.get();
        dom::later(async move { link.set(make(desk, &left_out).await) });
    });
    let address = move || match link.get() {
        Link::Made(encoded) => format!("{}#s={encoded}", dom::page()),
        Link::Making | Link::Failed(_) => String::new(),
    };
    let copied = Callback::new(move |()| {
        if let Link::Made(encoded) = link.get_untracked() {
            opened.set(encoded.clone());
            dom::rewrite(&format!("#s={encoded}"));
        }
    });
    let ready = move || Length::of(address().len()) != Length::TooLong && !address().is_empty();
    view! {
        <Files left_out/>
        <label for="link">"Link"</label>
        <input id="link" class="mono" readonly prop:value=address on:focus=move |event| select_all(&event)/>
        <p class="length">{live(move || length(&link.get(), address().len()))}</p>
        <p class="dim">
            "The code is in the link itself, after #. It is not uploaded, but anyone with the link has it."
        </p>
        <div class="acts">
            <Show when=ready fallback=|| view! { <button class="btn primary" disabled>"Copy link"</button> }>
                <Copy label="Copy link" class="primary" text=move |()| address() on_copy=copied/>
            </Show>
        </div>
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
            <legend>"Files in the link"</legend>
            {files.into_iter().map(|file| row(file.path)).collect_view()}
        </fieldset>
        {secret.then(|| view! { <p class="dim">"Files with environment values stay out unless you tick them."</p> })}
    }
}

async fn make(desk: Desk, left_out: &[String]) -> Link {
    let files: Vec<_> =
        texts().into_iter().filter(|(path, text)| !text.is_empty() && !left_out.contains(path)).collect();
    if files.is_empty() {
        return Link::Failed("There is no file in the link yet.".to_owned());
    }
    let selection = desk.selection.get_untracked();
    let sel = selection.fingerprint().filter(|_| !selection.resolved).map(str::to_owned);
    let shared = Shared { v: 1, f: files, a: desk.active.get_untracked(), sel };
    let Ok(value) = serde_wasm_bindgen::to_value(&shared) else { return Link::Making };
    match bridge::encode_share(&value).await {
        Ok(encoded) => Link::Made(encoded.as_string().unwrap_or_default()),
        Err(error) => {
            let words = js_sys::Reflect::get(&error, &"message".into()).ok().and_then(|words| words.as_string());
            Link::Failed(words.unwrap_or_else(|| "The link could not be made.".to_owned()))
        }
    }
}

fn length(link: &Link, characters: usize) -> AnyView {
    match link {
        Link::Making => "Making the link".into_any(),
        Link::Failed(words) => words.clone().into_any(),
        Link::Made(_) => match Length::of(characters) {
            Length::Fine => format!("{} characters.", grouped(characters)).into_any(),
            Length::Long => {
                view! { <strong>{format!("{} characters: some chat tools cut long links.", grouped(characters))}</strong> }.into_any()
            }
            Length::TooLong => {
                view! { <strong>"This is more than fits into a link (64 KB). Leave files out to share the others."</strong> }.into_any()
            }
        },
    }
}

fn select_all(event: &web_sys::FocusEvent) {
    use wasm_bindgen::JsCast;
    let field: Option<web_sys::HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(field) = field {
        field.select();
    }
}
