//! Images and what is put into them.

#[cfg(feature = "whole")]
mod runs_as_root;
#[cfg(feature = "whole")]
mod secret_in_image;
#[cfg(feature = "whole")]
mod unpinned_install;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &runs_as_root::RULE,
    #[cfg(feature = "whole")]
    &secret_in_image::RULE,
    #[cfg(feature = "whole")]
    &unpinned_install::RULE,
];
