//! The command palette: a script that is loaded when it is first opened; here is what its entries do.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::away::leave;
use super::keys::carry_out;
use super::menu::add;
use crate::browser::bridge;
use crate::desk::{Desk, Dialog};
use crate::model::keys::Action;
use crate::model::route::{Part, rule_page};

/// Opens it.
pub fn open(desk: Desk) {
    let choose = Closure::once_into_js(move |name: String| go(desk, &name));
    drop(bridge::open_palette(choose.unchecked_ref()));
}

/// Does what an entry stands for, by the name that `palette/found.js` gives it.
fn go(desk: Desk, name: &str) {
    let act = |action| {
        carry_out(desk, action, false);
    };
    match name {
        "next" => act(Action::Next),
        "previous" => act(Action::Previous),
        "apply" => act(Action::Apply),
        "filter" => act(Action::Filter),
        "code" => act(Action::Code),
        "findings" => act(Action::Findings),
        "explain" => act(Action::Explain),
        "review" => act(Action::Review),
        "help" => act(Action::Help),
        "checklist" => desk.turn_to(Part::Checklist),
        "report" => desk.turn_to(Part::Report),
        "new" => add(desk, "untitled.ts"),
        "share" => desk.share(),
        "standard" => desk.open_standard(),
        "theme" => desk.set_dark(!desk.dark.get_untracked()),
        "privacy" => desk.dialog.set(Some(Dialog::Privacy)),
        "clear" => desk.clear(),
        _ => match name.split_once(':') {
            Some(("file", path)) => {
                bridge::set_active(path);
                desk.turn_to(Part::Code);
            }
            Some(("rule", id)) => leave(desk, &rule_page(id)),
            _ => {}
        },
    }
}
