//! `nestor`: reviews a folder.
fn main() {}
