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
    pub file: Option<&'static str>,
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
    let needs: Vec<&str> = assessment.needs.iter().map(|need| words(need)).collect();
    let reason =
        if needs.is_empty() { "Needs another file".to_owned() } else { format!("Needs {}", needs.join(" and ")) };
    let file = assessment.needs.iter().find_map(|need| file(need));
    Open { name: assessment.rule.clone(), is_rule: true, reason, file }
}

fn yours(item: &Item) -> Open {
    Open { name: item.item.clone(), is_rule: false, reason: item.evidence.clone(), file: None }
}

/// Evidence as a reader would name it.
pub fn words(evidence: &str) -> &str {
    match evidence {
        "bootstrap" => "main.ts",
        "schema" => "schema.prisma",
        "migrations" | "migration" => "a migration.sql",
        "package-json" | "manifest" => "package.json",
        "module" | "modules" | "root-module" => "the module file",
        "tests" | "specs" => "the spec files",
        "env" => "the .env file",
        "coverage" => "a coverage report",
        other => other,
    }
}

fn file(evidence: &str) -> Option<&'static str> {
    match evidence {
        "bootstrap" => Some("main.ts"),
        "schema" => Some("schema.prisma"),
        "migrations" | "migration" => Some("migration.sql"),
        "package-json" | "manifest" => Some("package.json"),
        "module" | "modules" | "root-module" => Some("app.module.ts"),
        "env" => Some(".env"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn open_checks_say_what_would_settle_them() {
        let open = open(&sample::review());
        assert_eq!(open[0].reason, "Needs main.ts");
        assert_eq!(open[0].file, Some("main.ts"));
        assert_eq!((open[1].is_rule, open[1].file), (false, None));
        assert_eq!(open.len(), 2);
    }

    #[test]
    fn evidence_without_a_name_is_said_as_it_is() {
        assert_eq!(words("lockfile"), "lockfile");
    }
}
