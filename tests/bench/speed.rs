//! What a review costs beside the bare parse of the same files, in one run: `cargo xtask bench [PATH]`.

#[path = "../../cli/src/allocator.rs"]
mod allocator;
mod bare;
mod corpus;
mod memory;
mod sized;
mod table;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use analyzer::flow::Flows;
use analyzer::project::{File, Project};
use analyzer::{Reviewer, Source, Standard};
use corpus::Corpus;
use table::Table;

/// Rounds of everything that is timed; the median counts.
const ROUNDS: usize = 7;
/// Rounds of the parts of one review, which are shorter.
const ROUNDS_OF_ONE: usize = 21;
const SIZES: [usize; 4] = [1, 2, 4, 8];

fn main() {
    allocator::share();
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, rest @ ..] = words.as_slice()
        && flag == memory::FLAG
    {
        return memory::one_review(&corpus(rest.first()));
    }
    let corpus = corpus(words.first()).reviewed();
    println!(
        "{}: {} files, {} KB, median of {ROUNDS_OF_ONE} rounds of one project, of {ROUNDS} as it grows",
        corpus.name,
        corpus.sources.len(),
        corpus.bytes() / 1000
    );
    costs(&corpus);
    growth("the project, n times", &|n| corpus.copies(n));
    growth("one file, n times as long", &|n| corpus.longer(n));
    memory::report(words.first(), corpus.bytes());
}

fn corpus(path: Option<&String>) -> Corpus {
    path.map_or_else(Corpus::own, |it| Corpus::of(&PathBuf::from(it)))
}

/// The parts of a review, each against the bare parse of the same round.
fn costs(corpus: &Corpus) {
    let standard = Standard::default();
    let sources = &corpus.sources;
    let files = parsed(sources);
    let mut table = Table::new("one project", "bare parse");
    for _ in 0..ROUNDS_OF_ONE {
        let bare = time(|| bare::parse(sources));
        table.add("bare parse", bare, bare);
        table.add("bare parse, mimalloc", time(|| bare::parse_as_the_program(sources)), bare);
        table.add("trees (parse and copy)", time(|| parsed(sources)), bare);
        table.add("facts", time(|| Project::of(&files, &standard).calls.len()), bare);
        let project = Project::of(&files, &standard);
        table.add("flow", time(|| Flows::of(&project).cut.is_some()), bare);
        let one = time(|| review(sources, &standard, 1));
        table.add("review, one thread", one, bare);
        table.add("review, two threads", time(|| review(sources, &standard, 2)), bare);
        let mut warm = Reviewer::with_jobs(1);
        warm.review(sources, &standard);
        table.add("again, one file changed", time(|| warm.review(&corpus.edited(), &standard)), bare);
    }
    table.print();
    let one = "review, one thread";
    println!("  flow in one thread: {:.1} % (at most 15)", 100.0 * table.ratio("flow", one));
    println!("  one thread against the bare parse: {:.2} (at most 1.40)", table.ratio(one, "bare parse"));
    println!(
        "  two threads against one: {:.2} times as fast (at least 1.70)\n",
        table.ratio(one, "review, two threads")
    );
}

/// How the time of a review grows with its source, each size against the half of it; and beside it how the bare parse
/// does, which waits for memory too.
fn growth(what: &str, sized: &dyn Fn(usize) -> Vec<Source>) {
    let standard = Standard::default();
    let all: Vec<Vec<Source>> = SIZES.iter().map(|it| sized(*it)).collect();
    let mut times: Vec<[Vec<f64>; 2]> = vec![[Vec::new(), Vec::new()]; SIZES.len()];
    for _ in 0..ROUNDS {
        for (sources, [reviews, parses]) in all.iter().zip(&mut times) {
            reviews.push(time(|| review(sources, &standard, 1)).as_secs_f64());
            parses.push(time(|| bare::parse(sources)).as_secs_f64());
        }
    }
    println!("{what}");
    let mut before = None;
    for ((size, sources), [reviews, parses]) in SIZES.iter().zip(&all).zip(&mut times) {
        let (took, parse) = (table::median(reviews), table::median(parses));
        let ratio = before.map_or(String::new(), |(half, parsed)| {
            format!("{:.2} times the time of half (at most 2.20; the bare parse: {:.2})", took / half, parse / parsed)
        });
        let kilobytes = sources.iter().map(|it| it.text.len()).sum::<usize>() / 1000;
        println!("  {size} × {kilobytes:>7} KB {:>9.1} ms  {ratio}", took * 1000.0);
        before = Some((took, parse));
    }
    println!();
}

fn review(sources: &[Source], standard: &Standard, jobs: usize) -> usize {
    Reviewer::with_jobs(jobs).review(sources, standard).findings.len()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let since = Instant::now();
    black_box(work());
    since.elapsed()
}

/// The files of a review as the engine keeps them.
fn parsed(sources: &[Source]) -> Vec<File> {
    let mut parser = analyzer::syntax::Parser::default();
    let file = |it: &Source| File {
        path: it.path.clone(),
        text: it.text.clone(),
        tree: File::language(&it.path).map(|language| parser.parse(language, it.text.clone()).into()),
    };
    sources.iter().map(file).collect()
}
