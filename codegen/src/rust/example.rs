use super::{Ident, Runtime, Type};
use serde::Serialize;

/// The documentation's examples.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Examples {
    /// Every example, for the crate's tests.
    pub values: Vec<Example>,
    /// A runnable example per area that has what it takes.
    pub programs: Vec<Program>,
}

/// A documented value.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// Unique in the crate: the test's and the file's name.
    pub ident: Ident,
    /// What it is.
    pub ty: Type,
    /// JSON text, as documented.
    pub json: String,
    /// Where the value of the type stands in it, as a JSON pointer; `None` for the whole.
    pub within: Option<String>,
    /// How the Rust API builds it; `None` when it cannot (an undocumented field, say).
    pub built: Option<Expr>,
}

/// A program that calls an area's operations with documented values.
#[derive(Clone, Debug, Serialize)]
pub struct Program {
    /// The handle's method on the client.
    pub resource: Ident,
    /// In the document's order.
    pub calls: Vec<ExampleCall>,
}

/// A call with documented values, and its documented answer.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleCall {
    /// The handle's method.
    pub method: Ident,
    /// `POST`.
    pub http: String,
    /// As in the document.
    pub path: String,
    /// The struct of the required parameters, where there is one, with its fields.
    pub required: Option<(Ident, Vec<(Ident, Expr)>)>,
    /// The other arguments, each with how it is taken.
    pub arguments: Vec<(Type, Expr)>,
    /// The answer's status.
    pub status: u16,
    /// The answer's example; `None` when there is no body.
    pub answer: Option<Ident>,
}

/// A Rust expression.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are Rust's own")]
pub enum Expr {
    /// Text, owned where it stands.
    Text(String),
    Bool(bool),
    /// A number as it is written.
    Number(String),
    /// `Date::parse("…")?`.
    Parsed(Runtime, String),
    /// `Program::Custodial`, `Method::DirectData(Box::new(…))`.
    Variant {
        ty: Ident,
        variant: Ident,
        value: Option<Box<Expr>>,
    },
    /// `create_quote::Amount::Fiat(…)`, `create_user::ProgramChoice::Own { wallet: … }`.
    Choice(Box<ChoiceExpr>),
    Struct(Box<StructExpr>),
    /// A list of this type's items: an empty one says nothing of them.
    List(Type, Vec<Expr>),
    /// The entries of a map of such values.
    Map(Type, Vec<(String, Expr)>),
    Some(Box<Expr>),
    /// No value of this type.
    None(Type),
    Boxed(Box<Expr>),
    /// `Patch::Null`.
    Null,
    /// `Patch::Value(…)`.
    Value(Box<Expr>),
    /// Untyped JSON.
    Json(String),
}

/// A struct, made by its constructor and its setters.
#[derive(Clone, Debug, Serialize)]
pub struct StructExpr {
    /// The struct.
    pub ty: Ident,
    /// Its file.
    pub module: Ident,
    /// The struct of its required fields, where there are several.
    pub required: Option<Ident>,
    /// What it cannot be made without.
    pub needed: Vec<(Ident, Expr)>,
    /// Setters. Text stands alone, since they take whatever becomes the type.
    pub optional: Vec<(Ident, Expr)>,
}

/// A variant of a choice, with what it holds.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceExpr {
    /// The file.
    pub module: Ident,
    /// The enum.
    pub ty: Ident,
    /// The variant.
    pub variant: Ident,
    /// Whether it is a tuple.
    pub is_tuple: bool,
    /// What it holds.
    pub fields: Vec<(Ident, Expr)>,
}
