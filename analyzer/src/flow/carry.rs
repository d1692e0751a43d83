//! Functions of the language and of packages: whether what they return is what they were given.

use super::address;
use super::check;
use super::cleaner;
use super::cross::returns;
use super::sink::Harm;
use super::source::Source;
use crate::project::{Binding, Call, Project, binding};
use crate::syntax::{Kind, Syntax, literal, plain, root};

/// What a call of a function that is not among the files returns.
pub(super) enum Carried<'t> {
    /// Nothing of what it was given.
    Nothing,
    /// A request, of which these keys are read.
    Request(Vec<&'t str>),
    /// Something that comes from outside.
    Source(Source<'t>),
    /// These expressions, or what is under these keys of them.
    Parts { parts: Vec<(Syntax<'t>, Vec<&'t str>)>, cleaned: u32, is_sure: bool },
}

/// Methods of texts and lists that return what they are called on, whole or in part.
const KEEPING: [&str; 37] = [
    "trim",
    "trimStart",
    "trimEnd",
    "toLowerCase",
    "toUpperCase",
    "toString",
    "valueOf",
    "slice",
    "substring",
    "substr",
    "split",
    "join",
    "replace",
    "replaceAll",
    "concat",
    "padStart",
    "padEnd",
    "repeat",
    "normalize",
    "at",
    "charAt",
    "flat",
    "filter",
    "reverse",
    "sort",
    "toSorted",
    "shift",
    "pop",
    "find",
    "values",
    "entries",
    "keys",
    "toLocaleLowerCase",
    "get",
    "getAll",
    "then",
    "catch",
];

/// Those that only a text has, or that make one.
const TEXTUAL: [&str; 15] = [
    "trim",
    "trimStart",
    "trimEnd",
    "toLowerCase",
    "toUpperCase",
    "toLocaleLowerCase",
    "toString",
    "substring",
    "substr",
    "split",
    "join",
    "padStart",
    "padEnd",
    "normalize",
    "charAt",
];

/// Methods of lists that hand each element to a function and return what it makes of it.
const MAPPING: [&str; 2] = ["map", "flatMap"];

/// Methods that hand elements, or a promise's value, to a function.
pub(super) fn hands_elements(name: &str) -> bool {
    let all =
        ["forEach", "filter", "find", "some", "every", "then", "sort", "findIndex", "tap", "switchMap", "mergeMap"];
    MAPPING.contains(&name) || all.contains(&name)
}

/// Functions of an object of the language or of a package, each with what it is called on.
const FUNCTIONS: [(&str, &[&str]); 15] = [
    ("Object", &["values", "keys", "entries", "assign", "fromEntries", "freeze"]),
    ("JSON", &["parse", "stringify"]),
    ("Buffer", &["from", "concat"]),
    ("Promise", &["all", "resolve", "race", "allSettled", "any"]),
    ("Array", &["from", "of"]),
    ("String", &["raw"]),
    ("path", &["join", "resolve", "normalize", "format"]),
    ("util", &["format", "promisify"]),
    ("qs", &["parse", "stringify"]),
    ("querystring", &["parse", "stringify", "unescape"]),
    (
        "_",
        &[
            "get",
            "pick",
            "omit",
            "merge",
            "cloneDeep",
            "clone",
            "trim",
            "toLower",
            "defaults",
            "assign",
            "compact",
            "uniq",
        ],
    ),
    ("lodash", &["get", "pick", "omit", "merge", "cloneDeep", "clone", "trim", "defaults", "assign"]),
    ("posix", &["join", "resolve", "normalize"]),
    ("URL", &["parse"]),
    ("Readable", &["from"]),
];

/// Functions called by their own name.
const PLAIN: [&str; 17] = [
    "String",
    "decodeURIComponent",
    "decodeURI",
    "encodeURI",
    "encodeURIComponent",
    "unescape",
    "structuredClone",
    "join",
    "resolve",
    "normalize",
    "plainToInstance",
    "plainToClass",
    "instanceToPlain",
    "firstValueFrom",
    "lastValueFrom",
    "format",
    "cloneDeep",
];

/// Classes of the language whose instances hold what they were given.
const HOLDING: [&str; 7] = ["URL", "URLSearchParams", "String", "Array", "Set", "Map", "Error"];

pub(super) fn carried<'t>(project: &Project<'t>, call: &Call<'t>, path: &[&'t str]) -> Carried<'t> {
    let args = || call.args.iter().map(|it| (*it, Vec::new())).collect::<Vec<_>>();
    if call.is_new {
        // What it parses it writes encoded: no line break is left.
        let line = if call.name == "URL" { Harm::Log.bit() | Harm::Header.bit() } else { 0 };
        let mask = if call.name == "URL" && address::is_behind_host(path) { line | address::HOST } else { line };
        return if HOLDING.contains(&call.name) { parts(args(), mask, true) } else { Carried::Nothing };
    }
    if let Some(quoted) = super::quote::formatted(project, call) {
        return parts(quoted.into_iter().map(|it| (it, Vec::new())).collect(), 0, true);
    }
    if let Some(special) = special(project, call, path) {
        return special;
    }
    if let Some(cleaned) = cleaner::by_name(call.name) {
        return parts(args(), cleaned, true);
    }
    let Some(receiver) = call.receiver.map(plain) else {
        if PLAIN.contains(&call.name) {
            let keys = if call.name.starts_with("plainTo") { path.to_vec() } else { Vec::new() };
            let is_kept = call.args.iter().any(|it| it.text().contains("excludeExtraneousValues: true"));
            let is_text = matches!(call.name, "String" | "decodeURIComponent" | "encodeURI" | "decodeURI");
            let cleaned = if is_kept || is_text { check::SHAPE } else { 0 };
            return parts(call.args.iter().map(|it| (*it, keys.clone())).collect(), cleaned, true);
        }
        // `slugify(x)` of a package: it may keep the value, or make it harmless.
        let is_package = project.import_of(call.syntax.file, call.name).is_some_and(|(it, _)| !answers(it.module));
        return if is_package { parts(args(), 0, false) } else { Carried::Nothing };
    };
    if let Some((_, names)) = FUNCTIONS.iter().find(|(it, _)| *it == receiver.text()) {
        return if names.contains(&call.name) { parts(args(), 0, true) } else { Carried::Nothing };
    }
    // `repository.create(dto)` makes an entity of it and writes nothing yet.
    let is_entity = call.name == "create" && project.held(receiver).is_some_and(|it| it.type_name() == "Repository");
    if is_entity {
        return parts(call.args.first().map(|it| (*it, path.to_vec())).into_iter().collect(), 0, true);
    }
    on_value(call, receiver, path)
}

/// Packages whose functions return what a file, a server or a program answers, not what they were given.
fn answers(module: &str) -> bool {
    let module = module.trim_start_matches("node:");
    let (files, network) = (["fs", "fs/promises", "fs-extra"], ["axios", "got", "node-fetch", "undici", "ky"]);
    files.contains(&module) || network.contains(&module) || matches!(module, "child_process" | "crypto" | "bcrypt")
}

/// A method of the value itself.
fn on_value<'t>(call: &Call<'t>, receiver: Syntax<'t>, path: &[&'t str]) -> Carried<'t> {
    let own = || (receiver, Vec::new());
    if MAPPING.contains(&call.name) {
        let function = call.args.first().map(|it| plain(*it));
        return match function.filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression])) {
            Some(it) => parts(returns(it).into_iter().map(|it| (it, path.to_vec())).collect(), 0, true),
            // `.map(Number)`
            None => Carried::Nothing,
        };
    }
    if call.name == "replace" || call.name == "replaceAll" {
        let replaced = call.args.get(1).map(|it| (*it, Vec::new()));
        return match call.args.first().map(|it| it.text()) {
            // `replace(/[^\w-]/g, '')` leaves only what it lists.
            Some(pattern) if pattern.starts_with("/[^") && call.args.get(1).is_some() => Carried::Nothing,
            // `replace(/</g, '&lt;')`
            Some(pattern) if pattern.contains('<') && call.args.get(1).is_some_and(|it| it.text().contains("&lt;")) => {
                parts(vec![own()], Harm::Html.bit(), true)
            }
            Some(pattern) if pattern.starts_with('/') => {
                let (cleaned, is_sure) = replacing(pattern, call.args.get(1).map_or("", |it| it.text()));
                parts([own()].into_iter().chain(replaced).collect(), cleaned, is_sure)
            }
            _ => parts([own()].into_iter().chain(replaced).collect(), 0, true),
        };
    }
    if KEEPING.contains(&call.name) && !is_service(receiver) {
        let keys =
            if matches!(call.name, "find" | "at" | "filter" | "then" | "catch") { path.to_vec() } else { Vec::new() };
        let added = call.args.iter().filter(|_| matches!(call.name, "concat" | "join" | "padStart" | "padEnd"));
        let added: Vec<_> = added.map(|it| (*it, Vec::new())).collect();
        let is_text = TEXTUAL.contains(&call.name);
        return parts(
            [(receiver, keys)].into_iter().chain(added).collect(),
            if is_text { check::SHAPE } else { 0 },
            true,
        );
    }
    Carried::Nothing
}

/// What a pattern and its replacement keep a text from, and whether that is all they do.
fn replacing(pattern: &str, replacement: &str) -> (u32, bool) {
    if replacement.contains("\\\\$&") || replacement.contains("\\\\$1") {
        return (Harm::Regex.bit(), true);
    }
    let is_line = ["\\n", "\\r", "\\s", "\\x00"].iter().any(|it| pattern.contains(it));
    (if is_line { Harm::Log.bit() } else { 0 }, false)
}

/// `this.cache.get(key)`: what comes back is not what was asked with.
fn is_service(receiver: Syntax) -> bool {
    root(receiver).kind() == Kind::This
}

fn parts<'t>(parts: Vec<(Syntax<'t>, Vec<&'t str>)>, cleaned: u32, is_sure: bool) -> Carried<'t> {
    Carried::Parts { parts, cleaned, is_sure }
}

/// Requests that are asked of a context, and headers that are asked of a request.
fn special<'t>(project: &Project<'t>, call: &Call<'t>, path: &[&'t str]) -> Option<Carried<'t>> {
    match call.name {
        "getRequest" if call.args.is_empty() => Some(Carried::Request(path.to_vec())),
        "getContext" if call.args.is_empty() => {
            let (first, rest) = path.split_first()?;
            matches!(*first, "req" | "request").then(|| Carried::Request(rest.to_vec()))
        }
        // What a token says of itself, before anyone checked it.
        "decode" => {
            let is_token =
                call.receiver.is_some_and(|it| matches!(plain(it).text(), "jwt" | "this.jwtService" | "this.jwt"));
            let first = call.args.first().filter(|_| is_token).map(|it| (*it, Vec::new()))?;
            Some(parts(vec![first], 0, true))
        }
        "get" | "header" if call.args.len() == 1 => {
            let name = call.args.first().and_then(|it| literal(*it))?;
            is_request(project, call.receiver?).then(|| Carried::Source(Source::of_header(call.syntax, name)))
        }
        _ => None,
    }
}

/// Whether an expression is a request object.
fn is_request<'t>(project: &Project<'t>, expression: Syntax<'t>) -> bool {
    let held = project.held(expression);
    let typed = held.as_ref().is_some_and(|it| {
        matches!(it.type_name(), "Request" | "FastifyRequest")
            || it.decorators.iter().any(|it| matches!(it.name, "Req" | "Request"))
    });
    typed
        || matches!(binding(plain(expression)), Some(Binding::Value(value)) if value.text().ends_with(".getRequest()"))
}
