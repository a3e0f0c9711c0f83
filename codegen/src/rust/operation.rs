use super::{Checks, Ident, Lookup, Type};
use crate::wire::{
    Advice, Docs, Evidence, HttpMethod, IdempotencyKey, RetryClass, Status, StatusRange, WireName, Wrapping,
};
use serde::Serialize;

/// A handle: the operations of one area.
#[derive(Clone, Debug, Serialize)]
pub struct Resource {
    /// The file's name, and the client's method.
    pub module: Ident,
    /// The handle's name.
    pub ident: Ident,
    /// What it is for.
    pub docs: Docs,
    /// In the document's order.
    pub methods: Vec<Method>,
    /// What a caller turns it on with; `None` where it is always there.
    pub feature: Option<Feature>,
}

impl Resource {
    /// The name of its feature, where it has one.
    pub fn feature(&self) -> &[String] {
        self.feature.as_ref().map_or(&[], |feature| std::slice::from_ref(&feature.name))
    }
}

/// A Cargo feature of a resource.
#[derive(Clone, Debug, Serialize)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Those of the resources that its operations look results up with.
    pub needs: Vec<String>,
}

/// An operation: a method of a handle, a marker type, and setters for what is optional.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// The method's name.
    pub ident: Ident,
    /// The marker's name.
    pub marker: Ident,
    /// `operationId`.
    pub id: String,
    /// What it does.
    pub docs: Docs,
    /// GET, POST…
    pub http: HttpMethod,
    /// As in the document.
    pub path: String,
    /// What it cannot be called without, in the order of the arguments.
    pub arguments: Vec<Argument>,
    /// The struct that names the arguments, where two of them could be mistaken for each other.
    pub required: Option<Ident>,
    /// What it carries.
    pub body: Option<(Argument, BodyKind)>,
    /// What can be added to a call.
    pub setters: Vec<Setter>,
    /// What a success gives.
    pub output: Outcome,
    /// How the client's envelope is used.
    pub envelope: Option<Wrapping>,
    /// What else than data successes carry.
    pub beside: Vec<Beside>,
    /// What a documented failure gives.
    pub error: Outcome,
    /// What is documented of each answer, in the document's order.
    pub answers: Vec<Answer>,
    /// Whether it can be called at all.
    pub status: Status,
    /// The media types that it asks for, where JSON is not all.
    pub accept: Option<String>,
    /// Which calls may be repeated.
    pub retry: RetryClass,
    /// Why; `None` where the document says nothing of repeating.
    pub repeating: Option<Repeating>,
    /// What shows what became of a call whose response is lost; `None` where the document does not say.
    pub lookup: Option<Lookup>,
    /// The header that carries the idempotency key.
    pub idempotency: Option<Idempotency>,
    /// Where the documentation stands.
    pub sources: Vec<String>,
    /// Alternatives of scheme names.
    pub security: Vec<Vec<String>>,
    /// Where it is called, by the name of the environment, when that is not where the others are.
    pub bases: Option<Vec<(String, String)>>,
    /// What is checked of its parameters and of its whole body: the place, the name, the checks.
    pub limits: Vec<(&'static str, WireName, Checks)>,
    /// Whether the documentation states the operation itself; otherwise nothing of its request is checked.
    pub is_documented: bool,
}

impl Method {
    /// Calls `visit` with every type that its code names.
    pub fn types(&self, visit: &mut impl FnMut(&Type)) {
        self.arguments.iter().for_each(|argument| visit(&argument.ty));
        self.body.iter().for_each(|(argument, _)| visit(&argument.ty));
        self.setters.iter().for_each(|setter| visit(&setter.argument.ty));
        self.beside.iter().for_each(|beside| visit(&beside.whole));
        for outcome in [&self.output, &self.error] {
            match outcome {
                Outcome::One(ty) => visit(ty),
                Outcome::PerStatus(statuses) => statuses.cases.iter().for_each(|case| visit(&case.ty)),
            }
        }
    }

    /// The arguments that callers give: all but the constants.
    pub fn asked(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| argument.constant.is_none())
    }
}

/// What the document says of repeating a call.
#[derive(Clone, Debug, Serialize)]
pub struct Repeating {
    /// Why the class is what it is.
    pub note: Option<String>,
}

/// The header that carries the idempotency key.
#[derive(Clone, Debug, Serialize)]
pub struct Idempotency {
    /// Its name.
    pub header: String,
    /// Whether a call without it is refused.
    pub required: bool,
    /// What is known of the key.
    pub key: IdempotencyKey,
    /// Codes of failures that could be taken for the refusal of the key, and are not.
    pub other_codes: Vec<String>,
    /// What the document says of it.
    pub docs: Docs,
}

/// What is documented of an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Which statuses.
    pub status: StatusRange,
    /// Whether other operations give it too.
    pub shared: bool,
    /// What it means.
    pub docs: Docs,
    /// Names of its documented headers.
    pub headers: Vec<String>,
    /// The error codes that it can carry.
    pub codes: Vec<AnswerCode>,
}

/// An error code that an answer can carry.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerCode {
    /// The variant of the crate's `ErrorCode`.
    pub ident: Ident,
    /// What it means here.
    pub meaning: Option<String>,
    /// Whether trying again helps.
    pub advice: Option<Advice>,
    /// Whether the advice is another one at other operations.
    pub advice_differs: bool,
    /// How sure it is that the answer carries it.
    pub evidence: Evidence,
    /// Why it is as sure as that.
    pub note: Option<String>,
}

/// A value that is handed to a method.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// The argument's name.
    pub ident: Ident,
    /// As it is sent; empty for a body.
    pub wire: WireName,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub docs: Docs,
    /// The call that adds it: `path`, `query`, `header`, `cookie`.
    pub place: &'static str,
    /// The runtime's `Style`, where it is not the place's own.
    pub style: Option<&'static str>,
    /// Whether the value is written as JSON.
    pub json: bool,
    /// Whether the value is an object or holds some, and is taken apart by way of JSON.
    pub compound: bool,
    /// The only value that it can have: nobody is asked for it.
    pub constant: Option<String>,
}

/// An optional value: a method on the call.
#[derive(Clone, Debug, Serialize)]
pub struct Setter {
    /// The value.
    pub argument: Argument,
    /// For an optional body: how it is written.
    pub body: Option<BodyKind>,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are HTTP's own")]
pub enum BodyKind {
    Json {
        media_type: Option<String>,
    },
    Form {
        /// The runtime's `Style` of properties that have one of their own.
        styles: Vec<(String, &'static str)>,
    },
    Multipart,
    /// A form without fields of its own: a part for each entry of a map.
    MultipartMap {
        part: Part,
    },
    Text {
        media_type: String,
    },
    Bytes {
        media_type: String,
    },
}

/// How a part of a multipart form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the runtime has a method of the same name for each")]
pub enum Part {
    Text,
    Value,
    Json,
    File,
}

impl Part {
    /// The runtime's name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Value => "value",
            Self::Json => "json",
            Self::File => "file",
        }
    }
}

/// What else than data a success carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// JSON pointers.
    pub pointers: Vec<String>,
    /// The type of the whole body.
    pub whole: Type,
}

/// What an answer gives.
#[derive(Clone, Debug, Serialize)]
pub enum Outcome {
    /// One type, whatever the status.
    One(Type),
    /// A type per status.
    PerStatus(StatusEnum),
}

impl Outcome {
    /// The type, where there is one only.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::One(ty) => Some(ty),
            Self::PerStatus(_) => None,
        }
    }
}

/// An enum with a variant per status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusEnum {
    /// Its name, in the handle's file.
    pub ident: Ident,
    /// One per status.
    pub cases: Vec<StatusCase>,
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct StatusCase {
    /// The variant.
    pub ident: Ident,
    /// Which statuses.
    pub status: StatusRange,
    /// The media type, where it tells the answer from another of the same status.
    pub media_type: Option<String>,
    /// What it carries; unit when there is no body.
    pub ty: Type,
    /// What it means.
    pub docs: Docs,
}
