//! One line per step: what is being done, how it ended, how long it took.

use std::fmt::Display;
use std::io::Write;
use std::time::{Duration, Instant};

/// A line that was begun with the step's name and waits for its ending.
pub struct Line {
    since: Instant,
    open: bool,
}

impl Line {
    /// Begins the line: `name … `.
    pub fn begin(name: impl Display) -> Line {
        print!("{name} … ");
        flush();
        Line { since: Instant::now(), open: true }
    }

    /// Ends the line: `installed in 118 s`.
    pub fn end(mut self, how: &str) {
        println!("{how} in {}", duration(self.since.elapsed()));
        self.open = false;
    }
}

impl Drop for Line {
    /// A step left early has failed; its reason follows on the next line.
    fn drop(&mut self) {
        if self.open {
            println!("failed after {}", duration(self.since.elapsed()));
        }
    }
}

/// A duration as a person reads it: `7 ms`, `4.2 s`, `118 s`, `12 min 4 s`.
pub fn duration(time: Duration) -> String {
    let millis = time.as_millis();
    match millis {
        0..1000 => format!("{millis} ms"),
        1000..10_000 => format!("{:.1} s", time.as_secs_f64()),
        10_000..600_000 => format!("{:.0} s", time.as_secs_f64()),
        _ => format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60),
    }
}

/// Without this an unfinished line stays in the buffer while the step runs.
fn flush() {
    std::io::stdout().flush().ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        let said: Vec<String> =
            [7, 999, 4_230, 118_400, 724_000].map(|ms| duration(Duration::from_millis(ms))).into_iter().collect();
        assert_eq!(said, ["7 ms", "999 ms", "4.2 s", "118 s", "12 min 4 s"]);
    }
}
