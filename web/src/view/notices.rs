//! What is said beside the code and the findings: neutral notices, each with its next step.

use super::each::live;
use analyzer::report::Note;
use leptos::prelude::*;

use super::away::away;
use super::copy::Copy;
use super::icon::{CROSS, Icon, NOTE};
use super::words::inline;
use crate::browser::bridge;
use crate::browser::message::Pasted;
use crate::desk::{Desk, Undo};
use crate::model::counts::plural;
use crate::model::engine::{Engine, Phase, Reach};
use crate::model::names::short;
use crate::model::prose::message;
use crate::model::route::RULES;

/// A notice: an icon, words, perhaps buttons.
#[component]
fn Notice(
    /// What it says and offers.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice"><Icon path=NOTE/><div>{children()}</div></div> }
}

/// Above the editor: links that met a draft or could not be read.
#[component]
pub fn CodeNotices() -> impl IntoView {
    let desk = Desk::here();
    live(move || {
        view! {
            {desk.bad_link.get().map(|words| view! {
                <Notice><p>{words}</p><Dismiss on_press=move || desk.bad_link.set(None)/></Notice>
            })}
            {desk.offered.read().is_some().then(|| view! { <Offered/> })}
        }
    })
}

/// Below the editor, where it moves nothing: what became of a paste, and on a phone the standard that came with it.
#[component]
pub fn PasteNotice() -> impl IntoView {
    let desk = Desk::here();
    view! {
        {live(move || desk.pasted.get().map(|pasted| view! { <PastedNotice pasted/> }))}
        <div class="only-phone">{live(move || standard(desk))}</div>
    }
}

/// At the foot of the page, where it moves nothing: a part of it could not be fetched.
#[component]
pub fn AbsentNotice() -> impl IntoView {
    let desk = Desk::here();
    let gone = move || desk.absent.set(false);
    let words = "This part of the page could not be fetched. Check the connection, then press again.";
    let notice = move || {
        desk.absent.get().then(|| view! { <div class="notice one"><p>{words}</p><Dismiss on_press=gone/></div> })
    };
    view! { <div role="status">{live(notice)}</div> }
}

/// At the foot of the page, where it moves nothing: a newer site is here. It is not offered where a reload would lose the code.
#[component]
pub fn NewerNotice() -> impl IntoView {
    let desk = Desk::here();
    let gone = move || desk.newer.set(false);
    let notice = move || {
        let safe = desk.keeps.get() || desk.is_blank();
        (desk.newer.get() && safe).then(|| {
            let reload = move |_| bridge::take_update();
            view! {
                <div class="notice one newer">
                    <p>"New rules available. "<button class="link" on:click=reload>"Reload"</button></p>
                    <Dismiss on_press=gone/>
                </div>
            }
        })
    };
    view! { <div role="status">{live(notice)}</div> }
}

#[component]
fn Dismiss(
    /// What to do when it is pressed.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! { <button class="dismiss" aria-label="Dismiss" on:click=move |_| on_press()><Icon path=CROSS/></button> }
}

/// A link's files, while the draft is still in the editor.
#[component]
fn Offered() -> impl IntoView {
    let desk = Desk::here();
    let (count, names) = desk.offered.with_untracked(|offered| {
        let files = offered.as_ref().map(|shared| shared.f.as_slice()).unwrap_or_default();
        let names: Vec<&str> = files.iter().take(3).map(|(path, _)| short(path)).collect();
        (files.len(), names.join(", ") + if files.len() > 3 { " and more" } else { "" })
    });
    let words = format!("This link holds {}: {names}. Your own draft is still here.", plural(count, "file", "files"));
    view! {
        <Notice>
            <p>{words}</p>
            <p class="acts">
                <button class="btn small" on:click=move |_| desk.keep_mine()>"Keep mine"</button>
                <button class="btn small" on:click=move |_| desk.replace_mine()>"Replace"</button>
                <button class="btn small" on:click=move |_| desk.open_beside()>"Open beside"</button>
            </p>
        </Notice>
    }
}

#[component]
fn PastedNotice(pasted: Pasted) -> impl IntoView {
    let desk = Desk::here();
    let gone = move || desk.pasted.set(None);
    let split = move |_| {
        gone();
        if let Some(token) = bridge::split_pasted() {
            desk.offer_undo("Split into files.", Undo::Files(token));
        }
    };
    let rename = move |_| {
        gone();
        desk.renaming.set(Some(desk.active.get_untracked()));
    };
    let Pasted { path, paths } = pasted;
    let words = if paths.is_empty() {
        view! { <p>"Looks like " <strong>{path}</strong> ". "<button class="link" on:click=rename>"Change"</button></p> }.into_any()
    } else {
        let words = format!("This page holds {}: {}. ", plural(paths.len(), "file", "files"), paths.join(", "));
        view! { <p>{words}<button class="link" on:click=split>"Split into files"</button></p> }.into_any()
    };
    view! { <div class="notice one">{words}<Dismiss on_press=gone/></div> }
}

/// Above the list: the reviewer's own troubles, text beyond the limits, what could not be read.
#[component]
pub fn ReviewNotices() -> impl IntoView {
    let desk = Desk::here();
    view! {
        {live(move || standard(desk))}
        {live(move || blocked(desk))}
        {live(move || missing(desk))}
        {live(move || stopped(desk))}
        {live(move || limit(desk))}
        {live(move || notes(desk))}
    }
}

/// A standard that came with the files: it is used only if one says so.
fn standard(desk: Desk) -> Option<impl IntoView> {
    let offer = desk.standard.get().offer?;
    let choose = move |label: &'static str, taken: bool| {
        view! { <button class="btn small" on:click=move |_| desk.choose_standard(taken)>{label}</button> }.into_any()
    };
    Some(view! {
        <Notice>
            <p role="status">{offer.words()}</p>
            {offer.problem.filter(|it| !it.is_empty()).map(|problem| view! { <p class="dim">{inline(message(&problem))}</p> })}
            <p class="acts">
                {offer.counts.is_some().then(|| choose("Use this standard for this review", true))}
                {choose("Keep mine", false)}
            </p>
        </Notice>
    })
}

fn blocked(desk: Desk) -> Option<impl IntoView> {
    let Phase::Blocked { cause, message } = desk.engine.get().phase else { return None };
    Some(view! {
        <Notice>
            <p>{Engine::blocked(cause)}</p>
            <p class="dim">{message}</p>
            <p>"The "{away(RULES.to_owned(), "rules".to_owned(), "")}" can still be read."</p>
        </Notice>
    })
}

fn missing(desk: Desk) -> Option<impl IntoView> {
    let Reach::Short(message) = desk.engine.get().reach else { return None };
    let rules = desk.review.get()?.assessments.len();
    Some(view! {
        <Notice>
            <p>{Engine::short(rules)}</p>
            <p class="dim">{message}</p>
            <p class="acts"><button class="btn small" on:click=move |_| bridge::fetch_rest()>"Try again"</button></p>
        </Notice>
    })
}

fn stopped(desk: Desk) -> Option<impl IntoView> {
    let stop = desk.engine.get().stop?;
    let details = desk.stop_details(&stop);
    Some(view! {
        <Notice>
            <p>{Engine::stopped(&stop)}</p>
            <Copy label="Copy details" text=move |()| details.clone()/>
        </Notice>
    })
}

fn limit(desk: Desk) -> Option<impl IntoView> {
    let limit = desk.limit.get()?;
    let many = limit.skipped.len() > 5;
    let label = plural(limit.skipped.len(), "file", "files");
    let files = limit.skipped.into_iter().map(|file| view! { <li><code>{file.path}</code>": "{file.reason}</li> });
    let files = view! { <ul>{files.collect_view()}</ul> }.into_any();
    let files = if many { view! { <details><summary>{label}</summary>{files}</details> }.into_any() } else { files };
    Some(view! {
        <Notice><p>{limit.message}</p><Dismiss on_press=move || desk.limit.set(None)/>{files}</Notice>
    })
}

fn notes(desk: Desk) -> Option<impl IntoView> {
    let review = desk.review.get()?;
    let notes: Vec<Note> = review.notes.iter().take(20).cloned().collect();
    Some(notes.into_iter().map(|note| view! { <NoteLine note/> }).collect_view())
}

#[component]
fn NoteLine(note: Note) -> impl IntoView {
    let desk = Desk::here();
    let Note { path, range, message: said } = note;
    let place = range.map(|range| {
        if path.is_empty() {
            let label = format!("Standard:{}", range.start.line);
            return view! { <button class="link mono" on:click=move |_| desk.open_standard()>{label}</button>" " }
                .into_any();
        }
        let label = format!("{}:{}", short(&path), range.start.line);
        let path = path.clone();
        view! { <button class="link mono" on:click=move |_| desk.visit(&path, range)>{label}</button>" " }.into_any()
    });
    let about = (range.is_none() && !path.is_empty()).then(|| view! { <code>{path.clone()}</code>" " });
    view! { <Notice><p>{place}{about}{inline(message(&said))}</p></Notice> }
}
