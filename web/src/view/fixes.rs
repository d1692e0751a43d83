//! Safe fixes together: what each file becomes, a box for each file and each finding, applied as one step.

use super::each::{line, live};
use analyzer::report::Finding;
use leptos::prelude::*;

use super::dialog::Modal;
use super::diff::diff;
use crate::desk::{Desk, Dialog, texts};
use crate::model::batch::{Batch, batch, safe};
use crate::model::counts::plural;
use crate::model::diff::Source;
use crate::model::names::short;

/// The dialog.
#[component]
pub fn FixesDialog() -> impl IntoView {
    view! { <Modal which=Dialog::Fixes title="Apply safe fixes"><Fixes/></Modal> }
}

/// What was there when the dialog opened, and what is ticked of it.
#[derive(Clone, Copy)]
struct Offer {
    findings: StoredValue<Vec<Finding>>,
    sources: StoredValue<Vec<Source>>,
    ticked: RwSignal<Vec<String>>,
}

impl Offer {
    fn made(self) -> Batch {
        let ticked = self.ticked.read();
        let findings = self.findings.get_value().into_iter().filter(|it| ticked.contains(&it.fingerprint));
        self.sources.with_value(|sources| batch(&findings.collect::<Vec<_>>(), sources))
    }

    fn tick(self, prints: &[String], on: bool) {
        self.ticked.update(|ticked| {
            ticked.retain(|other| !prints.contains(other));
            if on {
                ticked.extend_from_slice(prints);
            }
        });
    }
}

#[component]
fn Fixes() -> impl IntoView {
    let desk = Desk::here();
    let findings = safe(&desk.order.get_untracked());
    let mut paths: Vec<String> = findings.iter().map(|it| it.path.clone()).collect();
    paths.sort();
    paths.dedup();
    let offer = Offer {
        ticked: RwSignal::new(findings.iter().map(|it| it.fingerprint.clone()).collect()),
        findings: StoredValue::new(findings),
        sources: StoredValue::new(texts()),
    };
    let made = Memo::new(move |_| offer.made());
    let own = paths.clone();
    let others = move || {
        let made = made.get();
        made.changes
            .into_iter()
            .filter(|change| !own.contains(&change.path))
            .map(|change| {
                view! {
                    <p class="file-name">{change.path.clone()}</p>
                    {diff(change.hunks, format!("Changes of {}", short(&change.path)))}
                }
            })
            .collect_view()
    };
    let apply = move |_| {
        let made = made.get_untracked();
        let Some(first) = offer.ticked.get_untracked().into_iter().next() else { return };
        desk.dialog.set(None);
        desk.change(&made.edits, &first, "Fixed.");
    };
    let idle = move || made.read().count == 0 || desk.is_stale();
    view! {
        <p>"Each of these keeps what the code does. They are applied as one step that can be undone."</p>
        {paths.into_iter().map(|path| file(offer, made, path)).collect_view()}
        {live(others)}
        {live(move || left_out(&made.read()))}
        <div class="acts">
            <button class="btn primary" disabled=idle on:click=apply>
                {line(move || format!("Apply {}", plural(made.read().count, "fix", "fixes")))}
            </button>
        </div>
    }
}

fn file(offer: Offer, made: Memo<Batch>, path: String) -> AnyView {
    let findings: Vec<Finding> = offer.findings.get_value().into_iter().filter(|it| it.path == path).collect();
    let prints: Vec<String> = findings.iter().map(|it| it.fingerprint.clone()).collect();
    let boxes: Vec<AnyView> = findings.iter().map(|it| finding_box(offer, it)).collect();
    let all = prints.clone();
    let is_all = move || all.iter().all(|print| offer.ticked.read().contains(print));
    let name = path.clone();
    let change = move || {
        let made = made.get();
        let change = made.changes.into_iter().find(|change| change.path == path);
        change.map(|change| diff(change.hunks, format!("Changes of {}", short(&change.path))))
    };
    view! {
        <fieldset class="fixes">
            <legend>
                <label class="tick mono">
                    <input type="checkbox" prop:checked=is_all on:change=move |event| offer.tick(&prints, event_target_checked(&event))/>
                    {name}
                </label>
            </legend>
            {boxes}
            {live(change)}
        </fieldset>
    }
    .into_any()
}

fn finding_box(offer: Offer, finding: &Finding) -> AnyView {
    let print = finding.fingerprint.clone();
    let label = format!("{}: {}", finding.range.start.line, finding.title);
    let own = print.clone();
    let is_on = move || offer.ticked.read().contains(&own);
    let toggle = move |event| offer.tick(std::slice::from_ref(&print), event_target_checked(&event));
    view! { <label class="tick"><input type="checkbox" prop:checked=is_on on:change=toggle/>{label}</label> }.into_any()
}

fn left_out(made: &Batch) -> Option<AnyView> {
    let places: Vec<String> =
        made.left_out.iter().map(|it| format!("{} ({}:{})", it.title, short(&it.path), it.range.start.line)).collect();
    (!places.is_empty()).then(|| {
        view! { <p class="hint">{format!("Left out, for they would change the same lines: {}. Apply them afterwards.", places.join("; "))}</p> }.into_any()
    })
}
