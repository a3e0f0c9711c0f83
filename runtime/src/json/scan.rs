//! The tokens of JSON (RFC 8259).
//!
//! A parser of our own and not a dependency: over text that is known to be UTF-8 it is this one file without `unsafe`.
//! jiter, the pull parser that was tried first, brings a dozen crates into every user's build and decoded models at
//! two thirds of the speed. `tests/differential` holds this one against serde_json.

use std::borrow::Cow;

use super::DecodeError;

/// A position in a JSON text.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'j> {
    text: &'j str,
    at: usize,
}

impl<'j> Scanner<'j> {
    pub(super) fn new(text: &'j str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The text from an earlier position to this one.
    pub(super) fn since(&self, start: usize) -> &'j str {
        &self.text[start..self.at]
    }

    /// The first byte of the next token, which stays where it is; `None` at the end of the text.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Moves past the token of one byte that [`peek`](Self::peek) gave.
    #[inline]
    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    /// Reads a punctuation mark.
    #[inline]
    pub(super) fn punctuation(&mut self, mark: u8) -> Result<(), DecodeError> {
        if self.peek() != Some(mark) {
            return Err(self.malformed());
        }
        self.at += 1;
        Ok(())
    }

    /// Reads one of the three names.
    pub(super) fn name(&mut self, name: &str) -> Result<(), DecodeError> {
        if !self.rest().starts_with(name.as_bytes()) {
            return Err(self.malformed());
        }
        self.at += name.len();
        Ok(())
    }

    /// Reads a number and gives its text.
    pub(super) fn number(&mut self) -> Result<&'j str, DecodeError> {
        let start = self.at;
        self.accept(|byte| byte == b'-');
        if !self.accept(|byte| byte == b'0') {
            self.digits()?;
        }
        if self.accept(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.accept(|byte| matches!(byte, b'e' | b'E')) {
            self.accept(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok(self.since(start))
    }

    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while self.accept(|byte| byte.is_ascii_digit()) {}
        if self.at == start { Err(self.malformed()) } else { Ok(()) }
    }

    /// Reads a string whose first quote is next. It is copied only if it has escapes.
    pub(super) fn string(&mut self) -> Result<Cow<'j, str>, DecodeError> {
        self.at += 1;
        let start = self.at;
        self.plain();
        if self.byte() == Some(b'"') {
            let text = self.since(start);
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut text = self.since(start).to_owned();
        self.escaped(Some(&mut text))?;
        Ok(Cow::Owned(text))
    }

    /// Checks a string whose first quote is next.
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        self.at += 1;
        self.escaped(None)
    }

    /// Reads the rest of a string, with the closing quote, and appends it to `out`.
    fn escaped(&mut self, mut out: Option<&mut String>) -> Result<(), DecodeError> {
        loop {
            let start = self.at;
            self.plain();
            if let Some(out) = &mut out {
                out.push_str(self.since(start));
            }
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    let character = self.escape()?;
                    if let Some(out) = &mut out {
                        out.push(character);
                    }
                }
                // A control character, or the end of the text.
                _ => return Err(self.malformed()),
            }
        }
    }

    /// Moves to the next quote, backslash or control character, or to the end.
    #[inline]
    fn plain(&mut self) {
        self.at += plain_length(self.rest());
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Result<char, DecodeError> {
        let Some(byte) = self.byte() else { return Err(self.malformed()) };
        let character = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.malformed()),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads `u` and four digits, and for a character outside the basic plane the second half too. Half a character,
    /// which a sender makes who cuts a text in the middle, is U+FFFD: no Rust string can hold it.
    fn unicode_escape(&mut self) -> Result<char, DecodeError> {
        let high = self.hex()?;
        let after = self.at;
        if (0xD800..0xDC00).contains(&high) && self.rest().starts_with(b"\\u") {
            self.at += 1;
            let low = self.hex()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return char::from_u32(code).ok_or_else(|| self.malformed());
            }
            self.at = after;
        }
        Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// Reads `u` and four hexadecimal digits.
    fn hex(&mut self) -> Result<u32, DecodeError> {
        let digits = match self.rest() {
            [b'u', digits @ ..] => digits.first_chunk::<4>(),
            _ => None,
        };
        let code = digits.and_then(|digits| {
            digits.iter().try_fold(0, |code, digit| Some(code * 16 + char::from(*digit).to_digit(16)?))
        });
        let Some(code) = code else { return Err(self.malformed()) };
        self.at += 5;
        Ok(code)
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn rest(&self) -> &'j [u8] {
        // Never past the end: each step was over a byte that is there.
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn accept(&mut self, is_wanted: impl Fn(u8) -> bool) -> bool {
        let accepted = self.byte().is_some_and(is_wanted);
        self.at += usize::from(accepted);
        accepted
    }

    /// The error for text that is not JSON at this position.
    #[cold]
    pub(super) fn malformed(&self) -> DecodeError {
        if self.at >= self.text.len() {
            return DecodeError::new("a JSON value", "the end of the text");
        }
        DecodeError::new("a JSON value", format!("malformed JSON at byte {}", self.at))
    }
}

/// How many bytes at the start stand for themselves in a string: up to the first quote, backslash or control character.
/// Eight bytes at a time.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    let mut length = 0;
    while let Some(chunk) = bytes[length..].first_chunk() {
        let chunk = u64::from_le_bytes(*chunk);
        // Of a word minus ones, the top bit of a byte that had none before tells that the byte was zero (or, minus
        // spaces, below a space). A borrow disturbs only the bytes above it, and the lowest is what counts.
        let quotes = chunk ^ (ONES * b'"' as u64);
        let backslashes = chunk ^ (ONES * b'\\' as u64);
        let found = (quotes.wrapping_sub(ONES) & !quotes
            | backslashes.wrapping_sub(ONES) & !backslashes
            | chunk.wrapping_sub(ONES * b' ' as u64) & !chunk)
            & TOPS;
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    length + bytes[length..].iter().position(special).unwrap_or(bytes.len() - length)
}
