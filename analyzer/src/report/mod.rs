//! What a review says, and its readers.

mod data;

pub use data::*;
