//! The JSON codec that generated models use.
//!
//! Models implement [`Decode`] and [`Encode`] by the macros [`object!`](crate::object),
//! [`string_enum!`](crate::string_enum) and [`union!`](crate::union). Both traits meet a concrete [`Decoder`] and
//! [`Encoder`], so a model costs the compiler one function each instead of one per data format, and what they have in
//! common is compiled once, here. With the feature `serde` models are also `Serialize` and `Deserialize`.

mod ahead;
mod any;
mod decoder;
mod encoder;
mod error;
mod fit;
mod impls;
mod object;
mod patch;
mod path;
mod redacted;
mod scan;
mod search;
#[cfg(feature = "serde")]
mod serde;
mod shape;

pub use any::Json;
pub use decoder::{Decoder, Kind};
pub use encoder::Encoder;
pub use error::DecodeError;
pub use fit::{Attempt, decode_untagged};
pub use object::{Extra, ExtraSlot, Slot, debug_object, decode_object, encode_object, take};
pub use patch::Patch;
pub(crate) use path::{Path, Segment};
pub(crate) use redacted::Hidden;
pub use redacted::Redacted;
pub(crate) use search::missing;
pub use shape::{Field, Shape, shape_of};

#[cfg(feature = "serde")]
pub use serde::{deserialize, serialize};

use crate::limits::Violation;

/// Without the feature `serde` there is nothing to implement.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($type:ty),+ $(,)?) => {};
}

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// What JSON the type takes, as far as [`union!`](crate::union) must know it to choose a member.
    const SHAPE: Shape;

    /// Reads one value.
    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError>;

    /// The value of a member that is not there, if the type has one.
    fn absent() -> Option<Self> {
        None
    }
}

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes one value.
    fn encode(&self, encoder: &mut Encoder);

    /// Whether an optional member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a whole document.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    // Checked once for the whole document: every part of it can then be taken as text.
    from_str(std::str::from_utf8(bytes).map_err(|_| DecodeError::new("JSON", "bytes that are not UTF-8"))?)
}

/// Reads a whole document from text. A byte order mark before it is passed over (RFC 8259, section 8.1).
pub fn from_str<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let mut decoder = Decoder::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let value = T::decode(&mut decoder)?;
    decoder.finish()?;
    Ok(value)
}

/// Writes compact JSON, members in the order of their declaration.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// Writes compact JSON as text, and says which documented limit the value does not keep, if it is so.
pub(crate) fn to_checked_string<T: Encode + ?Sized>(value: &T) -> (String, Option<Violation>) {
    let mut encoder = Encoder::checking();
    value.encode(&mut encoder);
    encoder.into_checked()
}

/// Writes compact JSON as text.
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut encoder = Encoder::with_room();
    value.encode(&mut encoder);
    encoder.into_string()
}
