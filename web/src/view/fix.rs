//! The fix: a diff of the user's own lines, to apply or to copy.

use analyzer::report::{Finding, Fix};
use leptos::prelude::*;

use super::copy::Copy;
use super::diff::diff;
use super::words::{blocks, inline};
use crate::desk::{Desk, texts};
use crate::model::diff::{FileDiff, after, of_fix};
use crate::model::names::short;
use crate::model::prose::{Part, message};

/// Lines around a change.
const CONTEXT: usize = 2;

/// The section about the fix of a finding that is still there; without a fix, the rule's own advice.
pub fn fix_section(finding: &Finding, advice: Option<Part>) -> Option<AnyView> {
    match &finding.fix {
        Some(fix) => {
            let diffs = of_fix(&texts(), fix, CONTEXT)?;
            let fix = fix.clone();
            Some(view! { <h3>"Fix"</h3><Offer fix diffs/> }.into_any())
        }
        None => advice.map(|advice| view! { <h3>"How to fix"</h3>{blocks(advice.blocks)} }.into_any()),
    }
}

#[component]
fn Offer(fix: Fix, diffs: Vec<FileDiff>) -> impl IntoView {
    let desk = Desk::here();
    let copied = after(&diffs);
    let many = diffs.len() > 1;
    let shown: Vec<AnyView> = diffs
        .into_iter()
        .map(|file| {
            let label = format!("Suggested change of {}", short(&file.path));
            let name = many.then(|| view! { <p class="file-name">{file.path.clone()}</p> });
            view! { {name}{diff(file.hunks, label)} }.into_any()
        })
        .collect();
    let class = if fix.safe { "Safe" } else { "Review needed" };
    view! {
        <p>{inline(message(&fix.title))}</p>
        {shown}
        <div class="acts">
            <button class="btn primary" id="apply-fix" on:click=move |_| desk.apply()>"Apply fix"</button>
            <Copy text=move |()| copied.clone()/>
        </div>
        <p class="hint"><strong>{class}</strong>": "{inline(message(&fix.reason))}</p>
    }
}
