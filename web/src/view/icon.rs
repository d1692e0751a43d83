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
pub const MORE: &str =
    "M3.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0M8.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0M13.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0";
/// A sheet.
pub const SHEET: &str = "M4 1.75h5L12.25 5v9.25H4ZM9 1.75V5h3.25";
/// A cylinder.
pub const STORE: &str = "M2.5 4c0-1.2 2.5-2 5.5-2s5.5.8 5.5 2-2.5 2-5.5 2-5.5-.8-5.5-2ZM2.5 4v8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2V4M2.5 8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2";
/// Braces.
pub const BRACES: &str = "M6 2.5c-1.5 0-2 .7-2 1.8v1.8C4 7.300 3.5 8 2.300 8 3.5 8 4 8.7 4 9.900v1.8c0 1.100.5 1.8 2 1.8M10 2.5c1.5 0 2 .7 2 1.8v1.8c0 1.2.5 1.9 1.7 1.9-1.2 0-1.7.7-1.7 1.9v1.8c0 1.100-.5 1.8-2 1.8";
/// A key.
pub const KEY: &str = "M5.5 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M7.7 8.300 13.5 2.5M11 5l2 2";
/// An i in a circle.
pub const NOTE: &str = "M8 1.750a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 7.2v4M8 4.8v.01";

/// To the left.
pub const BACK: &str = "M9.5 4 5.5 8l4 4";
/// To the right.
pub const ON: &str = "m6.5 4 4 4-4 4";
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
