//! The bridge to serde: models go into any format that describes itself.
//!
//! Both directions pass through JSON text, so that the codec stays the only place that knows a model's shape. A format
//! that does not describe itself (bincode, postcard) can write models but not read them, as is the case for
//! `serde_json::Value`.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Decode, Decoder, Encode, Encoder, Json, Kind, from_str, to_string};
use crate::value::Decimal;

/// Implements serde's traits for types of the codec.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::__private::serde::Serialize for $type {
            fn serialize<S: $crate::__private::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    )+};
}

/// Writes a value of the codec with a serializer.
///
/// Numbers go as integers or `f64`, which is all that every format understands. A [`Decimal`](crate::value::Decimal)
/// that no `f64` holds exactly becomes a string, from which it can be read: a rounded amount of money is worse.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let mut encoder = Encoder::for_serde();
    value.encode(&mut encoder);
    Text(&encoder.into_string()).serialize(serializer)
}

/// Reads a value of the codec with a deserializer.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let Tree(json) = deserializer.deserialize_any(TreeVisitor)?;
    from_str(&json).map_err(de::Error::custom)
}

/// JSON text that was written by the codec.
struct Text<'a>(&'a str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut decoder = Decoder::new(self.0);
        match decoder.kind().map_err(ser::Error::custom)? {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(decoder.bool().map_err(ser::Error::custom)?),
            Kind::Number => serialize_number(self.0, serializer),
            Kind::String => serializer.serialize_str(&decoder.str().map_err(ser::Error::custom)?),
            Kind::Array => {
                let mut items = Vec::new();
                decoder
                    .array(&mut |decoder| {
                        items.push(decoder.raw()?);
                        Ok(())
                    })
                    .map_err(ser::Error::custom)?;
                let mut output = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    output.serialize_element(&Text(item))?;
                }
                output.end()
            }
            Kind::Object => {
                let mut members = Vec::new();
                decoder
                    .object(&mut |decoder, name| {
                        members.push((name, decoder.raw()?));
                        Ok(())
                    })
                    .map_err(ser::Error::custom)?;
                let mut output = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    output.serialize_entry(&name, &Text(value))?;
                }
                output.end()
            }
        }
    }
}

fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // An integer has no negative zero.
    if text != "-0" {
        if let Ok(number) = text.parse::<i64>() {
            return serializer.serialize_i64(number);
        }
        if let Ok(number) = text.parse::<u64>() {
            return serializer.serialize_u64(number);
        }
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
        _ => serializer.serialize_str(text),
    }
}

/// Whatever a deserializer gives, as JSON text.
struct Tree(String);

impl<'de> de::Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

/// Where some crate turns on `serde_json/arbitrary_precision`, its numbers come as a map with this one key and their
/// text. Any other map that has the key is just that.
const SERDE_JSON_NUMBER: &str = "$serde_json::private::Number";

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can express")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree("null".to_owned()))
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree("null".to_owned()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree(to_string(&value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree(to_string(&value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree(to_string(&value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(Tree(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree(to_string(&value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree(to_string(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut json = String::from("[");
        while let Some(Tree(item)) = items.next_element()? {
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(&item);
        }
        json.push(']');
        Ok(Tree(json))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut json = String::from("{");
        let mut number = None;
        while let Some((name, Tree(value))) = members.next_entry::<String, Tree>()? {
            if json.len() > 1 {
                json.push(',');
                number = None;
            } else if name == SERDE_JSON_NUMBER {
                number = from_str::<String>(&value).ok().and_then(|text| Decimal::parse(&text).ok());
            }
            json.push_str(&to_string(&name));
            json.push(':');
            json.push_str(&value);
        }
        json.push('}');
        Ok(Tree(number.map_or(json, |number| number.to_string())))
    }
}

crate::__serde!(Json);

impl<T: Encode> Serialize for super::Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Decode> de::Deserialize<'de> for super::Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self::written(value.to_string())
    }
}

/// Numbers are rounded as `serde_json` does it, and strings where they are beyond `f64`. Fails for a text nested too
/// deeply to be read.
impl TryFrom<&Json> for serde_json::Value {
    type Error = serde_json::Error;

    fn try_from(json: &Json) -> Result<Self, Self::Error> {
        serde_json::to_value(json)
    }
}
