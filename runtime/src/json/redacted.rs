//! Models as `Debug` shows them, in JSON.

use std::fmt;

use super::{Encode, Encoder};

/// A model that is written as its `Debug` shows it: sensitive members are `"[redacted]"`, there or not, and so are members
/// that its type does not know; JSON that no type describes is its kind and its size. For logs of JSON lines, and with the
/// feature `serde` for any format.
///
/// ```
/// use clientwright_runtime::{Redacted, json, object};
///
/// struct Card {
///     id: String,
///     number: Option<String>,
/// }
///
/// object! {
///     Card {
///         id: "id",
///         number: "number" [optional redacted],
///     }
/// }
///
/// let card = Card { id: "c-1".to_owned(), number: Some("4111".to_owned()) };
/// assert_eq!(json::to_string(&Redacted(&card)), r#"{"id":"c-1","number":"[redacted]"}"#);
/// ```
#[derive(Clone, Copy)]
pub struct Redacted<'a, T: ?Sized>(pub &'a T);

impl<T: Encode + ?Sized> Encode for Redacted<'_, T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.hiding(&mut |encoder| self.0.encode(encoder));
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(feature = "serde")]
impl<T: Encode + ?Sized> serde::Serialize for Redacted<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, serializer)
    }
}

/// What stands for a sensitive value.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Encode for Hidden {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.str("[redacted]");
    }
}
