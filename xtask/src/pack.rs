//! Packs a module's data section; the module unpacks itself when it starts (`analyzer/src/packed`).

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use lzma_rust2::{LzmaOptions, LzmaWriter};

/// Where the packed data stands, and how its head begins: as `analyzer/src/packed/start.rs` reads them.
const AT: usize = 16;
const MARK: u32 = 0x5453_454e;
/// What is left to the stack while the data is unpacked.
const STACK: usize = 64 * 1024;
const DATA_COUNT: u8 = 12;
const DATA: u8 = 11;

/// Packs the data of a module in its file.
pub fn pack(wasm: &Path) -> Result<()> {
    let module = fs::read(wasm).with_context(|| format!("{} cannot be read.", wasm.display()))?;
    fs::write(wasm, packed(&module)?).with_context(|| format!("{} cannot be written.", wasm.display()))
}

fn packed(module: &[u8]) -> Result<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8).context("This is no wasm module.")?;
    let mut out = head.to_vec();
    while let [id, body @ ..] = rest {
        rest = body;
        let length = number(&mut rest)?;
        let section = take(&mut rest, length)?;
        let section = match *id {
            DATA => data(&Data::of(section)?)?,
            DATA_COUNT => vec![1],
            _ => section.to_vec(),
        };
        out.push(*id);
        write_number(&mut out, section.len());
        out.extend(section);
    }
    Ok(out)
}

/// What a data section puts into memory, from where on.
#[derive(Debug, PartialEq)]
struct Data {
    at: usize,
    bytes: Vec<u8>,
}

impl Data {
    fn of(mut section: &[u8]) -> Result<Data> {
        let mut parts: Vec<(usize, &[u8])> = Vec::new();
        for _ in 0..number(&mut section)? {
            // An active segment of the first memory: `i32.const`, the place, `end`.
            ensure!(take(&mut section, 2)? == [0, 0x41], "The module's data has a form that is not known.");
            let at = number(&mut section)?;
            ensure!(take(&mut section, 1)? == [0x0b], "The module's data has a form that is not known.");
            let length = number(&mut section)?;
            parts.push((at, take(&mut section, length)?));
        }
        let at = parts.iter().map(|(at, _)| *at).min().context("The module has no data.")?;
        let end = parts.iter().map(|(at, bytes)| at + bytes.len()).max().unwrap_or(at);
        let mut bytes = vec![0; end - at];
        for (start, part) in parts {
            bytes[start - at..][..part.len()].copy_from_slice(part);
        }
        Ok(Data { at, bytes })
    }
}

/// A data section with one segment: the head, and the data packed.
fn data(data: &Data) -> Result<Vec<u8>> {
    let packed = lzma(&data.bytes)?;
    if AT + 16 + packed.len() + STACK > data.at {
        bail!("The packed data reaches into the stack: {} bytes before {}.", packed.len(), data.at);
    }
    let mut section = vec![1, 0, 0x41, AT as u8, 0x0b];
    write_number(&mut section, 16 + packed.len());
    for word in [MARK, data.at as u32, data.bytes.len() as u32, packed.len() as u32] {
        section.extend(word.to_le_bytes());
    }
    section.extend(packed);
    Ok(section)
}

fn lzma(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions { lc: 0, lp: 1, pb: 1, nice_len: 273, ..LzmaOptions::with_preset(9) };
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// A number in LEB128; what is read here is never negative.
fn number(rest: &mut &[u8]) -> Result<usize> {
    let mut value = 0;
    for place in 0..5 {
        let [byte] = *take(rest, 1)? else { break };
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    bail!("The module has a number that is too long.")
}

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take<'m>(rest: &mut &'m [u8], length: usize) -> Result<&'m [u8]> {
    let (taken, left) = rest.split_at_checked(length).context("The module ends too early.")?;
    *rest = left;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    /// A module with these segments behind another section.
    fn module(segments: &[(usize, &[u8])]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(&mut section, segments.len());
        for (at, bytes) in segments {
            section.extend([0, 0x41]);
            write_number(&mut section, *at);
            section.push(0x0b);
            write_number(&mut section, bytes.len());
            section.extend(*bytes);
        }
        let mut module = [HEAD, &[1, 1, 0, DATA_COUNT, 1, segments.len() as u8, DATA]].concat();
        write_number(&mut module, section.len());
        module.extend(section);
        module
    }

    #[test]
    fn segments_become_one_packed_segment() {
        let far = 0x10_0000;
        let packed = packed(&module(&[(far, &[7; 9_000]), (far + 9_004, b"end")])).unwrap();
        assert!(packed.len() < 120 && packed.starts_with(&[HEAD, &[1, 1, 0, DATA_COUNT, 1, 1, DATA]].concat()));
        let segment = Data::of(&packed[16..]).unwrap();
        let words: Vec<u32> =
            segment.bytes[..16].chunks(4).map(|it| u32::from_le_bytes(it.try_into().unwrap())).collect();
        assert_eq!(segment.at, AT);
        assert_eq!(words, [MARK, far as u32, 9_007, segment.bytes.len() as u32 - 16]);
    }

    #[test]
    fn the_gap_between_segments_is_zero() {
        let whole = module(&[(70, b"b"), (67, b"aa")]);
        assert_eq!(Data::of(&whole[16..]).unwrap(), Data { at: 67, bytes: b"aa\0b".to_vec() });
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(packed(b"text").is_err());
        assert!(packed(&module(&[(2_000, &[7; 90])])).is_err(), "no room before the stack");
        assert!(packed(&module(&[])).is_err(), "no data");
        let mut passive = module(&[(0x10_0000, &[7; 90])]);
        passive[17] = 1;
        assert!(packed(&passive).is_err(), "a passive segment");
        let whole = module(&[(0x10_0000, &[7; 90])]);
        assert!(packed(&whole[..whole.len() - 1]).is_err(), "cut off");
    }
}
