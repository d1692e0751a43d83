//! What a finding is about, where its category has rules of several kinds.

use super::Finding;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Somebody sees or does what they should not.
    Security,
    /// Time, memory, connections.
    Performance,
    /// Data or answers are wrong.
    Correctness,
}

const SECURITY: [&str; 7] = ["S012", "S098", "S099", "S111", "S122", "S194", "X096"];
const PERFORMANCE: [&str; 17] = [
    "S018", "S020", "S106", "S107", "S112", "S114", "S118", "S120", "S121", "S134", "S197", "S198", "S199", "S205",
    "X091", "X093", "X100",
];

impl Finding {
    /// By the first line of the standard that it breaks; nothing where the category says it.
    pub fn nature(&self) -> Option<Nature> {
        matches!(self.category.as_str(), "database" | "caching").then_some(())?;
        Some(match self.standard.first().map_or("", String::as_str) {
            it if SECURITY.contains(&it) => Nature::Security,
            it if PERFORMANCE.contains(&it) => Nature::Performance,
            _ => Nature::Correctness,
        })
    }
}
