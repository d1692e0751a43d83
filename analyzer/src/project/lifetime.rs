//! How long a token lives, as `jsonwebtoken` reads `expiresIn`.

use crate::syntax::{Kind, Syntax, literal};

/// A time span that is written in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// `3600`, `'1h'`, `'7 days'`: in seconds.
    Seconds(u64),
    /// `'3600'`: text without a unit counts as milliseconds.
    Bare(u64),
}

impl Lifetime {
    /// Reads a number or a text; `None` for anything else.
    pub fn of(value: Syntax) -> Option<Lifetime> {
        match value.kind() {
            Kind::Number => value.text().replace('_', "").parse().ok().map(Lifetime::Seconds),
            Kind::Binary => product(value.text()).map(Lifetime::Seconds),
            _ => Lifetime::parse(literal(value)?),
        }
    }

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
        let number: f64 = text.get(..digits)?.parse().ok()?;
        let unit = text.get(digits..)?.trim().to_ascii_lowercase();
        let seconds = match unit.as_str() {
            "" => return Some(Lifetime::Bare(number as u64)),
            "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 0.001,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            "w" | "week" | "weeks" => 604_800.0,
            "y" | "yr" | "yrs" | "year" | "years" => 31_557_600.0,
            _ => return None,
        };
        Some(Lifetime::Seconds((number * seconds) as u64))
    }
}

/// `60 * 60 * 24`
fn product(text: &str) -> Option<u64> {
    text.split('*')
        .map(|it| it.trim().replace('_', "").parse::<u64>().ok())
        .try_fold(1_u64, |all, it| all.checked_mul(it?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_the_package_reads_them() {
        assert_eq!(Lifetime::parse("3600"), Some(Lifetime::Bare(3600)));
        assert_eq!(Lifetime::parse("15m"), Some(Lifetime::Seconds(900)));
        assert_eq!(Lifetime::parse("180 days"), Some(Lifetime::Seconds(15_552_000)));
        assert_eq!(Lifetime::parse("soon"), None);
        assert_eq!(product("60 * 60 * 24"), Some(86_400));
    }
}
