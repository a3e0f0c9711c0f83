//! Idempotency keys, and what providers do when one comes again.

use std::fmt::Write as _;

/// What a provider does with a call that carries an idempotency key for the second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RepeatedKey {
    /// It refuses it: the refusal says that an earlier call arrived, and not what became of it.
    /// [`KeyRefusal`] says what the refusal looks like.
    Refused,
    /// It gives the first answer again.
    Replayed,
}

/// What the refusal of a repeated idempotency key looks like.
///
/// ```
/// use clientwright_runtime::KeyRefusal;
///
/// // Documented with its code; `*` at the end stands for any text.
/// const DOCUMENTED: KeyRefusal = KeyRefusal::new().status(400).code("Idempotency*");
/// // Documented with its status alone: whatever is not another documented failure of that status may be the refusal.
/// const VAGUE: KeyRefusal = KeyRefusal::new().status(400).except(&["DUPLICATE_USER"]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyRefusal {
    status: Option<u16>,
    code: Option<&'static str>,
    others: &'static [&'static str],
}

impl KeyRefusal {
    /// A refusal of which nothing is documented: any answer by which providers refuse a key (400, 409, 422) may be it.
    pub const fn new() -> Self {
        Self { status: None, code: None, others: &[] }
    }

    /// Sets the status of the refusal.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the code that the refusal carries. A `*` at its end stands for any text.
    #[must_use]
    pub const fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Sets the codes that mean something else, where the code of the refusal is not documented.
    #[must_use]
    pub const fn except(mut self, codes: &'static [&'static str]) -> Self {
        self.others = codes;
        self
    }

    pub(crate) fn matches(&self, status: u16, code: Option<&str>) -> bool {
        let fits_status = match self.status {
            Some(own) => own == status,
            None => matches!(status, 400 | 409 | 422),
        };
        let fits_code = match (self.code, code) {
            (Some(pattern), Some(code)) => match pattern.strip_suffix('*') {
                Some(start) => code.starts_with(start),
                None => code == pattern,
            },
            (Some(_), None) => false,
            (None, code) => code.is_none_or(|code| !self.others.contains(&code)),
        };
        fits_status && fits_code
    }
}

/// A random (version 4) UUID; `None` when the system gives no random bytes.
pub(crate) fn random_key() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    bytes[6] = bytes[6] & 0x0f | 0x40; // version 4
    bytes[8] = bytes[8] & 0x3f | 0x80; // the variant of RFC 9562
    let mut key = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            key.push('-');
        }
        // Writing into a String cannot fail.
        let _ = write!(key, "{byte:02x}");
    }
    Some(key)
}
