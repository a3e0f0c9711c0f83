//! Every name of the runtime and of the standard library that generated code uses, and the `use` lines for them.

use std::collections::BTreeSet;

use crate::tokens::{self, TokenStream, format_ident, quote};

use crate::rust::Ident;

/// What generated code imports from `clientwright_runtime`; `client.rs` and `webhooks.rs` show what else it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Api,
    Builder,
    Bytes,
    Check,
    ConfigError,
    Core,
    Date,
    DateTime,
    Decimal,
    DecimalString,
    DecodeError,
    Envelope,
    Error,
    File,
    Json,
    KeyRefusal,
    Limit,
    Meta,
    Method,
    MultipartForm,
    Operation,
    Outcome,
    Patch,
    RepeatedKey,
    RetryPolicy,
    Retry,
    Scheme,
    Sent,
    Signing,
    Site,
    Style,
    Text,
    Undocumented,
    Uuid,
    // Macros.
    ByStatus,
    Call,
    Choice,
    Construct,
    Multipart,
    Object,
    StringEnum,
    Union,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Api => "Api",
            Self::Builder => "Builder",
            Self::Bytes => "Bytes",
            Self::Check => "Check",
            Self::ConfigError => "ConfigError",
            Self::Core => "Core",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::DecimalString => "DecimalString",
            Self::DecodeError => "DecodeError",
            Self::Envelope => "Envelope",
            Self::Error => "Error",
            Self::File => "File",
            Self::Json => "Json",
            Self::KeyRefusal => "KeyRefusal",
            Self::Limit => "Limit",
            Self::Meta => "Meta",
            Self::Method => "Method",
            Self::MultipartForm => "Multipart",
            Self::Operation => "Operation",
            Self::Outcome => "Outcome",
            Self::Patch => "Patch",
            Self::RepeatedKey => "RepeatedKey",
            Self::RetryPolicy => "RetryPolicy",
            Self::Retry => "Retry",
            Self::Scheme => "Scheme",
            Self::Sent => "Sent",
            Self::Signing => "Signing",
            Self::Site => "Site",
            Self::Style => "Style",
            Self::Text => "Text",
            Self::Undocumented => "Undocumented",
            Self::Uuid => "Uuid",
            Self::ByStatus => "by_status",
            Self::Call => "call",
            Self::Choice => "choice",
            Self::Construct => "construct",
            Self::Multipart => "multipart",
            Self::Object => "object",
            Self::StringEnum => "string_enum",
            Self::Union => "union",
        }
    }
}

/// The `use` lines of a file, collected while its items are spelled.
pub(super) struct Uses {
    runtime: BTreeSet<&'static str>,
    std: BTreeSet<&'static str>,
    models: BTreeSet<String>,
    here: BTreeSet<String>,
    /// Whether models are named with their module: `models::User`.
    qualified: bool,
    models_named: bool,
    call: bool,
    envelope: bool,
}

impl Uses {
    /// For a file of models, which declares `here`.
    pub(super) fn in_models<'a>(here: impl Iterator<Item = &'a Ident>) -> Self {
        Self { here: here.map(|ident| ident.as_str().to_owned()).collect(), ..Self::elsewhere() }
            .unqualified()
    }

    /// For any other file.
    pub(super) fn elsewhere() -> Self {
        Self {
            runtime: BTreeSet::new(),
            std: BTreeSet::new(),
            models: BTreeSet::new(),
            here: BTreeSet::new(),
            qualified: true,
            models_named: false,
            call: false,
            envelope: false,
        }
    }

    /// With the crate's own `Call`.
    pub(super) fn with_call(mut self) -> Self {
        self.call = true;
        self
    }

    /// How the crate's responses are wrapped, imported.
    pub(super) fn envelope(&mut self) -> tokens::Ident {
        self.envelope = true;
        format_ident!("ENVELOPE")
    }

    fn unqualified(mut self) -> Self {
        self.qualified = false;
        self
    }

    /// A name of the runtime, imported.
    pub(super) fn runtime(&mut self, name: Name) -> tokens::Ident {
        self.runtime.insert(name.as_str());
        format_ident!("{}", name.as_str())
    }

    /// An item of the standard library, imported; the path's last part.
    pub(super) fn std(&mut self, path: &'static str) -> tokens::Ident {
        self.std.insert(path);
        format_ident!("{}", path.rsplit("::").next().unwrap_or(path))
    }

    /// A model, imported or with its module.
    pub(super) fn model(&mut self, ident: &Ident) -> TokenStream {
        let name = super::id(ident);
        if self.qualified {
            self.models_named = true;
            return quote!(models::#name);
        }
        if !self.here.contains(ident.as_str()) {
            self.models.insert(ident.as_str().to_owned());
        }
        quote!(#name)
    }

    /// The same in a file outside the crate's library, which is named.
    pub(super) fn into_dependent(mut self, name: &tokens::Ident) -> TokenStream {
        let named = std::mem::take(&mut self.models_named).then(|| quote!(use #name::models;));
        let uses = self.into_tokens();
        quote!(#uses #named)
    }

    /// The `use` lines: the standard library, the runtime, the crate.
    pub(super) fn into_tokens(self) -> TokenStream {
        let std = self.std.iter().map(|path| {
            let path: TokenStream = TokenStream::path(path);
            quote!(use #path;)
        });
        let runtime = self.runtime.iter().map(|name| format_ident!("{name}"));
        let runtime = (!self.runtime.is_empty()).then(|| quote!(use clientwright_runtime::{#(#runtime),*};));
        let models = self.models.iter().map(|name| format_ident!("{name}"));
        let models = (!self.models.is_empty()).then(|| quote!(use super::{#(#models),*};));
        let envelope = self.envelope.then(|| {
            quote!(
                use crate::client::ENVELOPE;
            )
        });
        let named = match (self.call, self.models_named) {
            (true, true) => quote!(
                use crate::{Call, models};
            ),
            (true, false) => quote!(
                use crate::Call;
            ),
            (false, true) => quote!(
                use crate::models;
            ),
            (false, false) => quote!(),
        };
        quote!(#(#std)* #runtime #models #envelope #named)
    }
}
