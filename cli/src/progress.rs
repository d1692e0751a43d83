//! What is being done, on a terminal, once it takes longer than half a second.

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_millis(500);

/// Shows itself late, and takes itself away when dropped.
pub struct Progress {
    bar: ProgressBar,
    /// Dropped to say that it is over.
    running: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// On a terminal, unless it is not wanted.
    pub fn new(is_wanted: bool) -> Progress {
        let bar = ProgressBar::hidden();
        if !is_wanted || !stderr().is_terminal() {
            return Progress { bar, running: None, waiting: None };
        }
        let (running, over) = channel::<()>();
        let shown = bar.clone();
        let waiting = thread::spawn(move || {
            if over.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        bar.set_message("Reading");
        bar.set_style(style());
        Progress { bar, running: Some(running), waiting: Some(waiting) }
    }

    /// One more file was read; how many there are is not known yet.
    pub fn read_one(&self) {
        self.bar.inc(1);
        self.bar.set_message(format!("Reading {} files", self.bar.position()));
    }

    /// Does something while nothing is shown, such as saying a line.
    pub fn aside(&self, act: impl FnOnce()) {
        self.bar.suspend(act);
    }

    /// The next part of the work.
    pub fn next(&self, what: String) {
        self.bar.set_message(what);
    }
}

/// How much there is to do is not known before it is done.
fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    style.unwrap_or_else(|_| ProgressStyle::default_spinner())
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.running.take());
        if let Some(waiting) = self.waiting.take() {
            // It does nothing that could fail.
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}
