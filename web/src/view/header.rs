//! The header: where one is, what happens to the code, sharing, theme, help.

use super::away::away;
use super::each::line;
use leptos::prelude::*;

use super::icon::{Icon, MOON, MORE, SUN};
use crate::browser::dom;
use crate::desk::{Desk, Dialog};
use crate::model::route::{Part, RULES};

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <header class="top">
            <a class="brand" href="#/"><Mark/>"Nestor"</a>
            <nav aria-label="Main" class="places"><Places/></nav>
            <span class="grow"></span>
            <button class="private standing wide" on:click=move |_| desk.open_standard()>{standing(desk)}</button>
            <button class="private" on:click=move |_| desk.dialog.set(Some(Dialog::Privacy))>"Runs in this tab"</button>
            <button class="btn" on:click=move |_| desk.share()>"Share"</button>
            <button class="btn wide" on:click=move |_| desk.turn_to(Part::Report)>"Export"</button>
            <ThemeSwitch/>
            <button class="btn square wide" aria-label="Keyboard shortcuts" on:click=move |_| desk.dialog.set(Some(Dialog::Keys))>
                "?"
            </button>
            <More/>
        </header>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path class="mark-lines" d="M2 4h14M2 9h9M2 14h6"></path>
            <path class="mark-tick" d="m11 13 2 2 4-5"></path>
        </svg>
    }
}

#[component]
fn Places() -> impl IntoView {
    view! { <a href="#/" aria-current="page">"Review"</a>{away(RULES.to_owned(), "Rules".to_owned(), "")} }
}

/// `Standard: mine, 3 changes`.
fn standing(desk: Desk) -> AnyView {
    line(move || format!("Standard: {}", desk.standard.read().label()))
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let desk = Desk::here();
    let label = move || if desk.dark.get() { "Switch to the light theme" } else { "Switch to the dark theme" };
    view! {
        <button class="btn square wide" aria-label=label title=label on:click=move |_| desk.set_dark(!desk.dark.get())>
            <Show when=move || desk.dark.get() fallback=|| view! { <Icon path=MOON/> }><Icon path=SUN/></Show>
        </button>
    }
}

/// On a phone: all that has no room in the header.
#[component]
fn More() -> impl IntoView {
    let desk = Desk::here();
    let open = move |dialog| {
        hide();
        desk.dialog.set(Some(dialog));
    };
    view! {
        <button class="btn square narrow" aria-label="More" popovertarget="more"><Icon path=MORE/></button>
        <div id="more" class="popover" popover="auto">
            <nav aria-label="Pages" on:click=|_| hide()><Places/></nav>
            <button on:click=move |_| { hide(); desk.turn_to(Part::Report) }>"Export"</button>
            <button on:click=move |_| { hide(); desk.open_standard() }>{standing(desk)}</button>
            <button on:click=move |_| open(Dialog::Privacy)>"Runs in this tab"</button>
            <button on:click=move |_| { hide(); desk.set_dark(!desk.dark.get()) }>
                {line(move || if desk.dark.get() { "Light theme".to_owned() } else { "Dark theme".to_owned() })}
            </button>
            <button on:click=move |_| open(Dialog::Keys)>"Keyboard shortcuts"</button>
        </div>
    }
}

fn hide() {
    if let Some(menu) = dom::by_id("more") {
        menu.hide_popover().ok();
    }
}
