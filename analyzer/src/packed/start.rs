//! Unpacks the module's data where it belongs, before anything else runs.
#![allow(
    unsafe_code,
    reason = "the data is written where the module expects it, at addresses that only the linker knows"
)]

use wasm_bindgen::prelude::*;

use super::lzma;

/// Where the build puts the packed data: the far end of the stack, which nothing has reached at the start.
const HEAD: *const Head = 16 as *const Head;
/// "NEST": that there is packed data. Memory that nobody wrote is zero.
const MARK: u32 = 0x5453_454e;

#[derive(Clone, Copy)]
#[repr(C)]
struct Head {
    mark: u32,
    /// Where the data belongs, and how long it is.
    to: usize,
    length: usize,
    /// How long it is packed; it stands behind this head.
    packed: usize,
}

/// Runs once, when the module is loaded.
#[wasm_bindgen(start)]
fn unpack() {
    // SAFETY: 16 is aligned, inside the first page of memory and below the stack's end, so it can always be read; any
    // bits are a `Head`.
    let head = unsafe { HEAD.read_volatile() };
    if head.mark != MARK {
        return;
    }
    // SAFETY: the build wrote both ranges into the module's data section, so they lie in memory (the module would not
    // load otherwise). It refuses data that does not end well below the stack in use and below `to`, so they overlap
    // neither each other nor this function's variables. Nothing else has run, so nothing has read or written the data
    // yet; `lzma` has no constants in memory. What is written is what the compiler put there.
    let (packed, data) = unsafe {
        (
            std::slice::from_raw_parts(HEAD.add(1).cast(), head.packed),
            std::slice::from_raw_parts_mut(head.to as *mut u8, head.length),
        )
    };
    lzma::decode(packed, data);
}
