//! HMAC-SHA256, and how its bytes are written.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// HMAC takes keys of any length: the `Option` is its trait's, not a case.
pub(crate) fn hmac_sha256(key: &[u8], content: &[&[u8]]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    content.iter().for_each(|part| mac.update(part));
    Some(mac.finalize().into_bytes().into())
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
