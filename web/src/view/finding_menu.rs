//! What can be done with the selected finding besides mending it: pass it on, ignore it, say that it is wrong.

use super::each::live;
use analyzer::report::Finding;
use leptos::prelude::*;

use super::copy::Copy;
use super::icon::{Icon, MORE};
use crate::browser::{bridge, dom};
use crate::desk::{Desk, Dialog};
use crate::model::{ignore, passing};

const MENU: &str = "finding-menu";
const BUTTON: &str = "finding-more";

/// The button beside the title, and its menu.
#[component]
pub fn FindingMenu(finding: Finding) -> impl IntoView {
    let desk = Desk::here();
    // The link is made while the menu opens: a browser may give the clipboard only to what a press does by itself.
    let link = RwSignal::new(None::<String>);
    let print = finding.fingerprint.clone();
    let open = move |_| {
        place();
        let print = print.clone();
        dom::later(async move {
            let made = bridge::link_to(&desk.active.get_untracked(), &print).await;
            let encoded = made.ok().and_then(|made| made.as_string());
            link.set(Some(encoded.map(|encoded| format!("{}#s={encoded}", dom::page())).unwrap_or_default()));
        });
    };
    let ask = move |dialog| {
        hide();
        desk.dialog.set(Some(dialog));
    };
    let can_ignore = ignore::can_ignore(&finding.path);
    view! {
        <button class="btn square small" id=BUTTON aria-label="More about this finding" popovertarget=MENU on:click=open>
            <Icon path=MORE/>
        </button>
        <div id=MENU class="popover" popover="auto">
            {live(move || match link.get() {
                None => view! { <button class="btn" disabled>"Copy link to this finding"</button> }.into_any(),
                Some(link) if link.is_empty() => view! { <p class="hint">"These files are too large for a link."</p> }.into_any(),
                Some(link) => view! { <Copy label="Copy link to this finding" text=move |()| link.clone()/> }.into_any(),
            })}
            <Copy label="Copy as Markdown" text=move |()| passing::markdown(&finding)/>
            <button class="btn" hidden=!can_ignore on:click=move |_| ask(Dialog::Ignore)>"Ignore here"</button>
            <button class="btn" on:click=move |_| ask(Dialog::Wrong)>"Report a wrong finding"</button>
        </div>
    }
}

/// The menu lies in the browser's top layer, so it is told where its button is.
fn place() {
    let (Some(button), Some(menu)) = (dom::by_id(BUTTON), dom::by_id(MENU)) else { return };
    let corner = button.get_bounding_client_rect();
    let left = (corner.right() - 260.0).max(8.0);
    menu.style().set_property("left", &format!("{}px", left as i32)).ok();
    menu.style().set_property("top", &format!("{}px", corner.bottom() as i32 + 4)).ok();
}

fn hide() {
    if let Some(menu) = dom::by_id(MENU) {
        menu.hide_popover().ok();
    }
}
