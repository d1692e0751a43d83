//! The brief's review checklist, each line with what is known of it.

use super::{Item, ItemState};
use crate::project::File;
use crate::review::Outcome;
use crate::standard::Level;

/// Group, line, and the lines of the standard that speak to it.
const ITEMS: [(&str, &str, &[&str]); 24] = [
    (QUALITY, "Dependency injection used properly", &["S034", "S035", "S036", "S190"]),
    (QUALITY, "Services are stateless", &["S191"]),
    (QUALITY, "Proper error handling", &["S062", "S063", "S066", "S067", "S068", "X040"]),
    (QUALITY, "DTOs for all endpoints", &["S080", "S145"]),
    (QUALITY, "Validation pipes applied", &["S048"]),
    (QUALITY, "Guards for authentication", &["S039", "S072"]),
    (QUALITY, "Interceptors for transformation", &["S040", "S082"]),
    (SECURITY, "Authentication implemented", &["S043", "S073", "S090", "S096"]),
    (SECURITY, "Authorization checked", &["S192", "S193"]),
    (SECURITY, "Input sanitization", &["S049", "S050"]),
    (SECURITY, "Rate limiting applied", &["S017", "S047"]),
    (SECURITY, "CORS configured", &["S051"]),
    (SECURITY, "Helmet enabled", &["S052"]),
    (SECURITY, "Secrets in env variables", &["S096", "S194"]),
    (DATABASE, "Migrations up to date", &["S195", "S196"]),
    (DATABASE, "Indexes optimized", &["S106", "S107", "S205"]),
    (DATABASE, "N+1 queries prevented", &["S197"]),
    (DATABASE, "Transactions used properly", &["S116", "S117", "S198"]),
    (DATABASE, "Connection pooling configured", &["S199"]),
    (TESTING, "Unit tests > 80% coverage", &["S186"]),
    (TESTING, "Integration tests for APIs", &["S183"]),
    (TESTING, "E2E tests for critical flows", &["S184"]),
    (TESTING, "Mocks properly implemented", &["S169", "S170"]),
    (TESTING, "Test database configured", &["S185"]),
];

const QUALITY: &str = "Code quality";
const SECURITY: &str = "Security";
const DATABASE: &str = "Database";
const TESTING: &str = "Testing";

pub(super) fn items(outcomes: &[Outcome], files: &[File]) -> Vec<Item> {
    let item = |(group, item, standard): &(&str, &str, &[&str])| {
        let rules: Vec<&Outcome> = outcomes
            .iter()
            .filter(|it| it.level != Level::Off && it.rule.standard.iter().any(|id| standard.contains(id)))
            .collect();
        let (state, evidence) = judge(&rules, files);
        let rules = rules.iter().map(|it| it.rule.id.to_owned()).collect();
        Item { group: (*group).into(), item: (*item).into(), state, evidence, rules }
    };
    ITEMS.iter().map(item).collect()
}

fn judge(rules: &[&Outcome], files: &[File]) -> (ItemState, String) {
    let found: usize = rules.iter().map(|it| it.found.len()).sum();
    if found > 0 {
        let first = rules.iter().find_map(|it| it.found.first());
        let path = first.and_then(|it| files.get(it.place.file as usize)).map_or("", |it| it.path.as_str());
        let plural = if found == 1 { "finding" } else { "findings" };
        return (ItemState::Problem, format!("{found} {plural}, the first in {path}."));
    }
    let passed: Vec<&&Outcome> = rules.iter().filter(|it| !it.is_blind && it.judged > 0).collect();
    let blind: Vec<&&Outcome> = rules.iter().filter(|it| it.is_blind).collect();
    if let Some(first) = blind.first() {
        let needs: Vec<&str> = first.rule.needs.iter().map(|it| it.file()).collect();
        return (ItemState::NotSeen, format!("Needs {}.", needs.join(", ")));
    }
    if passed.is_empty() {
        let evidence =
            if rules.is_empty() { "No rule judges this yet." } else { "Nothing in these files speaks to it." };
        return (ItemState::Yours, evidence.into());
    }
    let places: usize = passed.iter().map(|it| it.judged).sum();
    let plural = if places == 1 { "place" } else { "places" };
    (ItemState::Pass, format!("{places} {plural} checked by {}.", listed(&passed)))
}

fn listed(rules: &[&&Outcome]) -> String {
    let ids: Vec<String> = rules.iter().map(|it| format!("`{}`", it.rule.id)).collect();
    ids.join(", ")
}
