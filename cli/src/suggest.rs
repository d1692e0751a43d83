//! The name that was probably meant.

use analyzer::rule::Rule;
use analyzer::rules;

/// A rule's id from its id or, where only one rule has it, its last part; else what was probably meant.
pub fn rule(name: &str) -> Result<&'static Rule<'static>, String> {
    let last = |id: &'static str| id.rsplit('/').next().unwrap_or(id);
    if let Some(rule) = rules::all().find(|it| it.id == name) {
        return Ok(rule);
    }
    let mut named = rules::all().filter(|it| last(it.id) == name);
    if let (Some(rule), None) = (named.next(), named.next()) {
        return Ok(rule);
    }
    let ids = rules::all().flat_map(|it| [(it.id, it.id), (last(it.id), it.id)]);
    let categories = rules::CATEGORIES.iter().map(|it| (it.name, it.name));
    let hint = match nearest(name, ids.chain(categories)) {
        Some(meant) => format!("; did you mean {meant}?"),
        None => "; `nestor rules` lists them all".into(),
    };
    Err(format!("there is no rule {name}{hint}"))
}

/// Of pairs of a spelling and what it stands for.
fn nearest<'n>(name: &str, known: impl Iterator<Item = (&'n str, &'n str)>) -> Option<&'n str> {
    let scored = known.map(|(spelling, meant)| (strsim::jaro_winkler(name, spelling), meant));
    scored.filter(|(score, _)| *score > 0.8).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, it)| it)
}
