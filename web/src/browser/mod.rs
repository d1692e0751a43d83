//! The browser as the app uses it.

pub mod bridge;
pub mod clipboard;
pub mod dom;
pub mod message;
pub mod storage;
