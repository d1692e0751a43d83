//! What the list of rules can be narrowed by.

use analyzer::report::{CHECKLIST, FixKind, RulePage};

/// A facet: its name in the address, its title, and how its values are called.
pub struct Facet {
    /// In the address.
    pub key: &'static str,
    /// Above its values.
    pub title: &'static str,
    /// The values a rule has.
    pub of: fn(&RulePage) -> Vec<String>,
    /// A value in words.
    pub word: fn(&str) -> String,
    /// The order of the values, where it is not that of the alphabet.
    pub order: &'static [&'static str],
}

/// All facets, in the order of the page.
pub const FACETS: [Facet; 7] = [
    Facet {
        key: "severity",
        title: "Severity",
        of: |rule| vec![rule.severity.word().to_owned()],
        word: capital,
        order: &["critical", "high", "medium", "low", "info"],
    },
    Facet {
        key: "category",
        title: "Category",
        of: |rule| vec![rule.category.clone()],
        word: str::to_owned,
        order: &[],
    },
    Facet {
        key: "fix",
        title: "Fix",
        of: |rule| vec![fix(rule.fix).0.to_owned()],
        word: capital,
        order: &["safe", "review", "none"],
    },
    Facet { key: "in", title: "Found in", of: found_in, word: str::to_owned, order: &[] },
    Facet { key: "needs", title: "Needs", of: needs, word: needed, order: &["nothing"] },
    Facet {
        key: "checklist",
        title: "Checklist",
        of: groups,
        word: str::to_owned,
        order: &["Code quality", "Security", "Database", "Testing"],
    },
    Facet { key: "standard", title: "Standard", of: kinds, word: kind, order: &["S", "X"] },
];

impl Facet {
    /// Its values with the number of rules that have them.
    pub fn values(&self, rules: &[RulePage]) -> Vec<(String, usize)> {
        let mut values: Vec<(String, usize)> = Vec::new();
        for value in rules.iter().flat_map(self.of) {
            match values.iter_mut().find(|(it, _)| *it == value) {
                Some((_, count)) => *count += 1,
                None => values.push((value, 1)),
            }
        }
        let place = |value: &str| self.order.iter().position(|it| *it == value).unwrap_or(self.order.len());
        values.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
        values
    }
}

/// A kind of fix: in the address, in words.
pub fn fix(fix: FixKind) -> (&'static str, &'static str) {
    match fix {
        FixKind::None => ("none", "no automatic fix"),
        FixKind::Safe => ("safe", "safe fix"),
        FixKind::Review => ("review", "fix to review"),
    }
}

/// With a capital letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn needs(rule: &RulePage) -> Vec<String> {
    if rule.needs.is_empty() { vec!["nothing".to_owned()] } else { rule.needs.clone() }
}

fn needed(value: &str) -> String {
    if value == "nothing" { "Nothing more".to_owned() } else { value.to_owned() }
}

/// The groups of the checklist whose items the rule speaks to.
fn groups(rule: &RulePage) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for (group, _, lines) in CHECKLIST {
        if lines.iter().any(|line| rule.standard.iter().any(|it| it == line)) && !groups.iter().any(|it| it == group) {
            groups.push(group.to_owned());
        }
    }
    groups
}

fn kinds(rule: &RulePage) -> Vec<String> {
    ["S", "X"]
        .into_iter()
        .filter(|kind| rule.standard.iter().any(|it| it.starts_with(kind)))
        .map(str::to_owned)
        .collect()
}

fn kind(value: &str) -> String {
    if value == "S" { "S, the standard itself".to_owned() } else { "X, beyond it".to_owned() }
}

/// The kinds of files in which the bad examples are found.
fn found_in(rule: &RulePage) -> Vec<String> {
    let marks = rule.examples.iter().flat_map(|example| &example.marks);
    let mut kinds: Vec<String> = marks.map(|mark| file_kind(&mark.path).to_owned()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

fn file_kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        _ if name.starts_with(".env") => "Environment",
        _ if name.contains("Dockerfile") || name.contains("compose") => "Docker",
        _ if name.contains(".spec.") || name.contains(".test.") || name.contains("e2e-spec") => "Tests",
        Some("ts" | "js" | "mts" | "cts" | "mjs" | "cjs") => "TypeScript",
        Some("prisma") => "Prisma schema",
        Some("sql") => "SQL",
        Some("json") => "JSON",
        _ => "Other files",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name() {
        let kinds = [
            ("src/example.ts", "TypeScript"),
            ("src/users.service.spec.ts", "Tests"),
            ("prisma/schema.prisma", "Prisma schema"),
            ("apps/api/Dockerfile", "Docker"),
            (".env.production", "Environment"),
            ("package.json", "JSON"),
        ];
        for (path, kind) in kinds {
            assert_eq!(file_kind(path), kind, "{path}");
        }
    }
}
