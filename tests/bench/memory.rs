//! The most memory a review takes, measured in a process of its own.

use std::process::Command;

use analyzer::{Reviewer, Standard};

use crate::corpus::Corpus;

/// Makes this program review once and print its peak.
pub const FLAG: &str = "--peak";

/// Reviews once; prints the process's peak in bytes before, and after.
pub fn one_review(corpus: &Corpus) {
    let before = peak();
    Reviewer::with_jobs(1).review(&corpus.sources, &Standard::default());
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("{before} {after}");
    }
}

/// Prints the peak of a review against its bound.
pub fn report(path: Option<&String>, source: usize) {
    let program = std::env::current_exe().expect("this program has a path");
    let said = Command::new(program).arg(FLAG).args(path).output().expect("this program starts again");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let numbers: Vec<usize> = said.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    let [_, after] = numbers.as_slice() else {
        return println!("peak memory: this system does not tell");
    };
    let bound = 8 * source + 20_000_000;
    let megabytes = |bytes: usize| bytes as f64 / 1_000_000.0;
    println!(
        "peak memory: {:.1} MB for {:.1} MB of source, {:.2} of the bound of 8 times the source and 20 MB",
        megabytes(*after),
        megabytes(source),
        megabytes(*after) / megabytes(bound)
    );
}

/// The most this process has held, in bytes, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<usize>().ok()? * 1024)
}
