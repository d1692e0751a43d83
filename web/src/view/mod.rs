//! What is seen: small components; signals go down, calls to the desk go up.

mod app;
mod away;
mod bottom;
mod card;
mod checks;
mod code;
mod column;
mod copy;
mod dialog;
mod diff;
mod each;
mod explain;
mod fix;
mod header;
mod icon;
mod keys;
mod list;
mod menu;
mod notices;
mod palette;
mod prepared;
mod rename;
mod rule;
mod sheets;
mod splitter;
mod status;
mod tabs;
mod toast;
mod words;

pub use app::App;
