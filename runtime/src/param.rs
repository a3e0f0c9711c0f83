//! Values of path, query, header and cookie parameters.

use std::fmt;

use crate::json::{Json, Kind};

/// A parameter's value as text, before a [`Style`](crate::Style) gives it a place.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Param {
    /// Nothing is sent.
    Absent,
    /// One value.
    One(String),
    /// A list.
    Many(Vec<String>),
    /// Names and values, in order.
    Object(Vec<(String, String)>),
}

impl fmt::Debug for Param {
    /// Only the kind: values of parameters are the caller's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "Absent",
            Self::One(_) => "One([redacted])",
            Self::Many(_) => "Many([redacted])",
            Self::Object(_) => "Object([redacted])",
        })
    }
}

/// What can be the value of a parameter.
///
/// `None` is not sent at all. A list becomes [`Param::Many`]: members that are absent are left out.
pub trait ToParam {
    /// The value as text.
    fn to_param(&self) -> Param;
}

impl ToParam for Param {
    fn to_param(&self) -> Param {
        self.clone()
    }
}

impl ToParam for str {
    fn to_param(&self) -> Param {
        Param::One(self.to_owned())
    }
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param {
        (**self).to_param()
    }
}

impl<T: ToParam + ?Sized> ToParam for Box<T> {
    fn to_param(&self) -> Param {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param {
        self.as_ref().map_or(Param::Absent, T::to_param)
    }
}

impl<T: ToParam> ToParam for [T] {
    fn to_param(&self) -> Param {
        let mut list = Vec::with_capacity(self.len());
        for member in self {
            match member.to_param() {
                Param::Absent => {}
                Param::One(text) => list.push(text),
                Param::Many(texts) => list.extend(texts),
                Param::Object(pairs) => list.extend(pairs.into_iter().flat_map(|(name, text)| [name, text])),
            }
        }
        Param::Many(list)
    }
}

impl<T: ToParam> ToParam for Vec<T> {
    fn to_param(&self) -> Param {
        self.as_slice().to_param()
    }
}

impl<T: ToParam, const N: usize> ToParam for [T; N] {
    fn to_param(&self) -> Param {
        self.as_slice().to_param()
    }
}

/// Values whose `Display` is what goes on the wire.
macro_rules! by_display {
    ($($type:ty)*) => {$(
        impl ToParam for $type {
            fn to_param(&self) -> Param {
                Param::One(self.to_string())
            }
        }
    )*};
}

by_display!(String bool i32 i64 u32 u64 f64);

/// Lists and objects are taken apart one level deep; what is inside them stays JSON. `null` is not sent.
impl ToParam for Json {
    fn to_param(&self) -> Param {
        match self.kind() {
            Kind::Null => Param::Absent,
            Kind::Array => Param::Many(self.items().unwrap_or_default().iter().map(scalar_text).collect()),
            Kind::Object => {
                let members = self.members().unwrap_or_default().into_iter();
                Param::Object(members.map(|(name, value)| (name, scalar_text(&value))).collect())
            }
            Kind::String | Kind::Bool | Kind::Number => Param::One(scalar_text(self)),
        }
    }
}

/// A string without its quotes, anything else as its JSON.
pub(crate) fn scalar_text(json: &Json) -> String {
    json.to_text().unwrap_or_else(|| json.as_str().to_owned())
}
