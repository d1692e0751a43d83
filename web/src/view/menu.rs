//! The menu beside the tabs: new files with names worth having, files to open, examples, and what the open file allows.

use super::each::{each, line, live, row};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, MouseEvent};

use super::icon::{Icon, PLUS};
use crate::browser::{bridge, dom};
use crate::desk::Desk;
use crate::model::examples::EXAMPLES;
use crate::model::names;
use crate::model::route::Part;

const MENU: &str = "file-menu";

/// The button and its menu.
#[component]
pub fn FileMenu() -> impl IntoView {
    view! {
        <button class="plus" id="add-file" aria-label="Files: add, open, rename, close" title="Add a file" popovertarget=MENU on:click=place>
            <Icon path=PLUS/>
        </button>
        <div id=MENU class="popover" popover="auto">
            <NewFile/>
            <OpenFiles/>
            <p class="menu-head" id="menu-examples">"Examples"</p>
            <Examples/>
            <OfThisFile/>
        </div>
    }
}

/// The menu lies in the browser's top layer, so it is told where its button is. By keyboard one goes on into it.
fn place(event: MouseEvent) {
    let (Some(button), Some(menu)) = (dom::by_id("add-file"), dom::by_id(MENU)) else { return };
    let corner = button.get_bounding_client_rect();
    let room = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1000.0);
    let left = corner.left().min(room - 268.0).max(8.0);
    menu.style().set_property("left", &format!("{}px", left as i32)).ok();
    let top = corner.bottom() as i32 + 4;
    menu.style().set_property("top", &format!("{top}px")).ok();
    menu.style().set_property("max-height", &format!("calc(100dvh - {}px)", top + 8)).ok();
    if event.detail() == 0 {
        request_animation_frame(|| dom::focus("new-file"));
    }
}

fn hide() {
    if let Some(menu) = dom::by_id(MENU) {
        menu.hide_popover().ok();
    }
}

/// Adds an empty file and goes there.
pub fn add(desk: Desk, name: &str) {
    let taken = desk.paths();
    bridge::new_file(&names::free(name, &taken));
    desk.turn_to(Part::Code);
}

#[component]
fn NewFile() -> impl IntoView {
    let desk = Desk::here();
    let field = NodeRef::<leptos::html::Input>::new();
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        match names::checked(&field.value(), &desk.paths()) {
            Ok(name) => {
                field.set_value("");
                problem.set(None);
                hide();
                add(desk, &name);
            }
            Err(words) => problem.set(Some(words)),
        }
    };
    let choose = move |name: &str| {
        hide();
        add(desk, name);
    };
    let offered = move || {
        let files = desk.files.read();
        let free = |name: &&str| !files.iter().any(|file| file.path == *name);
        let chip = |name: &'static str| {
            row(name, move || view! { <button class="chip" on:click=move |_| choose(name)>{name}</button> }.into_any())
        };
        names::SUGGESTIONS.into_iter().filter(free).map(chip).collect()
    };
    view! {
        <form class="new-file" on:submit=submit>
            <label for="new-file">"New file"</label>
            <input id="new-file" node_ref=field placeholder="users.service.ts" spellcheck="false" autocomplete="off"/>
            <button class="btn" type="submit">"Add"</button>
            {live(move || problem.get().map(|words| view! { <p role="alert">{words}</p> }))}
        </form>
        <div class="chips" role="group" aria-label="Suggested names">
            {each(offered)}
        </div>
    }
}

#[component]
fn OpenFiles() -> impl IntoView {
    let desk = Desk::here();
    let chosen = move |event: Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(list) = input.and_then(|input| input.files()) else { return };
        hide();
        drop(bridge::open_files(&list));
    };
    let folder = view! { <input type="file" class="sr" on:change=chosen/> }.attr("webkitdirectory", "");
    let several = move |_| {
        hide();
        bridge::new_file("untitled.ts");
        desk.turn_to(Part::Code);
    };
    view! {
        <label class="open-files">"Open files…"<input type="file" multiple class="sr" on:change=chosen/></label>
        <label class="open-files">"Open a folder…"{folder}</label>
        <p class="menu-note">"At most 400 files, 2 MB in all, 300 KB a file. They are read in this tab and sent nowhere."</p>
        <button on:click=several>"Paste several files"</button>
        <p class="menu-note">"Markdown with code blocks, or text in which each file begins with a comment that names its path."</p>
    }
}

/// The examples as links that open them.
#[component]
pub fn Examples() -> impl IntoView {
    let desk = Desk::here();
    let open = move |at: usize| {
        hide();
        let Some(example) = EXAMPLES.get(at) else { return };
        desk.open(&[(example.path.to_owned(), example.text.to_owned())], example.path);
    };
    EXAMPLES
        .iter()
        .enumerate()
        .map(|(at, example)| view! { <button class="link" on:click=move |_| open(at)>{example.name}</button> })
        .collect_view()
}

#[component]
fn OfThisFile() -> impl IntoView {
    let desk = Desk::here();
    let mask = move |hidden: bool| {
        hide();
        bridge::set_masked(&desk.active.get_untracked(), hidden);
    };
    let place = move || desk.files.read().iter().position(|file| file.path == *desk.active.read());
    let shift = move |by: isize| {
        if let Some(to) = place().and_then(|at| at.checked_add_signed(by)) {
            desk.move_file(&desk.active.get_untracked(), to);
        }
    };
    view! {
        <p class="menu-head">{line(move || desk.active.get())}</p>
        <button on:click=move |_| { hide(); desk.renaming.set(Some(desk.active.get_untracked())) }>
            "Rename" <kbd>"F2"</kbd>
        </button>
        <button disabled=move || place() == Some(0) on:click=move |_| shift(-1)>"Move left" <kbd>"Shift ←"</kbd></button>
        <button disabled=move || place() == desk.files.read().len().checked_sub(1) on:click=move |_| shift(1)>
            "Move right" <kbd>"Shift →"</kbd>
        </button>
        {live(move || desk.masked().map(|hidden| view! {
            <button on:click=move |_| mask(!hidden)>{if hidden { "Show values" } else { "Hide values" }}</button>
        }))}
        <button on:click=move |_| { hide(); desk.close(&desk.active.get_untracked()) }>"Close" <kbd>"Delete"</kbd></button>
        <button on:click=move |_| { hide(); desk.clear() }>"Clear everything"</button>
    }
}
