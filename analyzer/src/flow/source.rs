//! Where untrusted values enter: parameters of handlers, the request itself, jobs, profiles.

use crate::project::{Call, Decorator, EntryKind, Parameter, Project};
use crate::syntax::{Field, Kind, Syntax, literal};

/// Where an untrusted value enters.
#[derive(Clone, Debug)]
pub struct Source<'t> {
    /// The parameter, or the part of the request that is read.
    pub syntax: Syntax<'t>,
    /// The value in the code's own words: `filter.name`; empty for the request's part as a whole.
    pub name: String,
    /// `from the query string`.
    pub place: &'static str,
    /// Which part of the request it is.
    pub part: Part,
    /// Whether it is everything that the part holds, not one value of it.
    pub is_whole: bool,
    /// Whether it is a text at most: nothing made it anything else.
    pub is_text: bool,
    /// Whether an object was read out of its text: `JSON.parse(q)`.
    pub is_parsed: bool,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Parsed from JSON or a form: values of any shape.
    Body,
    /// Texts, lists, and in Express 4 objects.
    Query,
    /// Texts.
    Param,
    /// Texts.
    Headers,
    /// What a client of another transport sends: values of any shape.
    Message,
    /// Of GraphQL: values of the shape that the schema declares.
    Args,
    /// Chosen by whoever uploads.
    File,
    /// Of a queue: written by the application itself, from what others sent.
    Job,
    /// Of another service's user.
    Profile,
    /// Anything else.
    Other,
}

impl Source<'_> {
    /// Whether it may be an object: parsed from JSON, here or by the framework.
    pub(super) fn brings_objects(&self) -> bool {
        matches!(self.part, Part::Body | Part::Message) || self.is_parsed
    }

    /// Whether it may be an object that was read out of the query string: `?name[$ne]=`, in Express 4 (up to Nest 10) or
    /// where a parser is set that does so.
    pub fn is_nested(&self, project: &Project) -> bool {
        let is_query = self.part == Part::Query && !self.is_parsed && !self.is_address();
        let manifest = || project.manifest_of(self.syntax.file);
        let is_old = || {
            manifest().is_some_and(|it| {
                it.major("@nestjs/platform-express").is_some_and(|it| it < 11)
                    && it.dependency("@nestjs/platform-fastify").is_none()
            })
        };
        let parser = |call: &Call| call.args.first().and_then(|it| literal(*it)) == Some("query parser");
        let said = || project.calls_of("set").filter(|it| parser(it)).filter_map(|it| literal(*it.args.get(1)?)).next();
        is_query
            && match said() {
                Some(it) => it == "extended",
                None => is_old() || project.sets("querystringParser"),
            }
    }

    /// `request.url`: it begins with a slash.
    pub(super) fn is_address(&self) -> bool {
        self.place == "from the request's address"
    }

    /// Whether only whoever sends the request can set it: no link and no form does.
    pub fn is_headers(&self) -> bool {
        self.part == Part::Headers
    }

    /// Whether it says under which name the server was asked, or from which site.
    pub(super) fn is_host(&self) -> bool {
        let last = self.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        self.part == Part::Headers
            && (self.place.contains("`Host`")
                || matches!(last.as_str(), "host" | "x-forwarded-host" | "origin" | "referer"))
    }

    /// `` `q` from the query string``
    pub fn label(&self) -> String {
        match self.name.is_empty() {
            true => format!("the value {}", self.place),
            false => format!("`{}` {}", self.name, self.place),
        }
    }

    /// The same at the beginning of a sentence.
    pub fn subject(&self) -> String {
        match self.name.is_empty() {
            true => format!("A value {}", self.place),
            false => self.label(),
        }
    }
}

/// Decorators of parameters, and what they bind.
const BOUND: [(&str, Part, &str); 16] = [
    ("Body", Part::Body, "from the request body"),
    ("RawBody", Part::Body, "from the request body"),
    ("Query", Part::Query, "from the query string"),
    ("Param", Part::Param, "from the path"),
    ("Headers", Part::Headers, "from the request headers"),
    ("HostParam", Part::Headers, "from the host name"),
    ("Ip", Part::Headers, "from the client's address"),
    ("Session", Part::Other, "from the session"),
    ("UploadedFile", Part::File, "from the upload"),
    ("UploadedFiles", Part::File, "from the upload"),
    ("Args", Part::Args, "from the GraphQL arguments"),
    ("Payload", Part::Message, "from the message"),
    ("MessageBody", Part::Message, "from the message"),
    ("Ctx", Part::Other, "from the message's context"),
    ("Cookies", Part::Headers, "from a cookie"),
    ("RealIP", Part::Headers, "from the client's address"),
];

/// What `request.x` reads.
const PARTS: [(&str, Part, &str); 14] = [
    ("body", Part::Body, "from the request body"),
    ("rawBody", Part::Body, "from the request body"),
    ("query", Part::Query, "from the query string"),
    ("params", Part::Param, "from the path"),
    ("headers", Part::Headers, "from the request headers"),
    ("rawHeaders", Part::Headers, "from the request headers"),
    ("cookies", Part::Headers, "from a cookie"),
    ("url", Part::Query, "from the request's address"),
    ("originalUrl", Part::Query, "from the request's address"),
    ("hostname", Part::Headers, "from the `Host` header"),
    ("host", Part::Headers, "from the `Host` header"),
    ("file", Part::File, "from the upload"),
    ("files", Part::File, "from the upload"),
    ("subdomains", Part::Headers, "from the `Host` header"),
];

/// The types of a request object.
const REQUESTS: [&str; 6] =
    ["Request", "FastifyRequest", "ExpressRequest", "IncomingMessage", "express.Request", "Req"];

impl<'t> Source<'t> {
    /// What a part of a request object is: `body.name` of `request.body.name`.
    pub(super) fn of_request(syntax: Syntax<'t>, path: &[&'t str]) -> Option<Source<'t>> {
        let (first, rest) = path.split_first()?;
        let (_, part, place) = PARTS.iter().find(|(it, ..)| it == first)?;
        Some(Source::new(syntax, *part, place, rest, ""))
    }

    /// A header by its name: `request.get('host')`.
    pub(super) fn of_header(syntax: Syntax<'t>, name: &str) -> Source<'t> {
        let name = name.to_owned();
        let place = "from the request headers";
        Source { syntax, name, place, part: Part::Headers, is_whole: false, is_text: true, is_parsed: false }
    }

    fn new(syntax: Syntax<'t>, part: Part, place: &'static str, path: &[&str], alone: &str) -> Source<'t> {
        let name = if path.is_empty() { alone.to_owned() } else { path.join(".") };
        let is_text = matches!(part, Part::Param | Part::Headers);
        Source { syntax, name, place, part, is_whole: path.is_empty() && alone.is_empty(), is_text, is_parsed: false }
    }
}

/// What a parameter that a framework fills is: a source, or at least no value of a caller.
pub(super) enum Filled<'t> {
    /// By something untrusted.
    By(Source<'t>, Option<Decorator<'t>>),
    /// A request object: its parts are untrusted.
    Request,
    /// By something else.
    Otherwise,
    /// Not by a framework: by callers.
    No,
}

/// What fills a parameter.
pub(super) fn filled<'t>(
    project: &Project<'t>,
    parameter: &Parameter<'t>,
    entry: Option<EntryKind>,
    path: &[&'t str],
) -> Filled<'t> {
    let is_request = |name: &str| REQUESTS.contains(&name);
    if parameter.annotation.as_ref().is_some_and(|it| is_request(it.name) || is_request(it.syntax.text())) {
        return Filled::Request;
    }
    for decorator in &parameter.decorators {
        if matches!(decorator.name, "Req" | "Request") {
            return Filled::Request;
        }
        if let Some((_, part, place)) = BOUND.iter().find(|(it, ..)| *it == decorator.name) {
            return Filled::By(bound(parameter, decorator, *part, place, path), Some(decorator.clone()));
        }
        if let Some(part) = made(project, decorator) {
            let name = parameter.name.text();
            let source = Source::new(parameter.syntax, part, "from the request", path, name);
            return Filled::By(source, None);
        }
    }
    if !parameter.decorators.is_empty() {
        return Filled::Otherwise;
    }
    by_place(project, parameter, entry, path)
}

/// `@Body() dto`, `@Query('q') q`
fn bound<'t>(
    parameter: &Parameter<'t>,
    decorator: &Decorator<'t>,
    part: Part,
    place: &'static str,
    path: &[&'t str],
) -> Source<'t> {
    let key = decorator.args.first().and_then(|it| literal(*it));
    let name = if key.is_some() || part == Part::File { parameter.name.text() } else { "" };
    let mut full: Vec<&str> = key.filter(|_| !path.is_empty()).into_iter().collect();
    full.extend(path);
    let mut source = Source::new(parameter.syntax, part, place, &full, name);
    // `@Body('user') user` is all of an object; a text is one value.
    let is_simple = parameter.annotation.as_ref().is_none_or(|it| is_simple(it.syntax));
    source.is_whole = path.is_empty() && (key.is_none() || !is_simple);
    source
}

/// Whether a type is a text, a number or a truth value.
pub(super) fn is_simple(annotation: Syntax) -> bool {
    matches!(annotation.text().trim_end_matches("[]"), "string" | "number" | "boolean" | "bigint" | "Date" | "Buffer")
}

/// What `createParamDecorator` reads of the request.
fn made<'t>(project: &Project<'t>, decorator: &Decorator<'t>) -> Option<Part> {
    let expression = decorator.syntax.children().next()?;
    let declared = project.symbol(expression.field(Field::Function).unwrap_or(expression))?;
    let value = declared.field(Field::Value).filter(|it| it.text().starts_with("createParamDecorator"))?;
    let members = value.find(Kind::Member).filter(|it| {
        let owner = it.field(Field::Object).map_or("", Syntax::text);
        owner.ends_with("request") || owner.ends_with("req") || owner.ends_with("Request()")
    });
    let read = members.filter_map(|it| it.field(Field::Property)).find_map(|it| {
        let part = PARTS.iter().find(|(name, ..)| *name == it.text())?;
        Some(part.1)
    });
    read.filter(|_| !value.text().contains(".user"))
}

/// What Nest and Passport fill by place: payloads, jobs, profiles.
fn by_place<'t>(
    project: &Project<'t>,
    parameter: &Parameter<'t>,
    entry: Option<EntryKind>,
    path: &[&'t str],
) -> Filled<'t> {
    let Some(method) =
        parameter.syntax.ancestor(&[Kind::Method, Kind::Arrow, Kind::Function, Kind::FunctionExpression])
    else {
        return Filled::No;
    };
    let Some(class) = project.class_of(method).filter(|_| method.kind() == Kind::Method) else { return Filled::No };
    let place = class.methods.iter().find(|it| it.syntax == method);
    let place = place.and_then(|it| it.parameters.iter().position(|it| it.syntax == parameter.syntax)).unwrap_or(9);
    let own = parameter.name.text();
    let make = |part, place, path: &[&'t str]| Source::new(parameter.syntax, part, place, path, own);
    match entry {
        Some(EntryKind::Message) if place == 0 => Filled::By(make(Part::Message, "from the message", path), None),
        Some(EntryKind::Socket) if place == 1 => Filled::By(make(Part::Message, "from the message", path), None),
        Some(EntryKind::Job) if place == 0 => match path.split_first() {
            Some((&"data", rest)) => Filled::By(make(Part::Job, "from the job's data", rest), None),
            _ => Filled::Otherwise,
        },
        Some(_) => Filled::Otherwise,
        None => {
            let base = class.extends.as_ref().map_or("", |it| it.name);
            let is_profile =
                base == "PassportStrategy" && method.field(Field::Name).is_some_and(|it| it.text() == "validate");
            match is_profile
                && (own == "profile" || parameter.annotation.as_ref().is_some_and(|it| it.name == "Profile"))
            {
                true => Filled::By(make(Part::Profile, "from the OAuth profile", path), None),
                false if is_profile => Filled::Otherwise,
                false => Filled::No,
            }
        }
    }
}
