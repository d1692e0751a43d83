//! What the part of the address after `#` asks for.

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The review, on a phone one part of it.
    Review(Option<Part>),
    /// The review with code from a link: the text after `s=`.
    Shared(String),
}

/// What a phone shows of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The editor.
    Code,
    /// The list.
    Findings,
    /// The explanation.
    Explain,
    /// The checklist, in the list's column.
    Checklist,
    /// The report, in the list's column.
    Report,
}

impl Part {
    /// The tabs of the list's column.
    pub const TABS: [Part; 3] = [Part::Findings, Part::Checklist, Part::Report];

    const ALL: [Part; 5] = [Part::Code, Part::Findings, Part::Explain, Part::Checklist, Part::Report];

    /// The address of it.
    pub fn hash(self) -> &'static str {
        match self {
            Part::Code => "#/code",
            Part::Findings => "#/findings",
            Part::Explain => "#/explain",
            Part::Checklist => "#/checklist",
            Part::Report => "#/report",
        }
    }

    /// The value of `data-part`, by which the style sheet shows one part.
    pub fn word(self) -> &'static str {
        match self {
            Part::Code => "code",
            Part::Findings => "findings",
            Part::Explain => "explain",
            Part::Checklist => "checklist",
            Part::Report => "report",
        }
    }
}

impl Route {
    /// Reads `location.hash`. What is not known is the review: nobody lands on an empty page.
    pub fn of(hash: &str) -> Route {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(shared) = hash.strip_prefix("s=") {
            return Route::Shared(shared.split('&').next().unwrap_or_default().to_owned());
        }
        let path = hash.split('?').next().unwrap_or_default().trim_end_matches('/');
        Route::Review(Part::ALL.into_iter().find(|part| part.hash().strip_prefix('#') == Some(path)))
    }
}

/// The address of the list of rules, beside the review's.
pub const RULES: &str = "rules/";

/// The address of a rule's page.
pub fn rule_page(id: &str) -> String {
    format!("{RULES}{id}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address() {
        assert_eq!(Route::of(""), Route::Review(None));
        assert_eq!(Route::of("#/"), Route::Review(None));
        assert_eq!(Route::of("#/explain"), Route::Review(Some(Part::Explain)));
        assert_eq!(rule_page("injection/raw-sql"), "rules/injection/raw-sql/");
    }

    #[test]
    fn a_share_link_is_read_up_to_the_first_ampersand() {
        assert_eq!(Route::of("#s=1.abc&x=y"), Route::Shared("1.abc".to_owned()));
    }

    #[test]
    fn what_is_not_known_is_the_review() {
        assert_eq!(Route::of("#/nowhere"), Route::Review(None));
        for part in Part::ALL {
            assert_eq!(Route::of(part.hash()), Route::Review(Some(part)));
        }
    }
}
