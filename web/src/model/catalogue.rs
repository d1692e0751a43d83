//! Searching the rules: what is asked for, and what it finds.

use analyzer::report::RulePage;

/// What is asked for; it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words.
    pub text: String,
    /// A category, or empty for all.
    pub category: String,
}

impl Query {
    /// Reads `#/rules?search=…&category=…`.
    pub fn of(hash: &str) -> Query {
        let mut query = Query::default();
        for pair in hash.split_once('?').map_or("", |(_, rest)| rest).split('&') {
            match pair.split_once('=') {
                Some(("search", value)) => query.text = value.replace('+', " "),
                Some(("category", value)) => query.category = value.to_owned(),
                _ => {}
            }
        }
        query
    }

    /// Writes the address. Whatever the address could misread is left out of it.
    pub fn hash(&self) -> String {
        let plain: String =
            self.text.chars().filter(|c| c.is_ascii_alphanumeric() || " -_/.:$@".contains(*c)).collect();
        let search = (!plain.is_empty()).then(|| format!("search={}", plain.replace(' ', "+")));
        let category = (!self.category.is_empty()).then(|| format!("category={}", self.category));
        let parts: Vec<String> = search.into_iter().chain(category).collect();
        if parts.is_empty() { "#/rules".to_owned() } else { format!("#/rules?{}", parts.join("&")) }
    }
}

/// The rules that hold every word: those with it in the id first, then in the title, then in the words.
pub fn found(pages: &[RulePage], query: &Query) -> Vec<RulePage> {
    let text = query.text.to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut ranked: Vec<Vec<RulePage>> = Vec::new();
    for page in pages.iter().filter(|page| query.category.is_empty() || page.category == query.category) {
        let Some(rank) = words.iter().map(|word| rank(page, word)).sum::<Option<usize>>() else { continue };
        while ranked.len() <= rank {
            ranked.push(Vec::new());
        }
        ranked[rank].push(page.clone());
    }
    ranked.into_iter().flatten().collect()
}

fn rank(page: &RulePage, word: &str) -> Option<usize> {
    let cwe = page.cwe.join(" ");
    let places = [&page.id, &page.title, &cwe, &page.words];
    places.iter().position(|place| place.to_ascii_lowercase().contains(word))
}

/// The categories in the rules' order, and how many rules each has.
pub fn categories(pages: &[RulePage]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for page in pages {
        match counts.iter_mut().find(|(name, _)| *name == page.category) {
            Some((_, count)) => *count += 1,
            None => counts.push((page.category.clone(), 1)),
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::report::{FixKind, Severity};

    fn page(id: &str, title: &str, words: &str) -> RulePage {
        RulePage {
            id: id.to_owned(),
            title: title.to_owned(),
            category: id.split('/').next().unwrap_or_default().to_owned(),
            severity: Severity::High,
            standard: vec![],
            refs: vec![],
            cwe: vec!["CWE-89".to_owned()],
            needs: vec![],
            fix: FixKind::None,
            words: words.to_owned(),
            examples: vec![],
        }
    }

    #[test]
    fn a_search_ranks_the_id_before_the_title_before_the_words() {
        let pages = [page("a/x", "t", "has sql"), page("a/y", "Sql here", ""), page("injection/raw-sql", "t", "")];
        let query = Query { text: "SQL".to_owned(), category: String::new() };
        let ids: Vec<_> = found(&pages, &query).into_iter().map(|page| page.id).collect();
        assert_eq!(ids, ["injection/raw-sql", "a/y", "a/x"]);
        assert_eq!(categories(&pages), [("a".to_owned(), 2), ("injection".to_owned(), 1)]);
    }

    #[test]
    fn a_category_and_words_narrow_together() {
        let pages = [page("a/x", "t", "sql"), page("b/x", "t", "sql")];
        let query = Query { text: "cwe-89 sql".to_owned(), category: "b".to_owned() };
        assert_eq!(found(&pages, &query).len(), 1);
    }

    #[test]
    fn the_address_holds_the_search() {
        let query = Query { text: "raw sql".to_owned(), category: "injection".to_owned() };
        assert_eq!(query.hash(), "#/rules?search=raw+sql&category=injection");
        assert_eq!(Query::of(&query.hash()), query);
        assert_eq!(Query::default().hash(), "#/rules");
    }
}
