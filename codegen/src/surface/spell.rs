//! Types as text, with the path by which callers know them.

use crate::rust::{Passing, Paths, Type};

/// The type: `Option<Vec<models::Address>>`.
pub(super) fn ty(ty: &Type) -> String {
    ty.spelled(Paths { models: "models::", runtime: "", collections: "" })
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
