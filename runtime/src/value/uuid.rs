//! UUIDs.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::text::text_value;

/// A UUID in its usual form, `c0ffee00-1234-4567-89ab-0123456789ab`. Upper and lower case are the same identifier.
#[derive(Clone)]
pub struct Uuid(Box<str>);

text_value!(Uuid, "a UUID", is_uuid);

impl Uuid {
    /// The UUID of these 16 bytes, most significant first.
    pub fn from_u128(bits: u128) -> Self {
        let hex = format!("{bits:032x}");
        let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
        Self(groups.join("-").into())
    }

    /// The 16 bytes, most significant first; `None` if it is [not valid](Self::is_valid).
    pub fn to_u128(&self) -> Option<u128> {
        if self.is_valid() { u128::from_str_radix(&self.0.replace('-', ""), 16).ok() } else { None }
    }

    fn key(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Uuid {}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(other.key())
    }
}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.key() {
            state.write_u8(byte);
        }
    }
}
