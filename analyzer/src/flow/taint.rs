//! A value on its way from where it enters.

use super::source::Source;
use crate::finding::Place;
use crate::syntax::Syntax;

/// A value that reaches an expression, and what happened to it on the way.
#[derive(Clone, Debug)]
pub(super) struct Taint<'t> {
    pub from: From<'t>,
    /// The harms it can no longer do, as bits.
    pub cleaned: u32,
    pub is_sure: bool,
    pub steps: Vec<(Place, String)>,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) enum From<'t> {
    /// From outside.
    Source(Source<'t>),
    /// From whoever calls the function that is being summed up: its parameter, and the keys that are read of it.
    Parameter(Syntax<'t>, Vec<&'t str>),
}

pub(super) type Taints<'t> = Vec<Taint<'t>>;

impl<'t> Taint<'t> {
    /// A value that has just entered.
    pub fn of(source: Source<'t>, cleaned: u32, is_sure: bool) -> Taint<'t> {
        let steps = vec![(Place::from(source.syntax), format!("{} enters here.", source.subject()))];
        Taint { from: From::Source(source), cleaned, is_sure, steps }
    }
}
