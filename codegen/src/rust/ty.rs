use super::Ident;

/// A type where it is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Type {
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
