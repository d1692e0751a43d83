//! Where in an address a value lands: behind the host it chooses a path, and no other server.

use super::check;
use super::row::Argument;
use super::sink::Harm;
use super::source::Source;
use super::taint::{From, Taints};
use super::trace::{MOST_PARTS, Tracer};
use crate::project::{Call, Project};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

/// Harms that a value does by choosing the host.
pub(super) const HOST: u32 = Harm::Url.bit() | Harm::Redirect.bit();

impl<'t> Tracer<'_, 't> {
    /// The pieces of a text, in order: what stands before one decides which part of an address it may choose.
    pub fn pieces(
        &mut self,
        values: impl Iterator<Item = Syntax<'t>>,
        glue: &str,
        whole: Syntax<'t>,
        of: Option<Syntax<'t>>,
    ) -> Taints<'t> {
        let (mut text, mut found) = (Text::of(whole), Vec::new());
        for value in values.take(MOST_PARTS) {
            let inner = value.children().next().filter(|_| value.kind() == Kind::Substitution);
            for mut taint in self.trace(inner.unwrap_or(value), &[], of) {
                // A text is put together: it is no object.
                taint.cleaned |= check::SHAPE;
                taint.cleaned |= match &taint.from {
                    From::Source(source) => text.mask_of(source),
                    From::Parameter(..) => text.mask(),
                };
                found.push(taint);
            }
            text.push(self.project, value);
            text.push_text(glue);
        }
        found
    }

    /// What is assigned to a name, or put behind what it holds.
    pub fn assigned(&mut self, value: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let mut found = self.bound(value, path, of);
        let mask = if is_appended(value) { HOST } else { 0 };
        found.iter_mut().for_each(|it| it.cleaned |= mask);
        found
    }
}

/// What stands for a piece whose text is not known.
const UNKNOWN: char = '\u{1}';

/// How many values deep a piece is read.
const DEEPEST: u32 = 4;

/// The text of an address, up to where its host ends.
pub(super) struct Text {
    before: String,
    /// Whether it is what `new URL` reads: `//host` is another host there.
    is_url: bool,
    mask: u32,
}

impl Text {
    pub fn of(whole: Syntax) -> Text {
        let outer = whole.parent().filter(|it| it.kind() == Kind::Arguments).and_then(Syntax::parent);
        let is_url = outer.and_then(Call::of).is_some_and(|it| it.is_new && it.name == "URL");
        Text { before: String::new(), is_url, mask: 0 }
    }

    /// The harms that whatever comes next cannot do.
    pub fn mask(&self) -> u32 {
        self.mask
    }

    /// The same for a value that begins with a slash: `https://example.com${request.url}`.
    pub fn mask_of(&self, source: &Source) -> u32 {
        if source.is_address() && self.before.contains("//") && !self.before.ends_with('/') { HOST } else { self.mask }
    }

    pub fn push<'t>(&mut self, project: &Project<'t>, piece: Syntax<'t>) {
        // Behind the host nothing changes any more.
        if self.mask != HOST {
            spell(project, piece, &mut self.before, DEEPEST);
            self.mask = decided(&self.before, self.is_url);
        }
    }

    pub fn push_text(&mut self, text: &str) {
        self.before.push_str(text);
        self.mask |= decided(&self.before, self.is_url);
    }
}

/// Writes down what is known of a piece.
fn spell<'t>(project: &Project<'t>, piece: Syntax<'t>, text: &mut String, left: u32) {
    if piece.kind() == Kind::StringFragment {
        return text.push_str(piece.text());
    }
    let piece = if piece.kind() == Kind::Substitution { piece.children().next().unwrap_or(piece) } else { piece };
    let value = project.constant(piece);
    match literal(value) {
        Some(fixed) => text.push_str(fixed),
        None if value.kind() == Kind::Template && left > 0 => {
            value.children().take(8).for_each(|it| spell(project, it, text, left - 1));
        }
        None => text.push(UNKNOWN),
    }
}

/// The harms that a value behind such a text cannot do.
fn decided(before: &str, is_url: bool) -> u32 {
    let ends = |it: &str| it.contains(['/', '?', '#']);
    if let Some((scheme, rest)) = before.split_once("//")
        && (scheme.is_empty() || scheme.ends_with(':'))
    {
        return if ends(rest) { HOST } else { 0 };
    }
    match before {
        // `/` and a value may be `//host`, which browsers and `new URL` read as another host.
        "/" if is_url => 0,
        "/" => Harm::Url.bit(),
        _ if "https:".starts_with(before) || before.ends_with(':') => 0,
        _ => HOST,
    }
}

/// What a part that is put in place of `{id}` cannot do: `'https://example.com/users/{id}'.replace('{id}', id)`.
fn replaced<'t>(project: &Project<'t>, call: &Call<'t>) -> u32 {
    let text = call.receiver.map(|it| project.constant(it)).and_then(literal);
    let pattern = call.args.first().and_then(|it| literal(*it));
    let before = text.zip(pattern).and_then(|(text, pattern)| text.split_once(pattern));
    before.map_or(HOST, |(before, _)| decided(before, false))
}

/// What the parts of a call's value cannot do by their place in it, one for each.
pub(super) fn masks<'t>(project: &Project<'t>, call: &Call<'t>, parts: &[(Syntax<'t>, Vec<&'t str>)]) -> Vec<u32> {
    let receiver = call.receiver.map(plain);
    match call.name {
        // `replace` has what it is called on first.
        "replace" | "replaceAll" => {
            let own = replaced(project, call);
            parts.iter().enumerate().map(|(at, _)| if at == 0 { 0 } else { own }).collect()
        }
        "concat" => {
            let mut text = Text::of(call.syntax);
            let mut mask = |it: Syntax<'t>| {
                let own = text.mask();
                text.push(project, it);
                own
            };
            parts.iter().map(|(it, _)| mask(*it)).collect()
        }
        // Paths put together: what comes first is the host.
        "join" | "urlJoin" | "urljoin" | "joinUrl" if receiver.is_none_or(|it| it.kind() != Kind::Array) => {
            parts.iter().enumerate().map(|(at, _)| if at == 0 { 0 } else { HOST }).collect()
        }
        // `format('https://example.com/%s', id)`
        "format" => {
            let text = call.args.first().and_then(|it| literal(project.constant(*it))).unwrap_or_default();
            let own = decided(text.split('%').next().unwrap_or_default(), false);
            parts.iter().enumerate().map(|(at, _)| if at == 0 { 0 } else { own }).collect()
        }
        _ => Vec::new(),
    }
}

/// Parts of a `URL` that begin with a slash, a question mark or the like, and choose no host.
pub(super) fn is_behind_host(path: &[&str]) -> bool {
    matches!(path.first(), Some(&("pathname" | "search" | "searchParams" | "hash" | "port" | "protocol")))
}

/// `['https://example.com', 'users', id].join('/')`: its pieces, and what stands between them.
pub(super) fn joined<'t>(call: &Call<'t>) -> Option<(Syntax<'t>, &'t str)> {
    let list = call.receiver.map(plain).filter(|it| call.name == "join" && it.kind() == Kind::Array)?;
    Some((list, call.args.first().map_or(Some(","), |it| literal(*it))?))
}

/// Whether a value is put behind another: `url += '/' + id`.
pub(super) fn is_appended(value: Syntax) -> bool {
    let outer = value.parent().filter(|it| it.kind() == Kind::AugmentedAssignment);
    outer.is_some_and(|it| it.field(Field::Right) == Some(value))
}

/// What says where a request goes: the first argument or its keys, and the base that the options set.
pub(super) fn said<'t>(project: &Project<'t>, call: &Call<'t>) -> Vec<Syntax<'t>> {
    let keys = ["url", "uri", "baseURL", "prefixUrl", "host", "hostname"];
    let object = |it: &Syntax<'t>| Object::of(project.value(*it));
    let under = |it: Object<'t>, keys: &[&str]| keys.iter().filter_map(|key| it.get(key)).collect::<Vec<_>>();
    let first =
        call.args.first().map_or_else(Vec::new, |it| object(it).map_or_else(|| vec![*it], |it| under(it, &keys)));
    // axios keeps to its base then, whatever the address says.
    let is_kept = project.sets("allowAbsoluteUrls") && call.receiver.is_some();
    let first = if is_kept { Vec::new() } else { first };
    let options = call.args.iter().skip(1).filter_map(object).flat_map(|it| under(it, &["baseURL", "prefixUrl"]));
    first.into_iter().chain(options).collect()
}

/// Where in a value the harm is done: options that a function was handed do it by their address.
pub(super) fn under<'t>(project: &Project<'t>, argument: Argument, value: Syntax<'t>) -> Vec<&'t str> {
    let is_options = |it: &str| ["Config", "Options", "config", "options", "opts"].iter().any(|end| it.ends_with(end));
    let held = project.held(value).filter(|_| matches!(argument, Argument::Address));
    let is_object =
        held.is_some_and(|it| is_options(it.type_name()) || it.type_name().is_empty() && is_options(it.name));
    if is_object { vec!["url"] } else { Vec::new() }
}
