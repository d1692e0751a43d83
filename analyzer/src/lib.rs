//! Reviews NestJS and Prisma code. One path: text → trees → project → findings → review.
//!
//! What holds, and is held by tests:
//! 1. Only `syntax/` knows tree-sitter.
//! 2. Reviewing never fails and never panics: broken text gives fewer facts and a note.
//! 3. The project is complete before the first rule runs; values are followed beside the rules that do not ask for it.
//! 4. A rule is two files; the engine names none.
//! 5. Bytes until the report; lines and UTF-16 there.
//! 6. [`report::Review`] is owned, plain and serializable.
//! 7. The same input gives the same review, byte for byte, on every platform.
//! 8. Linear: twice the source costs at most 2.2 times the time.
//! 9. Nothing leaves the machine: no IO, no clock, no network.
#![deny(clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

#[cfg(feature = "engine")]
#[macro_use]
mod words;
#[cfg(feature = "whole")]
pub mod confirm;
#[cfg(feature = "engine")]
pub mod finding;
#[cfg(feature = "whole")]
pub mod flow;
#[cfg(feature = "engine")]
mod front;
#[cfg(feature = "engine")]
mod highlight;
#[cfg(feature = "engine")]
mod index;
#[cfg(feature = "engine")]
mod judge;
#[cfg(feature = "whole")]
mod own;
#[cfg(all(feature = "engine", any(target_arch = "wasm32", test)))]
mod packed;
#[cfg(feature = "engine")]
mod parallel;
#[cfg(feature = "engine")]
pub mod project;
pub mod report;
#[cfg(feature = "engine")]
mod review;
#[cfg(feature = "engine")]
pub mod rule;
#[cfg(feature = "engine")]
pub mod rules;
#[cfg(feature = "engine")]
mod source;
#[cfg(feature = "engine")]
pub mod standard;
#[cfg(feature = "engine")]
pub mod syntax;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod wasm;

#[cfg(feature = "engine")]
pub use highlight::highlight;
#[cfg(feature = "engine")]
pub use review::{Reviewer, review};
#[cfg(feature = "engine")]
pub use source::{LONGEST, Source, is_read};
#[cfg(feature = "engine")]
pub use standard::Standard;
#[cfg(feature = "words")]
pub use words::page;
