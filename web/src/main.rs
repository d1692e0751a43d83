//! The app: the page around the editor. It reads reviews and never holds the code.

mod browser;
mod desk;
mod model;
mod view;

fn main() {
    leptos::mount::mount_to_body(view::App);
}
