//! Rust code as tokens: what `emit` spells and `print` lays out.
//!
//! A stream is a flat list over one text. Putting one into another copies two pieces of memory, so that templates may nest as
//! they like; trees of `proc_macro2` would be cloned at each level, and parsed again to be printed.

mod add;
mod template;
mod written;

use std::fmt;

pub(crate) use add::ToTokens;
pub(crate) use template::{ByReference, ByValue, add_repeated, add_template, format_ident, quote};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier, a keyword or a lifetime.
    Word,
    /// A literal as it is written.
    Literal,
    /// An operator or a separator: `::` is one.
    Sign,
    /// Documentation of what follows, the text alone.
    Docs,
    /// Documentation of what it stands in, the text alone.
    InnerDocs,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
}

/// Code.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenStream {
    text: String,
    /// Each token, with where it ends in the text.
    tokens: Vec<(Kind, u32)>,
}

impl TokenStream {
    /// No token.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Whether there is no token.
    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The tokens in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut start = 0;
        self.tokens.iter().map(move |&(kind, end)| {
            let text = &self.text[start..end as usize];
            start = end as usize;
            Token { kind, text }
        })
    }

    /// Adds a token.
    pub(crate) fn push(&mut self, kind: Kind, text: &str) {
        self.text.push_str(text);
        self.end(kind);
    }

    /// Adds a token as a template has it: a word, a literal or an operator.
    pub(crate) fn push_written(&mut self, text: &'static str) {
        match text.as_bytes() {
            // What closes two lists of arguments is one token of a template and two of a type.
            [b'>', b'>'] => {
                self.push(Kind::Sign, ">");
                self.push(Kind::Sign, ">");
            }
            [b'"' | b'0'..=b'9', ..] => self.push(Kind::Literal, text),
            [b'_' | b'\'' | b'a'..=b'z' | b'A'..=b'Z', ..] => self.push(Kind::Word, text),
            _ => self.push(Kind::Sign, text),
        }
    }

    /// Adds the tokens of another stream.
    pub(crate) fn extend(&mut self, other: impl ToTokens) {
        other.add_to(self);
    }

    /// The text since the last token becomes one.
    fn end(&mut self, kind: Kind) {
        let end = u32::try_from(self.text.len()).expect("a file of Rust is below 4 GiB");
        self.tokens.push((kind, end));
    }
}

impl FromIterator<TokenStream> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(streams: I) -> Self {
        streams.into_iter().fold(Self::default(), |mut all, stream| {
            all.extend(stream);
            all
        })
    }
}

/// A token of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    pub(crate) text: &'t str,
}

impl Token<'_> {
    /// Whether it is this word, operator or bracket.
    pub(crate) fn is(self, text: &str) -> bool {
        self.text == text && !matches!(self.kind, Kind::Literal | Kind::Docs | Kind::InnerDocs)
    }
}

/// An identifier.
#[derive(Clone, Debug)]
pub(crate) struct Ident(pub(crate) String);

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A literal, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Literal(pub(crate) String);

impl Literal {
    /// A number without its type.
    pub(crate) fn unsuffixed(number: impl Into<u64>) -> Self {
        Self(number.into().to_string())
    }
}
