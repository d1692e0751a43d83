//! How long a token lives, as `jsonwebtoken` reads `expiresIn`.

use super::Project;
use crate::syntax::{Syntax, literal};

/// A time span that is written in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// `3600`, `'1h'`, `'7 days'`: in seconds.
    Seconds(u64),
    /// `'3600'`: text without a unit counts as milliseconds.
    Bare(u64),
}

impl<'t> Project<'t> {
    /// The time span of a number or a text that the source fixes.
    pub fn lifetime(&self, value: Syntax<'t>) -> Option<Lifetime> {
        let seconds = self.number(value).and_then(|it| u64::try_from(it).ok()).map(Lifetime::Seconds);
        seconds.or_else(|| Lifetime::parse(literal(value)?))
    }
}

impl Lifetime {
    /// In seconds.
    pub fn seconds(self) -> u64 {
        match self {
            Lifetime::Seconds(seconds) => seconds,
            Lifetime::Bare(milliseconds) => milliseconds / 1000,
        }
    }

    fn parse(text: &str) -> Option<Lifetime> {
        let text = text.trim();
        let digits = text.len() - text.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.').len();
        let thousandths = thousandths(text.get(..digits)?)?;
        let unit = text.get(digits..)?.trim().to_ascii_lowercase();
        let seconds = match unit.as_str() {
            "" => return Some(Lifetime::Bare(thousandths / 1000)),
            "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => {
                return Some(Lifetime::Seconds(thousandths / 1_000_000));
            }
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "d" | "day" | "days" => 86_400,
            "w" | "week" | "weeks" => 604_800,
            "y" | "yr" | "yrs" | "year" | "years" => 31_557_600,
            _ => return None,
        };
        Some(Lifetime::Seconds(thousandths.checked_mul(seconds)? / 1000))
    }
}

/// `1.5` as 1500, without the floating-point parser, which would cost the wasm 10 KB.
fn thousandths(digits: &str) -> Option<u64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_the_package_reads_them() {
        assert_eq!(Lifetime::parse("3600"), Some(Lifetime::Bare(3600)));
        assert_eq!(Lifetime::parse("15m"), Some(Lifetime::Seconds(900)));
        assert_eq!(Lifetime::parse("180 days"), Some(Lifetime::Seconds(15_552_000)));
        assert_eq!(Lifetime::parse("1.5h"), Some(Lifetime::Seconds(5400)));
        assert_eq!(Lifetime::parse("soon"), None);
    }
}
