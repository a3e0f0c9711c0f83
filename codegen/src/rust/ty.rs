use super::Ident;
use serde::Serialize;

/// A type where it is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[expect(missing_docs, reason = "the names are Rust's own")]
pub enum Type {
    /// An item of `models`.
    Model(Ident),
    Option(Box<Type>),
    Vec(Box<Type>),
    /// A `BTreeMap` from `String`.
    Map(Box<Type>),
    Boxed(Box<Type>),
    /// Absent, null or a value.
    Patch(Box<Type>),
    Scalar(Scalar),
    Runtime(Runtime),
    Unit,
}

/// A type of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[expect(missing_docs, reason = "the names are Rust's own")]
pub enum Scalar {
    String,
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
}

/// A type of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[expect(missing_docs, reason = "the names are the runtime's own")]
pub enum Runtime {
    Json,
    Uuid,
    Date,
    DateTime,
    Decimal,
    DecimalString,
    File,
    Bytes,
    Text,
    /// No documented body.
    Undocumented,
}

impl Scalar {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Bool => "bool",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F64 => "f64",
        }
    }
}

impl Runtime {
    /// Its name in the runtime.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "Json",
            Self::Uuid => "Uuid",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::DecimalString => "DecimalString",
            Self::File => "File",
            Self::Bytes => "Bytes",
            Self::Text => "Text",
            Self::Undocumented => "Undocumented",
        }
    }
}

/// Where the types are that a program names: what stands before their names.
#[derive(Clone, Copy, Debug)]
pub struct Paths<'p> {
    /// `models::`.
    pub models: &'p str,
    /// `clientwright_runtime::`.
    pub runtime: &'p str,
    /// `std::collections::`.
    pub collections: &'p str,
}

/// How a value is handed to a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Passing {
    /// `impl AsRef<str>`.
    Text,
    /// The type itself.
    Value,
    /// `impl Into<T>`.
    Into,
    /// `impl IntoIterator<Item = impl Into<String>>`.
    Texts,
    /// `impl IntoIterator<Item = T>`.
    Items(Type),
    /// `impl Borrow<T>`.
    Borrow,
}

impl Type {
    /// The type as text: `Option<Vec<models::Address>>`.
    pub fn spelled(&self, paths: Paths<'_>) -> String {
        let of = |inner: &Self| inner.spelled(paths);
        match self {
            Self::Model(ident) => format!("{}{ident}", paths.models),
            Self::Option(inner) => format!("Option<{}>", of(inner)),
            Self::Vec(inner) => format!("Vec<{}>", of(inner)),
            Self::Map(inner) => format!("{}BTreeMap<String, {}>", paths.collections, of(inner)),
            Self::Boxed(inner) => format!("Box<{}>", of(inner)),
            Self::Patch(inner) => format!("{}Patch<{}>", paths.runtime, of(inner)),
            Self::Scalar(scalar) => scalar.as_str().to_owned(),
            Self::Runtime(runtime) => format!("{}{}", paths.runtime, runtime.as_str()),
            Self::Unit => "()".to_owned(),
        }
    }

    /// How a parameter of this type is taken: text as anything that is text, large values borrowed or owned.
    pub fn passing(&self) -> Passing {
        match self {
            Self::Scalar(Scalar::String) => Passing::Text,
            Self::Scalar(_) => Passing::Value,
            Self::Runtime(Runtime::Bytes) => Passing::Into,
            Self::Vec(item) if **item == Self::Scalar(Scalar::String) => Passing::Texts,
            Self::Vec(item) => Passing::Items((**item).clone()),
            _ => Passing::Borrow,
        }
    }

    /// The same of a body: lists are taken whole.
    pub fn passing_as_body(&self) -> Passing {
        if matches!(self, Self::Vec(_)) { Passing::Borrow } else { self.passing() }
    }

    /// The type, optional.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// The type on the heap.
    #[must_use]
    pub fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }

    /// The type that is optional, a list or on the heap, without that.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Option(inner) | Self::Vec(inner) | Self::Boxed(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The type without the box around it.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Boxed(inner) => inner,
            other => other,
        }
    }

    /// How many types stand within each other.
    pub fn depth(&self) -> usize {
        match self {
            Self::Option(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Patch(inner) => 1 + inner.depth(),
            Self::Model(_) | Self::Scalar(_) | Self::Runtime(_) | Self::Unit => 0,
        }
    }

    /// Calls `visit` with this type and every type within.
    pub fn walk(&self, visit: &mut impl FnMut(&Type)) {
        visit(self);
        match self {
            Self::Option(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Patch(inner) => {
                inner.walk(visit);
            }
            Self::Model(_) | Self::Scalar(_) | Self::Runtime(_) | Self::Unit => {}
        }
    }
}
