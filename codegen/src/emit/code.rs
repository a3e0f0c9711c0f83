//! The code of a crate without what is only said of it: whether two crates do the same.

use std::collections::BTreeMap;

use super::{Content, File};
use crate::tokens::{Kind, TokenStream};

/// The code of each source file, by its path.
pub(crate) fn code(files: Vec<File<'_>>) -> BTreeMap<String, String> {
    let of_file = |file: File<'_>| match file.content {
        Content::Rust(tokens) if file.path.starts_with("src/") => Some((file.path, without_docs(&tokens()))),
        _ => None,
    };
    files.into_iter().filter_map(of_file).collect()
}

/// The tokens without documentation and without `#[doc(…)]`, a space between them.
fn without_docs(tokens: &TokenStream) -> String {
    let mut code = String::new();
    let mut tokens = tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(token.kind, Kind::Docs | Kind::InnerDocs) {
            continue;
        }
        if token.is("[") && code.ends_with("# ") && tokens.peek().is_some_and(|next| next.is("doc")) {
            code.truncate(code.len() - "# ".len());
            // No bracket stands in it.
            tokens.by_ref().find(|token| token.is("]"));
            continue;
        }
        code += token.text;
        code.push(' ');
    }
    code
}

#[cfg(test)]
mod tests {
    use super::without_docs;
    use crate::tokens::quote;

    #[test]
    fn code_stays() {
        let tokens = quote! {
            #![doc = "a"]
            #[doc = "b"]
            #[derive(Debug)]
            #[doc(alias = "#[doc = c]")]
            pub enum A {
                #[doc = "c"]
                B([u8; 2]),
            }
        };
        let code = quote! {
            #[derive(Debug)]
            pub enum A {
                B([u8; 2]),
            }
        };
        assert_eq!(without_docs(&tokens), without_docs(&code));
        assert_eq!(without_docs(&code), "# [ derive ( Debug ) ] pub enum A { B ( [ u8 ; 2 ] ) , } ");
    }
}
