//! How tables, columns and keys are declared: habits of one house.

#[cfg(feature = "whole")]
mod guessable_id;
#[cfg(feature = "whole")]
mod implicit_on_delete;
#[cfg(feature = "whole")]
mod missing_timestamps;
#[cfg(feature = "whole")]
mod mixed_names;
#[cfg(feature = "whole")]
mod open_value_set;
#[cfg(feature = "whole")]
mod unbounded_text;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &guessable_id::RULE,
    #[cfg(feature = "whole")]
    &implicit_on_delete::RULE,
    #[cfg(feature = "whole")]
    &missing_timestamps::RULE,
    #[cfg(feature = "whole")]
    &mixed_names::RULE,
    #[cfg(feature = "whole")]
    &open_value_set::RULE,
    #[cfg(feature = "whole")]
    &unbounded_text::RULE,
];
