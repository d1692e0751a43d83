//! Times of several rounds as a table of medians and ratios.

use std::time::Duration;

/// Rows of milliseconds, and of ratios to a yardstick of the same round.
pub struct Table {
    title: &'static str,
    yardstick: &'static str,
    rows: Vec<(&'static str, Vec<f64>, Vec<f64>)>,
}

impl Table {
    /// No rows yet.
    pub fn new(title: &'static str, yardstick: &'static str) -> Table {
        Table { title, yardstick, rows: Vec::new() }
    }

    /// One time of a row, with the yardstick's of the same round.
    pub fn add(&mut self, name: &'static str, took: Duration, yardstick: Duration) {
        let ratio = took.as_secs_f64() / yardstick.as_secs_f64();
        match self.rows.iter_mut().find(|it| it.0 == name) {
            Some((_, times, ratios)) => {
                times.push(took.as_secs_f64() * 1000.0);
                ratios.push(ratio);
            }
            None => self.rows.push((name, vec![took.as_secs_f64() * 1000.0], vec![ratio])),
        }
    }

    /// How many times as long as another row one takes: the median of what each round says. The machine is slower in some
    /// rounds, for both.
    pub fn ratio(&self, name: &str, other: &str) -> f64 {
        let times = |name: &str| self.rows.iter().find(|it| it.0 == name).map_or(&[][..], |it| &it.1);
        let mut ratios: Vec<f64> = times(name).iter().zip(times(other)).map(|(one, other)| one / other).collect();
        median(&mut ratios)
    }

    /// Prints it.
    pub fn print(&self) {
        println!("{:<34}{:>10}{:>24}", self.title, "ms", format!("ratio to {}", self.yardstick));
        for (name, times, ratios) in &self.rows {
            println!("  {name:<32}{:>10.1}{:>24.2}", median(&mut times.clone()), median(&mut ratios.clone()));
        }
    }
}

/// The middle one; of an even number the higher of the two.
pub fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
