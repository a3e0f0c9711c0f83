//! Texts of documents: UTF-8, or a guess at what else they are.

/// The text of a file's bytes, without a byte order mark.
///
/// # Errors
///
/// What the bytes are instead, and what to do: the end of a sentence that begins with the file.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_wide || is_mostly_wide(&bytes) {
        return Err("is UTF-16, not UTF-8\nhint: convert it, as with `iconv -f UTF-16 -t UTF-8`".to_owned());
    }
    if bytes.contains(&0) {
        return Err("is no text: it has bytes that are 0".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)),
        Err(error) => Err(foreign(error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// Whether every other byte of the beginning is 0, as where Latin letters are UTF-16.
fn is_mostly_wide(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(200)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    start.len() >= 8 && even.abs_diff(odd) * 3 > start.len()
}

/// The first byte that is not UTF-8, and what it is in the encoding that is most often met beside it.
fn foreign(bytes: &[u8], offset: usize) -> String {
    let before = &bytes[..offset];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    let byte = bytes[offset];
    let guess = match byte {
        0xA0..=0xFF => format!(", `{}` in Latin-1\nhint: convert it, as with `iconv -f LATIN1 -t UTF-8`", byte as char),
        0x80..=0x9F => ", perhaps of Windows-1252\nhint: convert it, as with `iconv -f WINDOWS-1252 -t UTF-8`".to_owned(),
        _ => "\nhint: save it as UTF-8".to_owned(),
    };
    format!("is not UTF-8: line {line}, column {column} has the byte 0x{byte:X}{guess}")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_is_not_utf_8_is_guessed() {
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for (bytes, expected) in [
            ("\u{feff}openapi".as_bytes().to_vec(), Ok("openapi")),
            ("größe: 1".as_bytes().to_vec(), Ok("größe: 1")),
            (wide("\u{feff}openapi: 3", u16::to_le_bytes), Err("is UTF-16")),
            (wide("openapi: 3", u16::to_be_bytes), Err("is UTF-16")),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(), Err("is no text")),
            (b"a: 1\nb: \xC3\xBCcaf\xe9".to_vec(), Err("is not UTF-8: line 2, column 8 has the byte 0xE9, `é` in Latin-1")),
            (b"\x93a\x94".to_vec(), Err("is not UTF-8: line 1, column 1 has the byte 0x93, perhaps of Windows-1252")),
        ] {
            match (text(bytes), expected) {
                (Ok(text), Ok(expected)) => assert_eq!(text, expected),
                (Err(told), Err(expected)) => assert!(told.starts_with(expected), "{told}"),
                (told, expected) => panic!("{told:?} is not {expected:?}"),
            }
        }
    }
}
