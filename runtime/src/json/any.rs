//! JSON that no type describes.

use std::fmt;
use std::str::FromStr;

use super::{Decode, DecodeError, Decoder, Encode, Encoder, Kind, Shape, from_str, to_string};

/// Any JSON value, kept as it was sent but for the white space between tokens.
///
/// Numbers keep every digit and members their order. Two values are equal if their texts are: `1.0` is not `1`, and
/// the order of members counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// `null`
    pub fn null() -> Self {
        Self("null".into())
    }

    /// Any value of the runtime's codec as JSON.
    pub fn encode<T: Encode + ?Sized>(value: &T) -> Self {
        Self(to_string(value).into())
    }

    /// An array of these items.
    pub fn array(items: impl IntoIterator<Item = Json>) -> Self {
        Self::encode(&items.into_iter().collect::<Vec<_>>())
    }

    /// An object of these members, in this order. A name that occurs twice is written twice.
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Json)>) -> Self {
        let members: Vec<(String, Self)> =
            members.into_iter().map(|(name, value)| (name.into(), value)).collect();
        let mut encoder = Encoder::new();
        encoder.map(&mut members.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
        Self(encoder.into_string().into())
    }

    /// Text that the codec has written.
    pub(crate) fn written(json: String) -> Self {
        Self(json.into())
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The JSON text.
    pub fn into_string(self) -> String {
        self.0.into()
    }

    /// What kind of value it is.
    pub fn kind(&self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            _ => Kind::Number,
        }
    }

    /// The value as another type.
    pub fn parse<T: Decode>(&self) -> Result<T, DecodeError> {
        from_str(&self.0)
    }

    /// The value of a member, if this is an object that has it; the last one if it has several.
    pub fn get(&self, name: &str) -> Option<Self> {
        self.members()?.into_iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The members in their order, if this is an object.
    pub fn members(&self) -> Option<Vec<(String, Self)>> {
        if self.kind() != Kind::Object {
            return None;
        }
        let mut members = Vec::new();
        Decoder::new(&self.0)
            .object(&mut |decoder, name| {
                members.push((name.into_owned(), Self::decode(decoder)?));
                Ok(())
            })
            .ok()?;
        Some(members)
    }

    /// The items, if this is an array.
    pub fn items(&self) -> Option<Vec<Self>> {
        if self.kind() == Kind::Array { self.parse().ok() } else { None }
    }

    /// The text, without quotes and escapes, if this is a string.
    pub fn to_text(&self) -> Option<String> {
        if self.kind() == Kind::String { self.parse().ok() } else { None }
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

/// Shows no content: what nobody described may be personal or secret. `Display` shows it.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({:?}, {} bytes)", self.kind(), self.0.len())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads JSON text. For a JSON string there is `Json::from`.
impl FromStr for Json {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        from_str(text)
    }
}

macro_rules! from_encode {
    ($($type:ty)*) => {$(
        impl From<$type> for Json {
            fn from(value: $type) -> Self {
                Self::encode(&value)
            }
        }
    )*};
}

from_encode! { &str String bool i32 u32 i64 u64 f64 }

impl Decode for Json {
    const SHAPE: Shape = Shape::Any;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        decoder.keep_untyped()?;
        decoder.raw().map(|raw| Self(compact(raw)))
    }
}

impl Encode for Json {
    fn encode(&self, encoder: &mut Encoder) {
        if encoder.hides() { encoder.str(&format!("{self:?}")) } else { encoder.raw(&self.0) }
    }
}

/// Valid JSON without the white space between its tokens. Where there is none, and most senders send none, this is a
/// plain copy.
fn compact(json: &str) -> Box<str> {
    let mut out = String::new();
    // What was copied so far. A cut is only ever made beside ASCII, so it is at a character boundary.
    let mut copied = 0;
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in json.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
        } else if byte == b'"' {
            in_string = true;
        } else if byte.is_ascii_whitespace() {
            out.push_str(&json[copied..at]);
            copied = at + 1;
        }
    }
    if copied == 0 {
        return json.into();
    }
    out.push_str(&json[copied..]);
    out.into()
}
