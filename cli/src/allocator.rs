//! Where memory comes from: mimalloc, for Rust and for tree-sitter's C.
#![allow(unsafe_code, reason = "tree-sitter takes raw functions")]

use std::alloc::{Layout, handle_alloc_error};
use std::ffi::c_void;

use libmimalloc_sys::{mi_free, mi_malloc, mi_realloc, mi_zalloc};
use tree_sitter::Allocator;

/// What one thread reads another drops: glibc's allocator makes both wait.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Gives tree-sitter the same allocator: a tree is thousands of small pieces, and with glibc's a parse takes a twentieth
/// longer. To be called while nothing of tree-sitter's exists.
pub fn share() {
    // SAFETY: the four belong together, align as `malloc` does and never return null for a size; nothing that another
    // allocator made is alive, and no other thread runs yet.
    unsafe { tree_sitter::set_allocator(Some(Allocator { malloc, calloc, realloc, free })) }
}

unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    // SAFETY: any size may be asked for.
    there(unsafe { mi_malloc(size) }, size)
}

unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let size = count.saturating_mul(size);
    // SAFETY: any size may be asked for.
    there(unsafe { mi_zalloc(size) }, size)
}

unsafe extern "C" fn realloc(piece: *mut c_void, size: usize) -> *mut c_void {
    // SAFETY: what tree-sitter has is from here.
    there(unsafe { mi_realloc(piece, size) }, size)
}

unsafe extern "C" fn free(piece: *mut c_void) {
    // SAFETY: what tree-sitter has is from here.
    unsafe { mi_free(piece) }
}

/// Ends the program where there is no memory left, as Rust's own code does.
fn there(piece: *mut c_void, size: usize) -> *mut c_void {
    if piece.is_null() && size > 0 {
        handle_alloc_error(Layout::from_size_align(size, 1).unwrap_or(Layout::new::<u8>()));
    }
    piece
}
