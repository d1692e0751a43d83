//! The reviewer as the page sees it: loading, at work, stopped, blocked.

/// Why the reviewer cannot run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The page's policy forbids WebAssembly.
    Policy,
    /// The browser has none.
    Unsupported,
    /// It could not be fetched.
    Network,
}

impl Cause {
    /// From the word of the bridge.
    pub fn of(word: &str) -> Cause {
        match word {
            "csp" => Cause::Policy,
            "unsupported" => Cause::Unsupported,
            _ => Cause::Network,
        }
    }
}

/// What the reviewer is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Being fetched.
    Loading {
        /// Bytes here.
        loaded: f64,
        /// Bytes in all, if the server says.
        total: Option<f64>,
    },
    /// Nothing to wait for.
    Ready,
    /// At work for more than 400 ms.
    Updating,
    /// It cannot run.
    Blocked {
        /// Why.
        cause: Cause,
        /// The browser's words.
        message: String,
    },
}

/// Which rules are here: a small engine answers first, the whole one takes its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Those that a snippet can break; the others are being fetched.
    #[default]
    First,
    /// All.
    Whole,
    /// The others could not be fetched, for this reason in the browser's words.
    Short(String),
}

/// A file at which the reviewer stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The file, where it is known.
    pub path: Option<String>,
    /// The browser's words; never code.
    pub message: String,
    edited: bool,
}

/// The reviewer's state.
#[derive(Clone, Debug, PartialEq)]
pub struct Engine {
    /// What it is doing.
    pub phase: Phase,
    /// Which rules are here.
    pub reach: Reach,
    /// Where it last stopped, until a review of later text succeeds.
    pub stop: Option<Stop>,
}

/// What can happen to the reviewer.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// Bytes came in.
    Progress {
        /// Bytes here.
        loaded: f64,
        /// Bytes in all, if the server says.
        total: Option<f64>,
    },
    /// It can review.
    Ready,
    /// All rules are here, or on their way, or could not be fetched.
    Reached(Reach),
    /// 400 ms have passed without an answer.
    Reviewing,
    /// A review came.
    Reviewed {
        /// Whether no file was left out.
        all: bool,
    },
    /// Someone typed.
    Edited,
    /// It was stopped and started again.
    Stopped {
        /// The file, where it is known.
        path: Option<String>,
        /// The browser's words.
        message: String,
    },
    /// It cannot run.
    Blocked {
        /// Why.
        cause: Cause,
        /// The browser's words.
        message: String,
    },
}

impl Default for Engine {
    fn default() -> Engine {
        Engine { phase: Phase::Loading { loaded: 0.0, total: None }, reach: Reach::First, stop: None }
    }
}

impl Engine {
    /// The state after something happened.
    pub fn after(mut self, happening: Happening) -> Engine {
        match happening {
            Happening::Progress { loaded, total } => {
                if matches!(self.phase, Phase::Loading { .. }) {
                    self.phase = Phase::Loading { loaded, total };
                }
            }
            Happening::Ready => self.phase = Phase::Ready,
            Happening::Reached(reach) => self.reach = reach,
            Happening::Reviewing => {
                if self.phase == Phase::Ready {
                    self.phase = Phase::Updating;
                }
            }
            Happening::Reviewed { all } => {
                self.phase = Phase::Ready;
                self.stop = self.stop.filter(|stop| !all || !stop.edited);
            }
            Happening::Edited => {
                if let Some(stop) = &mut self.stop {
                    stop.edited = true;
                }
            }
            Happening::Stopped { path, message } => {
                self.phase = Phase::Ready;
                self.stop = Some(Stop { path, message, edited: false });
            }
            Happening::Blocked { cause, message } => self.phase = Phase::Blocked { cause, message },
        }
        self
    }

    /// The sentence for a stop.
    pub fn stopped(stop: &Stop) -> String {
        match &stop.path {
            Some(path) => format!("The reviewer stopped on {path}. Reviewed the other files."),
            None => "The reviewer stopped and was started again. Your code is untouched.".to_owned(),
        }
    }

    /// The sentence for rules that could not be fetched, where a review came from `rules` of them.
    pub fn short(rules: usize) -> String {
        format!(
            "The rules about how a whole project fits together could not be fetched. What you see comes from the other \
             {}.",
            super::counts::plural(rules, "rule", "rules")
        )
    }

    /// The sentence for a cause, with what to do about it.
    pub fn blocked(cause: Cause) -> &'static str {
        match cause {
            Cause::Policy => {
                "The reviewer is WebAssembly, and this page's Content-Security-Policy does not allow it. \
                 Whoever serves the page can add 'wasm-unsafe-eval' to script-src."
            }
            Cause::Unsupported => "The reviewer needs WebAssembly, which this browser lacks or has switched off.",
            Cause::Network => "The reviewer could not be fetched. Check the connection, then reload the page.",
        }
    }
}

/// `Loading the reviewer (170 KB)`, with what is known of the size.
pub fn loading(loaded: f64, total: Option<f64>) -> String {
    use super::counts::kilobytes;
    match total {
        Some(total) if total > 0.0 => format!("Loading the reviewer ({})", kilobytes(total)),
        _ if loaded > 0.0 => format!("Loading the reviewer ({} so far)", kilobytes(loaded)),
        _ => "Loading the reviewer".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stopped() -> Happening {
        Happening::Stopped { path: Some("a.ts".to_owned()), message: "unreachable".to_owned() }
    }

    #[test]
    fn it_loads_then_waits_for_text() {
        let engine = Engine::default().after(Happening::Progress { loaded: 5.0, total: Some(170_400.0) });
        let Phase::Loading { loaded, total } = engine.phase.clone() else { panic!("still loading") };
        assert_eq!(loading(loaded, total), "Loading the reviewer (170 KB)");
        assert_eq!(engine.after(Happening::Ready).phase, Phase::Ready);
    }

    #[test]
    fn a_paste_before_the_reviewer_is_here_still_says_loading() {
        let engine = Engine::default().after(Happening::Reviewing);
        assert!(matches!(engine.phase, Phase::Loading { .. }));
    }

    #[test]
    fn the_rest_of_the_rules_comes_or_is_missed() {
        let engine = Engine::default().after(Happening::Ready);
        assert_eq!(engine.reach, Reach::First);
        let short = engine.after(Happening::Reached(Reach::Short("offline".to_owned())));
        assert_eq!((short.phase.clone(), short.reach.clone()), (Phase::Ready, Reach::Short("offline".to_owned())));
        assert!(Engine::short(54).ends_with("from the other 54 rules."));
        assert_eq!(short.after(Happening::Reached(Reach::Whole)).reach, Reach::Whole);
    }

    #[test]
    fn a_stop_stays_until_a_review_of_later_text() {
        let engine =
            Engine::default().after(Happening::Ready).after(stopped()).after(Happening::Reviewed { all: false });
        let stop = engine.stop.clone().expect("the review of the other files does not clear it");
        assert_eq!(Engine::stopped(&stop), "The reviewer stopped on a.ts. Reviewed the other files.");
        let engine = engine.after(Happening::Edited).after(Happening::Reviewed { all: true });
        assert_eq!(engine.stop, None);
    }

    #[test]
    fn a_policy_is_answered_with_the_exact_word() {
        assert!(Engine::blocked(Cause::of("csp")).contains("'wasm-unsafe-eval'"));
        assert_eq!(Cause::of("unsupported"), Cause::Unsupported);
        assert_eq!(Cause::of("network"), Cause::Network);
    }
}
