//! What every page has around it: head, header, the note on what happens to the code.

use maud::{DOCTYPE, Markup, html};

const SUN: &str = "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3";
const MOON: &str = "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z";
const MORE: &str =
    "M3.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0M8.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0M13.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0";

/// A page's own part of the frame.
pub struct Frame<'p> {
    /// Its title, without the product's name.
    pub title: &'p str,
    /// What a search engine or a chat shows of it.
    pub description: &'p str,
    /// How many folders lie between it and the site's root.
    pub depth: usize,
    /// The script that is started, a module below the folder of assets.
    pub script: &'p str,
    /// Whether it is the list of rules itself.
    pub is_list: bool,
}

impl Frame<'_> {
    /// The way to the site's root.
    fn root(&self) -> String {
        "../".repeat(self.depth)
    }

    /// The page around what it says.
    pub fn around(&self, main: &Markup) -> String {
        let root = self.root();
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                (self.head(&format!("{root}{{assets}}")))
                body.rules {
                    a.skip href="#main" { "Skip to the content" }
                    (self.header(&root))
                    main.page #main tabindex="-1" { (main) }
                    (privacy())
                }
            }
        };
        page.into_string() + "\n"
    }

    fn head(&self, assets: &str) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (self.title) " · Nestor" }
                meta name="description" content=(self.description);
                meta name="color-scheme" content="light dark";
                script src={ (assets) "/boot.js" } data-start={ "./pages/" (self.script) } {}
                link rel="stylesheet" href={ (assets) "/style.css" };
                link rel="stylesheet" href={ (assets) "/pages/pages.css" };
                link rel="icon" href={ (assets) "/icons/nestor.svg" } type="image/svg+xml";
            }
        }
    }

    fn header(&self, root: &str) -> Markup {
        html! {
            header.top {
                a.brand href=(root) { (mark()) "Nestor" }
                nav.places aria-label="Main" { (self.places(root)) }
                span.grow {}
                button.private type="button" popovertarget="privacy" { "Runs in this tab" }
                button.btn.square.wide.scripted.theme type="button" aria-label="Switch the theme" { (icon(MOON)) (icon(SUN)) }
                button.btn.square.narrow type="button" aria-label="More" popovertarget="more" { (icon(MORE)) }
                div.popover #more popover {
                    nav aria-label="Pages" { (self.places(root)) }
                    button type="button" popovertarget="privacy" { "Runs in this tab" }
                    button.scripted.theme type="button" { "Switch the theme" }
                }
            }
        }
    }

    fn places(&self, root: &str) -> Markup {
        let current = if self.is_list { "page" } else { "true" };
        html! {
            a href=(root) { "Review" }
            a href={ (root) "rules/" } aria-current=(current) { "Rules" }
        }
    }
}

fn mark() -> Markup {
    html! {
        svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" {
            path.mark-lines d="M2 4h14M2 9h9M2 14h6" {}
            path.mark-tick d="m11 13 2 2 4-5" {}
        }
    }
}

fn icon(path: &str) -> Markup {
    html! { svg.icon viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" { path d=(path) {} } }
}

fn privacy() -> Markup {
    html! {
        div.popover.note #privacy popover role="dialog" aria-labelledby="privacy-title" {
            h2 #privacy-title { "Runs in this tab" }
            p {
                "The reviewer is part of this site and works in your browser. Code is not sent anywhere: the security policy \
                 forbids every request to another site, and there is no server behind it."
            }
            p { "A share link holds the code itself, after the #. Browsers do not send that part of an address to a server." }
            button.btn type="button" popovertarget="privacy" popovertargetaction="hide" { "Close" }
        }
    }
}

/// A heading that can be linked to, with the link beside it.
pub fn heading(id: &str, words: &str) -> Markup {
    html! {
        h2 id=(id) { (words) " " a.anchor href={ "#" (id) } aria-label={ "Link to: " (words) } { "#" } }
    }
}

/// The id of a heading.
pub fn slug(words: &str) -> String {
    words.to_lowercase().replace(' ', "-")
}
