//! The file tabs: a tab list with arrow keys; F2 renames, Delete closes, Shift with an arrow or dragging moves.

use super::each::{each, live, row, watch};
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::icon::{CROSS, Icon, of_file};
use super::menu::FileMenu;
use super::rename::Rename;
use crate::browser::{bridge, dom};
use crate::desk::Desk;

/// The id of a file's tab.
pub fn tab_id(path: &str) -> String {
    format!("tab-{}", path.replace(char::is_whitespace, "_"))
}

/// The row of tabs with its menu.
#[component]
pub fn Tabs() -> impl IntoView {
    let desk = Desk::here();
    // A badge makes the tab wider.
    watch(move || {
        let id = tab_id(&desk.active.read());
        desk.badges.track();
        request_animation_frame(move || dom::show(&id));
    });
    let tabs = move || {
        let tab = |path: String| row(path.clone(), move || view! { <Tab path=path.clone()/> }.into_any());
        desk.files.get().into_iter().map(|file| tab(file.path)).collect()
    };
    view! {
        <div class="files">
            <div class="tabs" role="tablist" aria-label="Files" on:keydown=move |event| key(desk, &event)>
                {each(tabs)}
            </div>
            <Rename/>
            <FileMenu/>
        </div>
    }
}

#[component]
fn Tab(path: String) -> impl IntoView {
    let desk = Desk::here();
    let path = StoredValue::new(path);
    let is_active = move || path.with_value(|path| *desk.active.read() == *path);
    let badge = move || {
        path.with_value(|path| {
            desk.badges.read().iter().find(|(it, ..)| it == path).map(|(_, count, worst)| (*count, *worst))
        })
    };
    let close = move |event: MouseEvent| {
        event.stop_propagation();
        desk.close(&path.get_value());
    };
    view! {
        <button
            role="tab"
            id=path.with_value(|path| tab_id(path))
            aria-selected=move || is_active().to_string()
            aria-controls="editor"
            tabindex=move || if is_active() { "0" } else { "-1" }
            title=path.get_value()
            draggable="true"
            on:dragstart=move |_| desk.dragged.set_value(path.get_value())
            on:dragend=move |_| desk.dragged.set_value(String::new())
            on:dragover=move |event| path.with_value(|path| drag_over(desk, path, &event))
            on:click=move |_| drop(bridge::set_active(&path.get_value()))
            on:dblclick=move |_| desk.renaming.set(Some(path.get_value()))
        >
            <Icon path=path.with_value(|path| of_file(path))/>
            <span class="name">{path.get_value()}</span>
            {live(move || badge().map(|(count, worst)| view! {
                <span class=format!("badge {}", worst.word())>
                    {count}
                    <span class="sr">
                        {format!(" {}, worst {}", if count == 1 { "finding" } else { "findings" }, worst.word())}
                    </span>
                </span>
            }))}
            // For the mouse alone: by keyboard it is Delete, by touch and voice the menu.
            <span class="close" aria-hidden="true" title="Close" on:click=close><Icon path=CROSS/></span>
        </button>
    }
}

fn key(desk: Desk, event: &KeyboardEvent) {
    let paths = desk.paths();
    let active = desk.active.get_untracked();
    let at = paths.iter().position(|path| *path == active).unwrap_or(0);
    let to = match event.key().as_str() {
        "ArrowLeft" if event.shift_key() => return shift(desk, &active, at.checked_sub(1), event),
        "ArrowRight" if event.shift_key() => return shift(desk, &active, Some(at + 1), event),
        "ArrowLeft" => (at + paths.len()).saturating_sub(1) % paths.len().max(1),
        "ArrowRight" => (at + 1) % paths.len().max(1),
        "Home" => 0,
        "End" => paths.len().saturating_sub(1),
        "F2" => {
            event.prevent_default();
            desk.renaming.set(Some(active));
            return;
        }
        "Delete" => {
            event.prevent_default();
            desk.close(&active);
            let active = desk.active.get_untracked();
            request_animation_frame(move || dom::focus(&tab_id(&active)));
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(path) = paths.get(to) {
        bridge::set_active(path);
        dom::focus(&tab_id(path));
    }
}

/// Moves the file's tab to another place; its focus stays on it.
fn shift(desk: Desk, path: &str, to: Option<usize>, event: &KeyboardEvent) {
    event.prevent_default();
    if let Some(to) = to.filter(|to| *to < desk.files.read_untracked().len()) {
        desk.move_file(path, to);
        let id = tab_id(path);
        request_animation_frame(move || dom::focus(&id));
    }
}

/// A tab that is dragged takes the place of the one it is over, once it is past that one's middle.
fn drag_over(desk: Desk, path: &str, event: &DragEvent) {
    let dragged = desk.dragged.get_value();
    let paths = desk.paths();
    let at = |path: &str| paths.iter().position(|other| other == path);
    let (Some(from), Some(to), Some(tab)) = (at(&dragged), at(path), dom::by_id(&tab_id(path))) else { return };
    event.prevent_default();
    let room = tab.get_bounding_client_rect();
    let is_past = if from < to {
        f64::from(event.client_x()) > room.left() + room.width() / 2.0
    } else {
        f64::from(event.client_x()) < room.left() + room.width() / 2.0
    };
    if from != to && is_past {
        desk.move_file(&dragged, to);
    }
}
