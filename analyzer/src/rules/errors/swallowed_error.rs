//! Errors that end in a catch as if nothing had happened.

use crate::finding::Finding;
use crate::project::{Call, Owner, Project, explains_itself, is_explained_above, is_try_parse};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, name_words, plain, returned};

pub static RULE: Rule = Rule {
    id: "errors/swallowed-error",
    title: "An error is swallowed",
    severity: Severity::Medium,
    standard: &["S062", "S131", "S159"],
    refs: &["CWE-390", "https://docs.nestjs.com/exception-filters"],
    needs: &[],
    fix: FixKind::None,
    words: words!("swallowed_error.md"),
    check: &[
        Check::Node(Kind::Catch, clause),
        Check::Call(&["catch"], handler),
        Check::Call(&["catchError"], operator),
    ],
};

/// `catch { … }`
fn clause(project: &Project, catch: Syntax) -> Option<Finding> {
    let body = catch.field(Field::Body)?;
    let attempt = catch.parent()?.field(Field::Body)?;
    let is_spared = project.is_test(catch) || is_front_end(project, catch) || is_documented(catch);
    (!is_spared && !is_best_effort(project, attempt) && !is_probe(attempt)).then_some(())?;
    let statements: Vec<Syntax> = body.children().collect();
    let (last, before) = match statements.split_last() {
        Some((last, before)) if last.kind() == Kind::Return => (Some(*last), before),
        _ => (None, statements.as_slice()),
    };
    before.iter().all(|it| is_log(project, *it)).then_some(())?;
    let owner = project.owner(catch);
    (!is_told_later(catch, &owner)).then_some(())?;
    let finding = match (last.and_then(returned), before.is_empty()) {
        (Some(value), _) => error_as_result(catch, value, &owner).or_else(|| success(value, attempt, &owner))?,
        (None, true) if last.is_none() => nothing(project, catch, attempt)?,
        (None, false) if owner.function.is_some_and(|it| project.is_left_alone(it)) => return None,
        (None, is_silent) => falls_through(catch, attempt, &owner, is_silent)?,
    };
    // Who asks all of several providers goes on with what the others give.
    let is_minor = project.is_script(catch) || (last.is_some() || !before.is_empty()) && project.is_made_up_for(catch);
    Some(if is_minor { finding.severity(Severity::Low) } else { finding })
}

/// `catch {}`: not even a line in the log.
fn nothing<'t>(project: &Project<'t>, catch: Syntax<'t>, attempt: Syntax<'t>) -> Option<Finding> {
    let waits = attempt.find(Kind::Await).next().is_some();
    (waits || !has_fallback(attempt) && !is_try_parse(attempt)).then_some(())?;
    let call = first_call(attempt);
    let what = call.as_ref().map_or("this try".to_owned(), |it| format!("`{}`", it.callee.text()));
    let is_logged = call.is_some_and(|it| project.logs_its_errors(&it));
    let how = if is_logged { "logged there and dropped here:" } else { "dropped: no log line," };
    let message = format!("Whatever goes wrong in {what} is {how} no error, and the code goes on.");
    let finding = Finding::at(catch, message);
    // A parser may well be meant so.
    Some(if waits { finding } else { finding.severity(Severity::Low).likely() })
}

/// `let page = 1; try { page = read(text) } catch {}`: the value that is there already stays.
fn has_fallback(attempt: Syntax) -> bool {
    let Some(block) = attempt.parent().and_then(Syntax::parent) else { return false };
    let before = block.children().take_while(|it| it.span().end <= attempt.span().start);
    let declared = before.filter(|it| it.kind() == Kind::Lexical).flat_map(Syntax::children);
    let preset = declared.filter(|it| it.field(Field::Value).is_some()).filter_map(|it| it.field(Field::Name));
    let names: Vec<&str> = preset.map(Syntax::text).collect();
    let mut set = attempt.find(Kind::Assignment).filter_map(|it| it.field(Field::Left));
    set.any(|it| names.contains(&it.text()))
}

/// `return error`: a caller that does not look at the type takes it for what it asked for.
fn error_as_result<'t>(catch: Syntax<'t>, value: Syntax<'t>, owner: &Owner) -> Option<Finding> {
    let error = catch.field(Field::Parameter).filter(|it| it.kind() == Kind::Identifier)?.text();
    let is_it = value.is(&[Kind::Identifier, Kind::Member]) && chain(value).first() == Some(&error);
    (is_it && owner.is_method).then_some(())?;
    let message = match owner.is_route {
        true => format!("`{}` answers the request with `{}` and a status of success.", owner.name, value.text()),
        false => format!("When this fails, `{}` returns `{}` like any other result.", owner.name, value.text()),
    };
    let finding = Finding::at(value, message);
    Some(if owner.is_route { finding } else { finding.likely() })
}

/// The catch ends with a value that a caller takes for an answer.
fn success<'t>(value: Syntax<'t>, attempt: Syntax<'t>, owner: &Owner) -> Option<Finding> {
    let waits = attempt.find(Kind::Await).next().is_some();
    let text = value.text();
    let asks = ["is", "has", "can", "should", "needs", "exists", "must"];
    let is_question = name_words(owner.name).first().is_some_and(|it| asks.contains(&it.as_str()));
    let claims = (value.kind() == Kind::True && !is_question) || is_claim(value);
    let is_empty = matches!(text, "[]" | "{}" | "null" | "undefined");
    // A parser that returns `null` has given its answer; a query that does hides an outage.
    let hides = is_empty && waits && !owner.is_callback() && !first_call(attempt).is_some_and(|it| reads(it.name));
    (claims || hides).then_some(())?;
    let message = match claims {
        true => format!("When this fails, `{}` returns `{text}` as if it had worked.", owner.name),
        false => format!("When this fails, `{}` returns `{text}`, which reads like \"nothing there\".", owner.name),
    };
    let finding = Finding::at(value, message);
    Some(if claims { finding } else { finding.likely() })
}

/// `verify(token)`, `parse(text)`: failing is one of their answers.
fn reads(name: &str) -> bool {
    ["verify", "decode", "parse", "validate", "decrypt", "introspect"].iter().any(|it| name.starts_with(it))
}

/// `{ success: true }`, `{ ok: true }`, `{ status: 'ok' }`.
fn is_claim(value: Syntax) -> bool {
    let Some(object) = crate::syntax::Object::of(value) else { return false };
    let fails = object.entries().any(|(key, _)| key.to_ascii_lowercase().contains("err"));
    !fails && object.entries().any(|(key, value)| matches!(key, "success" | "ok") && value.kind() == Kind::True)
}

/// The catch logs, or returns nothing, and what follows the try runs on.
fn falls_through<'t>(catch: Syntax<'t>, attempt: Syntax<'t>, owner: &Owner<'t>, is_silent: bool) -> Option<Finding> {
    let function = owner.function?;
    let in_loop = catch.ancestors().take_while(|it| *it != function).any(|it| it.is(&LOOPS));
    (!in_loop && !owner.runs_unasked()).then_some(())?;
    let how = if is_silent { "dropped" } else { "only logged" };
    let name = owner.name;
    if let Some(consequence) = consequence(owner) {
        return Some(Finding::at(catch, format!("The error is {how}, so {consequence}.")));
    }
    let gives = attempt.find(Kind::Return).find(|it| it.function() == Some(function)).and_then(returned);
    let after = function.find(Kind::Return).filter(|it| it.span().start > catch.span().end);
    let after = after.filter(|it| it.function() == Some(function)).filter_map(returned).last();
    match (gives, after) {
        (Some(_), None) => {
            let message = format!("The error is {how}: callers of `{name}` get `undefined` when it fails.");
            Some(Finding::at(catch, message))
        }
        (_, Some(value)) => {
            let shown = value.text().lines().next().unwrap_or_default();
            let shown = if shown.len() < 40 && value.text() == shown { shown } else { "its result" };
            let message =
                format!("The error is {how}: `{name}` goes on and returns `{shown}` as if nothing had failed.");
            let finding = Finding::at(catch, message).likely();
            // It gives back what it was given, without what it could not add.
            let given = function.field(Field::Parameters);
            let is_given = value.kind() == Kind::Identifier
                && given.is_some_and(|it| it.descendants().any(|it| it.text() == value.text()));
            Some(if is_given { finding.severity(Severity::Low) } else { finding })
        }
        (None, None) => {
            attempt.find(Kind::Await).next()?;
            let message = format!("The error is {how}: callers of `{name}` cannot tell that it failed.");
            Some(Finding::at(catch, message).severity(Severity::Low).likely())
        }
    }
}

/// What becomes of it where the framework calls the function.
fn consequence(owner: &Owner) -> Option<String> {
    match (owner.is_route, owner.is_worker, owner.name) {
        (true, ..) => Some(format!("`{}` answers the request as if it had succeeded", owner.name)),
        (_, true, _) => Some("the queue takes the job as done and never tries it again".to_owned()),
        (.., "onModuleInit" | "onApplicationBootstrap") => {
            Some(format!("`{}` lets the application start although it failed", owner.name))
        }
        _ => None,
    }
}

const LOOPS: [Kind; 4] = [Kind::For, Kind::ForIn, Kind::While, Kind::Do];

/// `promise.catch(() => {})`
fn handler(project: &Project, call: &Call) -> Option<Finding> {
    let [function] = call.args.as_slice() else { return None };
    let body = function.field(Field::Body).filter(|_| function.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    if only_logs(project, body) {
        return logged(project, call, *function);
    }
    (body.kind() == Kind::Block && body.children_and_comments().next().is_none()).then_some(())?;
    let attempt = plain(call.receiver?);
    let is_explained = is_explained_above(call.syntax) || is_documented(*function);
    let is_spared = project.is_test(call.syntax) || is_front_end(project, call.syntax) || is_explained;
    (!is_spared && !is_best_effort(project, attempt)).then_some(())?;
    let failing = Call::of(attempt);
    let what = failing.as_ref().map_or(attempt, |it| it.callee).text().lines().next().unwrap_or_default();
    let is_logged = failing.is_some_and(|it| project.logs_its_errors(&it));
    let who = if is_logged { "beyond the log nobody" } else { "nobody" };
    let message = format!("A rejection of `{what}` is dropped: {who} learns that it failed.");
    let finding = Finding::at(*function, message);
    Some(if project.is_script(call.syntax) { finding.severity(Severity::Low) } else { finding })
}

/// `catchError(() => of([]))`, `catchError(() => EMPTY)`
fn operator(project: &Project, call: &Call) -> Option<Finding> {
    let function = call.args.first().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    (project.comes_from(call.callee, "rxjs") && !project.is_test(call.syntax) && !is_documented(*function))
        .then_some(())?;
    let body = function.field(Field::Body)?;
    let last = body.children().last().filter(|it| body.kind() == Kind::Block && it.kind() == Kind::Return);
    (last.is_none() || body.children().all(|it| Some(it) == last || is_log(project, it))).then_some(())?;
    let value = last.map_or(Some(plain(body)), returned)?;
    matches!(value.text(), "EMPTY" | "of()" | "of([])" | "of({})" | "of(null)" | "of(undefined)").then_some(())?;
    let message = format!("When this fails, subscribers get `{}`, which reads like \"nothing there\".", value.text());
    Some(Finding::at(value, message).likely())
}

/// `console.error(error)`, `{ this.logger.error(error); }`
fn only_logs(project: &Project, body: Syntax) -> bool {
    let mut statements = body.children().peekable();
    let is_block = body.kind() == Kind::Block && statements.peek().is_some();
    if is_block { statements.all(|it| is_log(project, it)) } else { project.is_log(body) }
}

/// `const rate = await this.load().catch((error) => this.logger.error(error))`: the value is missing.
fn logged<'t>(project: &Project<'t>, call: &Call<'t>, function: Syntax<'t>) -> Option<Finding> {
    let awaited = call.syntax.parent().filter(|it| it.kind() == Kind::Await)?;
    let holder = awaited.parent()?;
    let attempt = plain(call.receiver?);
    (!project.is_test(function) && !is_documented(function) && !is_best_effort(project, attempt)).then_some(())?;
    let owner = project.owner(call.syntax);
    let message = match holder.kind() {
        Kind::Declarator => {
            let name = holder.field(Field::Name).filter(|it| it.kind() == Kind::Identifier)?.text();
            let asks = [format!("!{name}"), format!("({name})"), format!("{name}?"), format!("{name} &&")];
            let rest = owner.function?.text();
            (!asks.iter().any(|it| rest.contains(it.as_str()))).then_some(())?;
            format!("The error is only logged: `{name}` is `undefined` when this fails, and the code goes on with it.")
        }
        Kind::Return => format!("The error is only logged: callers of `{}` get `undefined` when it fails.", owner.name),
        _ => return None,
    };
    Some(Finding::at(function, message))
}

/// The call that most likely fails: one that is waited for, else the first.
fn first_call(attempt: Syntax<'_>) -> Option<Call<'_>> {
    let short = || attempt.find(Kind::Call).filter_map(Call::of).filter(|it| it.callee.text().len() < 50);
    short().find(Call::is_awaited).or_else(|| short().next())
}

/// Whether what follows the try throws, answers with a status or says `false`: the failure is told after all.
fn is_told_later(catch: Syntax, owner: &Owner) -> bool {
    let Some(function) = owner.function else { return false };
    let tells = |it: Syntax| match it.kind() {
        Kind::Throw => true,
        Kind::Return => returned(it).is_some_and(|it| it.kind() == Kind::False || it.text().contains("status(")),
        _ => false,
    };
    let end = catch.span().end;
    function.descendants().filter(|it| it.span().start >= end && it.function() == Some(function)).any(tells)
}

fn is_log(project: &Project, statement: Syntax) -> bool {
    let expression = statement.children().next().filter(|_| statement.kind() == Kind::ExpressionStatement);
    expression.is_some_and(|it| project.is_log(plain(it)))
}

/// A comment in it or above it says why, or its parameter is called `ignored`.
fn is_documented(catch: Syntax) -> bool {
    let parameter = catch.field(Field::Parameter).map_or("", Syntax::text);
    let above = catch.parent().filter(|it| it.kind() == Kind::Try).is_some_and(is_explained_above);
    above || parameter.to_ascii_lowercase().contains("ignore") || explains_itself(catch)
}

/// Clean-up, caches and optional packages: a failure there must not fail the work.
fn is_best_effort(project: &Project, attempt: Syntax) -> bool {
    if attempt.ancestors().any(|it| it.kind() == Kind::Finally) {
        return true;
    }
    let whole = [attempt].into_iter().filter(|it| it.kind() == Kind::Call);
    let inner = attempt.find(Kind::Call).filter(|_| attempt.kind() == Kind::Block);
    let calls: Vec<Call> = whole.chain(inner).filter_map(Call::of).collect();
    let waits = calls.iter().any(Call::is_awaited);
    let within = |it: &Call| it.syntax.ancestors().take_while(|it| *it != attempt).any(|it| it.kind() == Kind::Call);
    let is_outer = |it: &Call| it.syntax == attempt || !within(it);
    let is_work = |it: &Call| if waits { it.is_awaited() } else { is_outer(it) && !project.is_log(it.syntax) };
    let mut work = calls.iter().filter(|it| is_work(it)).peekable();
    work.peek().is_some() && work.all(is_cleanup)
}

fn is_cleanup(call: &Call) -> bool {
    let names = call.chain();
    let first = name_words(call.name).into_iter().next().unwrap_or_default();
    let about_cache = names.iter().rev().skip(1).flat_map(|it| name_words(it)).any(|it| it == "cache" || it == "redis");
    let ends = "unlink rm rmdir rmdirsync rmsync close disconnect quit destroy dispose release rollback abort \
                kill cleanup clean unsubscribe terminate invalidate clear del evict flush require import end \
                unref detach";
    about_cache || ends.split(' ').any(|it| it == first)
}

/// `try { await access(path); return true } catch { return false }`, `new URL(text)`: the error is the answer.
fn is_probe(attempt: Syntax) -> bool {
    let waits = attempt.find(Kind::Await).next().is_some();
    let answers = attempt.find(Kind::Return).filter_map(returned).any(|it| it.is(&[Kind::True, Kind::False]));
    !waits && answers
}

/// Angular and React code stands in some monorepos beside the backend.
fn is_front_end(project: &Project, node: Syntax) -> bool {
    project.imports_of(node.file).any(|it| it.module.starts_with("@angular/") || it.module == "react")
}
