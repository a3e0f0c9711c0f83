//! How a planned type is written in scratch crates.

use clientwright_codegen::rust::{Paths, Type};

/// The type; `models` is what goes before the name of a model.
pub(crate) fn ty(ty: &Type, models: &str) -> String {
    ty.spelled(Paths { models, runtime: "values::", collections: "std::collections::" })
}
