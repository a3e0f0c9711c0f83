//! How a planned type is written in scratch crates.

use clientwright_codegen::rust::{Runtime, Scalar, Type};

/// The type; `models` is what goes before the name of a model.
pub(crate) fn ty(ty: &Type, models: &str) -> String {
    let of = |inner: &Type| self::ty(inner, models);
    match ty {
        Type::Model(ident) => format!("{models}{ident}"),
        Type::Option(inner) => format!("Option<{}>", of(inner)),
        Type::Vec(inner) => format!("Vec<{}>", of(inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", of(inner)),
        Type::Boxed(inner) => format!("Box<{}>", of(inner)),
        Type::Patch(inner) => format!("values::Patch<{}>", of(inner)),
        Type::Unit => "()".to_owned(),
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
            Runtime::Json => "values::Json",
            Runtime::Uuid => "values::Uuid",
            Runtime::Date => "values::Date",
            Runtime::DateTime => "values::DateTime",
            Runtime::Decimal => "values::Decimal",
            Runtime::DecimalString => "values::DecimalString",
            Runtime::File => "values::File",
            Runtime::Bytes => "values::Bytes",
            // Bodies, never within a model.
            Runtime::Text => "values::Text",
            Runtime::Undocumented => "values::Undocumented",
        }
        .to_owned(),
    }
}
