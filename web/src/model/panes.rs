//! The sizes of the panes: shares of the room, in percent, moved by the splitters.

/// A border between two panes that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Between code and list in three columns.
    Code,
    /// Between list and explanation in three columns.
    List,
    /// Between code and the rest in two columns.
    Half,
    /// Between list and explanation, one above the other.
    Stack,
}

impl Border {
    /// The CSS variable that holds its place.
    pub fn variable(self) -> &'static str {
        match self {
            Border::Code => "--code",
            Border::List => "--list",
            Border::Half => "--half",
            Border::Stack => "--stack",
        }
    }

    /// Where it lies unless it was moved.
    pub fn usual(self) -> f64 {
        match self {
            Border::Code => 42.8,
            Border::List => 24.7,
            Border::Half => 57.5,
            Border::Stack => 42.0,
        }
    }

    /// How far it can be moved.
    pub fn limits(self) -> (f64, f64) {
        match self {
            Border::Code => (30.0, 56.0),
            Border::List => (20.0, 40.0),
            Border::Half => (35.0, 65.0),
            Border::Stack => (20.0, 75.0),
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Border::Code => "Width of the code",
            Border::List => "Width of the findings",
            Border::Half => "Width of the code",
            Border::Stack => "Height of the findings",
        }
    }

    /// Whether it lies across, so that up and down move it.
    pub fn is_horizontal(self) -> bool {
        self == Border::Stack
    }

    /// Within the limits.
    pub fn held(self, percent: f64) -> f64 {
        let (least, most) = self.limits();
        if percent.is_finite() { percent.clamp(least, most) } else { self.usual() }
    }

    /// Where a key moves it; `room` is the size of both panes in pixels.
    pub fn keyed(self, at: f64, key: &str, room: f64) -> Option<f64> {
        let step = 1600.0 / room.max(1.0);
        let (least, most) = self.limits();
        let to = match (key, self.is_horizontal()) {
            ("ArrowLeft", false) | ("ArrowUp", true) => at - step,
            ("ArrowRight", false) | ("ArrowDown", true) => at + step,
            ("Home", _) => least,
            ("End", _) => most,
            _ => return None,
        };
        Some(self.held(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_sixteen_pixels() {
        assert_eq!(Border::Code.keyed(40.0, "ArrowRight", 1600.0), Some(41.0));
        assert_eq!(Border::Stack.keyed(40.0, "ArrowUp", 800.0), Some(38.0));
        assert_eq!(Border::Stack.keyed(40.0, "ArrowLeft", 800.0), None);
    }

    #[test]
    fn home_and_end_go_to_the_limits_and_nothing_goes_beyond() {
        assert_eq!(Border::Half.keyed(50.0, "Home", 900.0), Some(35.0));
        assert_eq!(Border::Half.keyed(65.0, "ArrowRight", 900.0), Some(65.0));
        assert_eq!(Border::Half.held(f64::NAN), Border::Half.usual());
    }
}
