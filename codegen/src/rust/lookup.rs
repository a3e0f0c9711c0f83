use super::Ident;
use serde::Serialize;

/// What shows what became of a call whose response is lost.
#[derive(Clone, Debug, Serialize)]
pub enum Lookup {
    /// Nothing, for this reason.
    None(String),
    /// Another operation.
    By(LookupCall),
}

/// A call that shows what became of another one.
#[derive(Clone, Debug, Serialize)]
pub struct LookupCall {
    /// The operation's marker.
    pub marker: Ident,
    /// The file of its handle.
    pub module: Ident,
    /// Its handle.
    pub handle: Ident,
    /// Its method.
    pub method: Ident,
    /// Its parameters, as they are sent, and where their values come from.
    pub by: Vec<(String, Known)>,
    /// When it shows that the call worked: a clause.
    pub found: String,
}

impl LookupCall {
    /// Whether the request has all that it takes.
    pub fn is_in_request(&self) -> bool {
        !self.by.iter().any(|(_, known)| matches!(known, Known::Response(_)))
    }
}

/// A value that is known of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Known {
    Path(String),
    Query(String),
    Header(String),
    /// A JSON pointer into the request's body.
    Body(String),
    /// A JSON pointer into the response's body.
    Response(String),
    Key,
}
