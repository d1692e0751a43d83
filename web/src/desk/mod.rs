//! The desk: what the page shows, as signals, and what can be done on it.

mod acts;
mod drafts;
mod examples;
mod hears;
mod standards;
mod ticks;
mod undo;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use analyzer::report::{Finding, Review, RulePage};
use leptos::prelude::*;

use crate::browser::message::{FileTab, Limit, Pasted};
use crate::browser::{dom, storage};
use crate::model::counts::{self, Badge};
use crate::model::engine::Engine;
use crate::model::filter::Filter;
use crate::model::route::{Part, Route};
use crate::model::selection::Selection;
use crate::model::share::Shared;
use crate::model::shelf::{Grouping, Shelf, shelves};
use crate::model::standard::Standing;

pub use acts::{card_id, tab_id};
pub use drafts::texts;
pub use examples::Examples;
pub use undo::{Toast, Undo};

/// A dialog that can be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The sheet of shortcuts.
    Keys,
    /// What happens to the code.
    Privacy,
}

/// The rules' pages, as far as they are here.
#[derive(Clone, Default)]
pub enum Rules {
    /// Asked for.
    #[default]
    Awaited,
    /// Here.
    Here(Arc<Vec<RulePage>>),
    /// They could not be fetched.
    Failed,
}

/// Everything the components share. Texts stay in the editor.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub route: RwSignal<Route>,
    /// What a phone shows at the plain address.
    pub home: RwSignal<Part>,
    /// The reviewer's state.
    pub engine: RwSignal<Engine>,
    /// The last review.
    pub review: RwSignal<Option<Arc<Review>>>,
    /// Whether its fixes were tried.
    pub confirmed: RwSignal<bool>,
    /// How long it took.
    pub ms: RwSignal<f64>,
    /// The tabs.
    pub files: RwSignal<Vec<FileTab>>,
    /// The path of the shown file.
    pub active: RwSignal<String>,
    /// Whether there is no text at all.
    blank: Memo<bool>,
    /// The selected finding.
    pub selection: RwSignal<Selection>,
    /// The tab of the list's column.
    pub tab: RwSignal<Part>,
    /// What was checked by hand, as JSON `[[item, note]]`; empty if nothing was.
    pub ticks: RwSignal<String>,
    /// The ticks that went with replaced files.
    former_ticks: RwSignal<String>,
    /// The token that brings those files back.
    former_files: StoredValue<u32>,
    /// The text of the filter box.
    pub filter: RwSignal<String>,
    /// What the list is grouped by: the word of a `Grouping`.
    pub grouping: RwSignal<String>,
    /// The findings that match, in their groups.
    pub groups: Memo<Vec<Shelf>>,
    /// The files with findings, by path, with their count and the worst severity.
    pub badges: Memo<Vec<Badge>>,
    /// The standard in use, and the one on offer.
    pub standard: RwSignal<Standing>,
    /// The rules' pages.
    pub rules: RwSignal<Rules>,
    /// The rules' examples by category, as far as they were asked for.
    examples: RwSignal<BTreeMap<String, Examples>>,
    /// The categories whose words were asked for.
    worded: StoredValue<BTreeSet<String>>,
    /// What was just done and can be undone.
    pub toast: RwSignal<Option<Toast>>,
    /// Text beyond the limits.
    pub limit: RwSignal<Option<Limit>>,
    /// How many files have been read, while more are to come; else 0.
    pub reading: RwSignal<u32>,
    /// What became of a paste.
    pub pasted: RwSignal<Option<Pasted>>,
    /// A link that met a draft.
    pub offered: RwSignal<Option<Shared>>,
    /// Why a link could not be read.
    pub bad_link: RwSignal<Option<String>>,
    /// The open dialog.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Whether single letters are shortcuts.
    pub letters: RwSignal<bool>,
    /// Whether the page is dark.
    pub dark: RwSignal<bool>,
    /// Whether a newer site is here.
    pub newer: RwSignal<bool>,
    /// Whether a part of the page that was asked for could not be fetched.
    pub absent: RwSignal<bool>,
    /// Whether this browser keeps drafts.
    pub keeps: RwSignal<bool>,
    /// The tab being renamed.
    pub renaming: RwSignal<Option<String>>,
    /// Something was typed that the last review has not seen.
    stale: RwSignal<bool>,
    /// The finding a link selects, or that is there again, until a review has it.
    linked: RwSignal<Option<String>>,
    /// The finding of the last fix.
    mended: StoredValue<String>,
    /// A fix asked for while `stale`.
    wanted: RwSignal<Option<String>>,
    /// The link that was opened or copied last, so that going back to it does not ask again.
    opened: RwSignal<String>,
    /// The last fix, until the review after it: the place of its finding in the list.
    fixed_at: RwSignal<Option<usize>>,
    /// The path of the tab that is being dragged, or nothing.
    pub dragged: StoredValue<String>,
    /// Counts the changes to the draft, to tell a pause.
    pause: StoredValue<u32>,
    /// What the live region says besides counts.
    pub said: StoredValue<&'static str>,
}

/// Findings as the list holds them: groups, order and cards share each.
fn shared<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Arc<Finding>> {
    findings.into_iter().cloned().map(Arc::new).collect()
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new() -> Desk {
        let review = RwSignal::new(None::<Arc<Review>>);
        let filter = RwSignal::new(String::new());
        let files = RwSignal::new(Vec::<FileTab>::new());
        let grouping = RwSignal::new(storage::text(storage::GROUPING).unwrap_or_default());
        let groups = Memo::new(move |_| {
            let filter = Filter::of(&filter.read());
            let review = review.get();
            let findings = review.iter().flat_map(|review| &review.findings);
            shelves(&shared(findings.filter(|finding| filter.matches(finding))), Grouping::of(&grouping.read()))
        });
        Desk {
            route: RwSignal::new(Route::of(&dom::hash())),
            home: RwSignal::new(Part::Code),
            engine: RwSignal::default(),
            review,
            confirmed: RwSignal::new(false),
            ms: RwSignal::new(0.0),
            files,
            blank: Memo::new(move |_| files.read().iter().all(|file| file.chars == 0)),
            active: RwSignal::default(),
            selection: RwSignal::default(),
            tab: RwSignal::new(Part::Findings),
            ticks: RwSignal::default(),
            former_ticks: RwSignal::default(),
            former_files: StoredValue::new(0),
            filter,
            grouping,
            groups,
            badges: Memo::new(move |_| review.get().map(|it| counts::badges(&it.findings)).unwrap_or_default()),
            standard: RwSignal::default(),
            rules: RwSignal::default(),
            examples: RwSignal::default(),
            worded: StoredValue::default(),
            toast: RwSignal::default(),
            limit: RwSignal::default(),
            reading: RwSignal::default(),
            pasted: RwSignal::default(),
            offered: RwSignal::default(),
            bad_link: RwSignal::default(),
            dialog: RwSignal::default(),
            letters: RwSignal::new(true),
            dark: RwSignal::new(false),
            newer: RwSignal::new(false),
            absent: RwSignal::new(false),
            keeps: RwSignal::new(true),
            renaming: RwSignal::default(),
            stale: RwSignal::new(false),
            linked: RwSignal::default(),
            mended: StoredValue::default(),
            wanted: RwSignal::default(),
            opened: RwSignal::default(),
            fixed_at: RwSignal::default(),
            dragged: StoredValue::default(),
            pause: StoredValue::new(0),
            said: StoredValue::default(),
        }
    }

    /// The desk of the page a component stands on.
    pub fn here() -> Desk {
        expect_context()
    }

    /// The findings that match, in the order of the list.
    pub fn order(self) -> Vec<Arc<Finding>> {
        self.groups.read().iter().flat_map(|it| &it.stacks).flatten().cloned().collect()
    }

    /// Whether there is no text at all.
    pub fn is_blank(self) -> bool {
        self.blank.get()
    }

    /// How many findings there are; nothing while there is nothing to count.
    pub fn count(self) -> String {
        let review = self.review.read();
        let count = review.as_ref().filter(|_| !self.is_blank()).map(|review| review.findings.len().to_string());
        count.unwrap_or_default()
    }

    /// What a phone shows.
    pub fn part(self) -> Part {
        match self.route.get() {
            Route::Review(Some(part)) => part,
            Route::Shared(_) => Part::Findings,
            _ => self.home.get(),
        }
    }

    /// A rule's page, if the rules are here; its words only once its category's have come.
    pub fn rule(self, id: &str) -> Option<RulePage> {
        match &*self.rules.read() {
            Rules::Here(pages) => pages.iter().find(|page| page.id == id).cloned(),
            _ => None,
        }
    }
}
