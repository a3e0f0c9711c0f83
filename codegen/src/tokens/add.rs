//! What may stand behind `#` in a template.

use super::{Ident, Kind, Literal, TokenStream};

/// Becomes tokens.
pub(crate) trait ToTokens {
    /// Adds itself to the end of a stream.
    fn add_to(&self, tokens: &mut TokenStream);
}

impl<T: ToTokens + ?Sized> ToTokens for &T {
    fn add_to(&self, tokens: &mut TokenStream) {
        (**self).add_to(tokens);
    }
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn add_to(&self, tokens: &mut TokenStream) {
        if let Some(some) = self {
            some.add_to(tokens);
        }
    }
}

impl ToTokens for TokenStream {
    fn add_to(&self, tokens: &mut TokenStream) {
        let start = tokens.text.len() as u32;
        tokens.text.push_str(&self.text);
        tokens.tokens.extend(self.tokens.iter().map(|(kind, end)| (*kind, start + end)));
    }
}

impl ToTokens for Ident {
    fn add_to(&self, tokens: &mut TokenStream) {
        tokens.push(Kind::Word, &self.0);
    }
}

impl ToTokens for Literal {
    fn add_to(&self, tokens: &mut TokenStream) {
        tokens.push(Kind::Literal, &self.0);
    }
}

impl ToTokens for bool {
    fn add_to(&self, tokens: &mut TokenStream) {
        tokens.push(Kind::Word, if *self { "true" } else { "false" });
    }
}

/// With its type.
impl ToTokens for u64 {
    fn add_to(&self, tokens: &mut TokenStream) {
        tokens.push(Kind::Literal, &format!("{self}u64"));
    }
}

impl ToTokens for String {
    fn add_to(&self, tokens: &mut TokenStream) {
        self.as_str().add_to(tokens);
    }
}

/// A literal, with what cannot be seen escaped.
impl ToTokens for str {
    fn add_to(&self, tokens: &mut TokenStream) {
        let text = &mut tokens.text;
        text.push('"');
        let mut rest = self.chars();
        while let Some(letter) = rest.next() {
            match letter {
                // Before a digit, `\0` would look like an octal number.
                '\0' if rest.as_str().starts_with(|next: char| next.is_digit(8)) => text.push_str("\\x00"),
                '\0' => text.push_str("\\0"),
                '\'' => text.push('\''),
                ' '..='~' if !matches!(letter, '"' | '\\') => text.push(letter),
                _ => text.extend(letter.escape_debug()),
            }
        }
        text.push('"');
        tokens.end(Kind::Literal);
    }
}
