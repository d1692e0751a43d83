//! What the app knows and decides, without a browser: plain data and functions, tested natively.

pub mod counts;
pub mod diff;
pub mod draft;
pub mod engine;
pub mod evidence;
pub mod examples;
pub mod filter;
pub mod keys;
pub mod names;
pub mod pairs;
pub mod panes;
pub mod prose;
pub mod route;
pub mod section;
pub mod selection;
pub mod share;
pub mod shelf;
pub mod standard;

#[cfg(test)]
pub mod sample;
