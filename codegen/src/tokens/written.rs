//! Numbers and paths that no template writes.

use super::{Kind, TokenStream};

impl TokenStream {
    /// A number of JSON, which is one of Rust.
    pub(crate) fn number(text: &str) -> Self {
        let mut tokens = Self::default();
        let digits = text.strip_prefix('-').inspect(|_| tokens.push(Kind::Sign, "-"));
        tokens.push(Kind::Literal, digits.unwrap_or(text));
        tokens
    }

    /// A path: `std::collections::BTreeMap`.
    pub(crate) fn path(text: &str) -> Self {
        let mut tokens = Self::default();
        for (index, word) in text.split("::").enumerate() {
            if index > 0 {
                tokens.push(Kind::Sign, "::");
            }
            tokens.push(Kind::Word, word);
        }
        tokens
    }
}
