//! Idempotency keys.

use std::fmt::Write as _;

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
