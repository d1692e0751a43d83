//! Where words go: standard output or a file, and standard error; with colours or without.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use crate::atomic;

/// Where a result goes.
pub struct Output {
    file: Option<PathBuf>,
    color: ColorChoice,
}

impl Output {
    pub fn to_stdout(color: ColorChoice) -> Output {
        Output { file: None, color }
    }

    /// A file, or standard output.
    pub fn to(file: Option<&Path>, color: ColorChoice) -> Output {
        Output { file: file.map(Path::to_owned), color }
    }

    /// Writes a text, which may hold colours, and a line break behind it.
    pub fn print(&self, text: &str) -> Result<(), String> {
        let end = if text.is_empty() { "" } else { "\n" };
        match &self.file {
            None => match AutoStream::new(io::stdout(), self.color).lock().write_all(format!("{text}{end}").as_bytes())
            {
                // A reader that closes the pipe early, such as `head`, is no error.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                Err(error) => Err(format!("cannot print: {}", cause(&error))),
                Ok(()) => Ok(()),
            },
            Some(path) => {
                let mut bytes = AutoStream::new(Vec::new(), self.color_of_file());
                let written = write!(bytes, "{text}{end}").and_then(|()| atomic::write(path, &bytes.into_inner()));
                written.map_err(|it| format!("cannot write {}: {}", path.display(), cause(&it)))
            }
        }
    }

    /// A file gets colours only if they were asked for.
    fn color_of_file(&self) -> ColorChoice {
        if self.color == ColorChoice::Always { ColorChoice::Always } else { ColorChoice::Never }
    }
}

/// One line on standard error. Whether anybody reads it is no concern of a review.
pub fn say(message: &str) {
    let line = visible(message).replace('\n', " ");
    let _ = writeln!(AutoStream::auto(io::stderr()), "nestor: {line}");
}

/// Why, without the system's number for it.
pub fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|it| it.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A text whose control characters show instead of acting on a terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|it| if it.is_control() && it != '\n' && it != '\t' { '\u{fffd}' } else { it }).collect()
}
