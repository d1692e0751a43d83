//! What a rule that could not judge was waiting for, in words.

use analyzer::report::{Assessment, Item, ItemState, Review, State};

/// A check nobody but the user can settle, or that waits for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The rule's id, or the line of the checklist.
    pub name: String,
    /// Whether `name` is a rule's id.
    pub is_rule: bool,
    /// Why it is open.
    pub reason: String,
    /// A file that would settle it.
    pub file: Option<String>,
}

/// Everything that is open after a review: rules without their evidence, then what is the user's to check.
pub fn open(review: &Review) -> Vec<Open> {
    let unseen = review.assessments.iter().filter(|a| a.state == State::NotSeen).map(unseen);
    let yours = review.checklist.iter().filter(|item| item.state == ItemState::Yours).map(yours);
    unseen.chain(yours).collect()
}

/// The rules that had something to judge and found nothing.
pub fn passed(review: &Review) -> Vec<&Assessment> {
    review.assessments.iter().filter(|a| a.state == State::Passed).collect()
}

fn unseen(assessment: &Assessment) -> Open {
    let needs = assessment.needs.join(" and ");
    let reason = format!("Needs {}", if needs.is_empty() { "another file" } else { &needs });
    let file = assessment.needs.iter().find_map(|need| file(need));
    Open { name: assessment.rule.clone(), is_rule: true, reason, file }
}

fn yours(item: &Item) -> Open {
    Open { name: item.item.clone(), is_rule: false, reason: item.evidence.clone(), file: None }
}

/// The file to add, where the evidence is one.
fn file(need: &str) -> Option<String> {
    need.contains('.').then(|| need.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn open_checks_say_what_would_settle_them() {
        let open = open(&sample::review());
        assert_eq!(open[0].reason, "Needs main.ts");
        assert_eq!(open[0].file.as_deref(), Some("main.ts"));
        assert_eq!((open[1].is_rule, open[1].file.as_deref()), (false, None));
        assert_eq!(open.len(), 2);
    }
}
