//! Types as text, with the path by which callers know them.

use crate::rust::{Passing, Runtime, Scalar, Type};

/// The type: `Option<Vec<models::Address>>`.
pub(super) fn ty(ty: &Type) -> String {
    match ty {
        Type::Model(ident) => format!("models::{ident}"),
        Type::Option(inner) => format!("Option<{}>", self::ty(inner)),
        Type::Vec(inner) => format!("Vec<{}>", self::ty(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", self::ty(inner)),
        Type::Boxed(inner) => format!("Box<{}>", self::ty(inner)),
        Type::Patch(inner) => format!("Patch<{}>", self::ty(inner)),
        Type::Scalar(scalar) => match scalar {
            Scalar::String => "String",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U32 => "u32",
            Scalar::U64 => "u64",
            Scalar::F64 => "f64",
        }
        .to_owned(),
        Type::Runtime(runtime) => match runtime {
            Runtime::Json => "Json",
            Runtime::Uuid => "Uuid",
            Runtime::Date => "Date",
            Runtime::DateTime => "DateTime",
            Runtime::Decimal => "Decimal",
            Runtime::DecimalString => "DecimalString",
            Runtime::File => "File",
            Runtime::Bytes => "Bytes",
            Runtime::Text => "Text",
            Runtime::Undocumented => "Undocumented",
        }
        .to_owned(),
        Type::Unit => "()".to_owned(),
    }
}

/// The type as it is handed to a method.
pub(super) fn passed(ty: &Type, passing: &Passing) -> String {
    let spelled = self::ty(ty);
    match passing {
        Passing::Text => "impl AsRef<str>".to_owned(),
        Passing::Value => spelled,
        Passing::Into => format!("impl Into<{spelled}>"),
        Passing::Texts => "impl IntoIterator<Item = impl Into<String>>".to_owned(),
        Passing::Items(item) => format!("impl IntoIterator<Item = {}>", self::ty(item)),
        Passing::Borrow => format!("impl Borrow<{spelled}>"),
    }
}
