//! The module's own data as the build packs it: LZMA sees what the web's compression does not, that the grammars'
//! tables repeat themselves over half a megabyte.
//!
//! `xtask/src/pack.rs` writes what is read here. A module that was not packed runs just as well.

mod lzma;

#[cfg(target_arch = "wasm32")]
mod start;
