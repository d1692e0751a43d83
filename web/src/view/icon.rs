//! The icons: one set, 16 px, strokes of 1.5.

use leptos::prelude::*;

/// An icon; the words beside it or its button's label say what it means.
#[component]
pub fn Icon(
    /// The drawing.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}

/// A sun.
pub const SUN: &str = "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3";
/// A moon.
pub const MOON: &str = "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z";
/// A plus.
pub const PLUS: &str = "M8 3v10M3 8h10";
/// A cross.
pub const CROSS: &str = "m4.5 4.5 7 7M11.5 4.5l-7 7";
/// Three dots.
pub const MORE: &str = "M3 8h.01M8 8h.01M13 8h.01";
/// A sheet.
pub const SHEET: &str = "M4 1.75h5L12.25 5v9.25H4ZM9 1.75V5h3.25";
/// A cylinder.
pub const STORE: &str = "M2.5 4c0-1.2 2.5-2 5.5-2s5.500.800 5.500 2-2.500 2-5.500 2-5.500-.800-5.500-2ZM2.500 4v8c0 1.200 2.500 2 5.500 2s5.500-.800 5.500-2V4M2.500 8c0 1.200 2.500 2 5.500 2s5.500-.800 5.500-2";
/// Braces.
pub const BRACES: &str = "M6 2.500c-1.500 0-2 .700-2 1.800v1.800C4 7.300 3.500 8 2.300 8 3.500 8 4 8.700 4 9.900v1.800c0 1.100.500 1.800 2 1.800M10 2.500c1.500 0 2 .700 2 1.800v1.800c0 1.200.500 1.900 1.700 1.900-1.200 0-1.700.700-1.700 1.900v1.800c0 1.100-.500 1.800-2 1.800";
/// A key.
pub const KEY: &str = "M5.500 7.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6M7.700 8.300 13.500 2.500M11 5l2 2";
/// An i in a circle.
pub const NOTE: &str = "M8 1.750a6.250 6.250 0 1 0 0 12.500 6.250 6.250 0 0 0 0-12.500M8 7.200v4M8 4.800v.010";

/// The icon for a kind of file.
pub fn of_file(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with(".env") {
        KEY
    } else if name.ends_with(".prisma") || name.ends_with(".sql") {
        STORE
    } else if name.ends_with(".json") {
        BRACES
    } else {
        SHEET
    }
}
