//! `nestor` as people and pipelines run it: the built program on small projects.

mod broken;
mod fix;
mod formats;
mod review;
mod scope;
mod support;
mod terminal;
mod words;
