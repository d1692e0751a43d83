//! The app.
mod model;
fn main() {}
