//! One node as it is kept: what most of the memory of a review goes to.

use super::{Field, Kind, Span};

/// Laid out as in `flatten.c`. Four share a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(4))]
pub(super) struct Node {
    pub span: Span,
    pub kind: Kind,
    pub parent: At,
    pub field: Field,
    pub next: At,
}

/// A place in the array of nodes, in little-endian bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct At([u8; 3]);

impl At {
    /// The last place that can be told.
    pub const LAST: usize = 0xFF_FFFF;

    pub fn get(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }
}
