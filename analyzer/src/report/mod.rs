//! What a review says, and its readers: one file each.

#[cfg(feature = "engine")]
mod build;
#[cfg(feature = "engine")]
mod checklist;
mod count;
mod data;
mod edit;
#[cfg(feature = "engine")]
mod excerpt;
#[cfg(feature = "engine")]
mod json;
mod lines;
#[cfg(feature = "engine")]
mod markdown;
mod nature;
#[cfg(feature = "engine")]
mod options;
mod order;
mod page;
#[cfg(feature = "engine")]
mod position;
#[cfg(feature = "words")]
mod sarif;

#[cfg(feature = "engine")]
pub(crate) use build::Builder;
pub use data::*;
pub use edit::{apply, is_shared, together};
#[cfg(feature = "engine")]
pub use json::json;
pub use lines::*;
#[cfg(feature = "engine")]
pub use markdown::{markdown, markdown_with};
pub use nature::Nature;
#[cfg(feature = "engine")]
pub use options::Options;
pub(crate) use order::sorted;
pub use page::*;
#[cfg(feature = "engine")]
pub use position::LineIndex;
#[cfg(feature = "engine")]
#[cfg(feature = "words")]
pub use sarif::sarif;

impl Note {
    /// A note about a whole file.
    pub fn about(path: &str, message: impl Into<String>) -> Note {
        Note { path: path.into(), range: None, message: message.into() }
    }
}
