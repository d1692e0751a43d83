//! A review as JSON.

use super::Review;

/// Indented by two spaces, ending without a line break. The same review gives the same bytes.
pub fn json(review: &Review) -> String {
    serde_json::to_string_pretty(review).unwrap_or_default()
}
