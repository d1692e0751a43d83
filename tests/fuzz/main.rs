//! Reviews of real files that were changed at random, until something breaks: `cargo xtask fuzz [PATH]`.

#[path = "../bench/corpus.rs"]
mod corpus;
mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use analyzer::report::{Finding, Position, json};
use analyzer::{Reviewer, Source, Standard};
use corpus::Corpus;
use fastrand::Rng;

/// How many files of a folder one review takes.
const MOST_FILES: usize = 24;
/// A review of so few files that takes longer is one that grows too fast.
const SLOWEST: Duration = Duration::from_secs(5);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let at = words.iter().position(|it| it == name)?;
        words.get(at + 1)?.parse::<u64>().ok()
    };
    let folder = words.iter().find(|it| Path::new(it).is_dir());
    let corpus = folder.map_or_else(Corpus::own, |it| Corpus::of(&PathBuf::from(it))).reviewed();
    let minutes = number("--minutes").unwrap_or(1);
    let first = number("--seed").unwrap_or(0);
    println!("{}: {} files, {minutes} minutes from seed {first}", corpus.name, corpus.sources.len());
    let until = Instant::now() + Duration::from_secs(minutes * 60);
    let (mut seed, mut bytes, mut broken) = (first, 0, 0);
    while Instant::now() < until {
        let sources = sources(&corpus, seed);
        bytes += sources.iter().map(|it| it.text.len()).sum::<usize>();
        if let Err(what) = tried(&sources) {
            broken += 1;
            println!("seed {seed}: {what}");
            keep(&sources, seed);
        }
        seed += 1;
    }
    println!("{} reviews of {} MB, {broken} broken", seed - first, bytes / 1_000_000);
    std::process::exit(i32::from(broken > 0));
}

/// Some files of the corpus, some of them changed.
fn sources(corpus: &Corpus, seed: u64) -> Vec<Source> {
    let mut random = Rng::with_seed(seed);
    let start = random.usize(..corpus.sources.len());
    let count = random.usize(1..=MOST_FILES);
    let mut sources: Vec<Source> = corpus.sources.iter().cycle().skip(start).take(count).cloned().collect();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(..sources.len());
        let other = &corpus.sources[random.usize(..corpus.sources.len())].text;
        let text = mutate::mutated(&sources[at].text, other, &mut random);
        sources[at] = Source::new(sources[at].path.clone(), text);
    }
    sources
}

/// Reviews twice, on one and two threads, and holds the outcome against what is promised of every review.
fn tried(sources: &[Source]) -> Result<(), String> {
    let since = Instant::now();
    let review = |jobs| {
        let run = || Reviewer::with_jobs(jobs).review(sources, &Standard::default());
        catch_unwind(AssertUnwindSafe(run)).map_err(|_| "a panic".to_owned())
    };
    let (one, two) = (review(1)?, review(2)?);
    if json(&one) != json(&two) {
        return Err("two threads say something else than one".into());
    }
    if since.elapsed() > SLOWEST {
        return Err(format!("{} ms for two reviews", since.elapsed().as_millis()));
    }
    one.findings.iter().try_for_each(|it| fits(it, sources))
}

/// Whether the places of a finding lie in their texts.
fn fits(finding: &Finding, sources: &[Source]) -> Result<(), String> {
    let steps = finding.steps.iter().map(|it| (&it.path, &it.range));
    let edits = finding.fix.iter().flat_map(|it| &it.edits).map(|it| (&it.path, &it.range));
    for (path, range) in [(&finding.path, &finding.range)].into_iter().chain(steps).chain(edits) {
        let source = sources.iter().find(|it| it.path == *path);
        let units = source.map_or(0, |it| it.text.encode_utf16().count());
        let is_in = |it: &Position| it.offset as usize <= units;
        if !is_in(&range.start) || !is_in(&range.end) || range.start.offset > range.end.offset {
            return Err(format!("{} points outside of {path}", finding.rule));
        }
    }
    Ok(())
}

/// Writes the texts down so that they can become a test.
fn keep(sources: &[Source], seed: u64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz").join(seed.to_string());
    for source in sources {
        let path = folder.join(&source.path);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder)).ok();
        std::fs::write(path, source.text.as_bytes()).ok();
    }
}
