//! The code of a crate without what is only said of it: whether two crates do the same.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{Content, File};

/// The code of each source file, by its path.
pub(crate) fn code(files: Vec<File>) -> BTreeMap<String, String> {
    let of_file = |file: File| match file.content {
        Content::Rust(tokens) if file.path.starts_with("src/") => {
            Some((file.path, without_docs(tokens).to_string()))
        }
        _ => None,
    };
    files.into_iter().filter_map(of_file).collect()
}

fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                // What stands before the brackets: `#`, or `#!`.
                while kept.last().is_some_and(|token| is_sign(token, '#') || is_sign(token, '!')) {
                    kept.pop();
                }
            }
            TokenTree::Group(group) => {
                kept.push(Group::new(group.delimiter(), without_docs(group.stream())).into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

fn is_doc(group: &Group) -> bool {
    group.delimiter() == Delimiter::Bracket
        && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == sign)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::without_docs;

    #[test]
    fn code_stays() {
        let tokens = quote! {
            #![doc = "a"]
            #[doc = "b"]
            #[derive(Debug)]
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
        assert_eq!(without_docs(tokens).to_string(), code.to_string());
    }
}
