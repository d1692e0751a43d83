//! Bytes of a file to text, and back in the same encoding.

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::{LONGEST, Source};

use crate::output::cause;
use crate::place::shown;

/// A file as it was read.
pub struct Input {
    /// Its name in the review, and its text.
    pub source: Source,
    /// Where it lies.
    pub path: PathBuf,
    /// How its text is written.
    pub encoding: Encoding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// Lock files and coverage reports are longer than code.
const MOST_BYTES: u64 = 32 * LONGEST as u64;

/// Reads a file, or says in one line why not.
pub fn read(name: String, path: &Path) -> Result<Input, String> {
    let left_out = |why: String| format!("{} {why}; it was left out", shown(path));
    // Its presence is what it tells.
    if path.extension().is_some_and(|it| it == "lockb") {
        return Ok(Input { source: Source::new(name, ""), path: path.to_owned(), encoding: Encoding::Utf8 });
    }
    let size = fs::metadata(path).map_or(0, |it| it.len());
    if size > MOST_BYTES {
        return Err(left_out(format!("has {} MB", size / 1024 / 1024)));
    }
    let bytes = fs::read(path).map_err(|it| format!("cannot read {}: {}", shown(path), cause(&it)))?;
    let (text, encoding) = decode(bytes).map_err(left_out)?;
    Ok(Input { source: Source::new(name, text), path: path.to_owned(), encoding })
}

/// The text of a file; a byte order mark stays.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), String> {
    let units =
        |unit: fn([u8; 2]) -> u16| -> Vec<u16> { bytes.as_chunks::<2>().0.iter().map(|it| unit(*it)).collect() };
    let sixteen = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some((units(u16::from_le_bytes), Encoding::Utf16Le)),
        Some([0xfe, 0xff]) => Some((units(u16::from_be_bytes), Encoding::Utf16Be)),
        _ => None,
    };
    if let Some((units, encoding)) = sixteen {
        let text = String::from_utf16(&units).ok().filter(|_| bytes.len().is_multiple_of(2));
        return text.map(|it| (it, encoding)).ok_or_else(|| "is broken UTF-16".into());
    }
    String::from_utf8(bytes).map(|it| (it, Encoding::Utf8)).map_err(|error| {
        let bytes = error.as_bytes();
        if bytes.contains(&0) {
            return "is a binary file".into();
        }
        let good = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        format!("is not UTF-8 (line {})", good.iter().filter(|it| **it == b'\n').count() + 1)
    })
}

/// A text in the encoding it came in.
pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_in_their_encoding() {
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Utf8] {
            let bytes = encode("\u{feff}const a = '😀';\r\n", encoding);
            assert_eq!(decode(bytes.clone()).map(|(text, it)| (encode(&text, it), it)), Ok((bytes, encoding)));
        }
        assert_eq!(decode(vec![0xff, 0xfe, 0x61]), Err("is broken UTF-16".into()));
        assert_eq!(decode(b"a\nb\xe4".to_vec()), Err("is not UTF-8 (line 2)".into()));
        assert_eq!(decode(b"\xe4\0".to_vec()), Err("is a binary file".into()));
    }

    #[test]
    fn a_file_that_vanished_is_one_line() {
        let gone = std::env::temp_dir().join("nestor-was-here-before/a.ts");
        let said = read("a.ts".into(), &gone).err().unwrap_or_default();
        assert!(said.starts_with("cannot read ") && said.ends_with("a.ts: no such file or directory"), "{said}");
    }
}
