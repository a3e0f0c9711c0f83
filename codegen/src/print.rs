//! Verb: tokens → text.

mod cursor;
mod expressions;
mod items;
mod layout;
mod parallel;
mod table;
mod types;

use std::collections::BTreeMap;

use crate::emit::{Content, File};
use crate::tokens::TokenStream;
use cursor::Cursor;

/// The crate as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Text by path, relative to the crate's folder.
    pub files: BTreeMap<String, String>,
}

impl Output {
    /// The files of `src/`, by path relative to it, for a build script: its package's `lib.rs` takes this one's with
    /// `include!`, which allows no attributes of a whole file. These are left out here.
    pub fn included(&self) -> BTreeMap<String, String> {
        let sources = self.files.iter().filter_map(|(path, text)| Some((path.strip_prefix("src/")?, text)));
        let text = |path: &str, text: &str| match path {
            "lib.rs" => without_attributes(text).to_owned(),
            _ => text.to_owned(),
        };
        sources.map(|(path, source)| (path.to_owned(), text(path, source))).collect()
    }
}

/// What follows the attributes of a file, each of which is a line.
fn without_attributes(mut text: &str) -> &str {
    while text.starts_with(['\n', '/']) || text.starts_with("#!") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest);
    }
    text
}

/// Prints all files; `origin` is the first line of every Rust file.
pub(crate) fn print(files: Vec<File<'_>>, origin: &str) -> Output {
    let texts = parallel::map(&files, |file| match &file.content {
        Content::Text(text) => text(),
        Content::Rust(tokens) => rust(&tokens(), origin),
    });
    Output { files: files.into_iter().map(|file| file.path).zip(texts).collect() }
}

/// Items with a blank line between them, except between `use` lines and between `mod` lines.
fn rust(tokens: &TokenStream, origin: &str) -> String {
    let mut code = Cursor::new(tokens.iter().collect());
    let (mut text, mut piece) = (format!("// {origin}\n\n"), String::new());
    code.layout.open(0);
    items::inner_attributes(&mut code);
    code.layout.close();
    code.layout.write(&mut piece);
    // Attributes stand apart from the documentation; a `cfg_attr` is a part of it.
    text += &piece.replacen("\n#![forbid", "\n\n#![forbid", 1);
    let mut before = (!piece.is_empty()).then_some(Group::Other);
    while !code.is_end() {
        piece.clear();
        let group = if code.ahead(1).is("!") {
            table::print(&mut code, &mut piece);
            Group::Other
        } else {
            code.layout.open(0);
            let group = Group::of(items::item(&mut code));
            code.layout.close();
            code.layout.write(&mut piece);
            group
        };
        if before.is_some_and(|before| before != group || group == Group::Other) {
            text.push('\n');
        }
        before = Some(group);
        text += &piece;
    }
    if !code.ahead(0).text.is_empty() {
        code.unknown("an item");
    }
    text
}

/// What stands together.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    Use,
    Mod,
    Other,
}

impl Group {
    fn of(keyword: &str) -> Self {
        match keyword {
            "use" => Self::Use,
            "mod" => Self::Mod,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::quote;

    fn printed(tokens: TokenStream) -> String {
        rust(&tokens, "").replacen("// \n\n", "", 1)
    }

    #[test]
    fn what_fits_stays_on_its_line() {
        let name = "name";
        let tokens = quote! {
            #![doc = " About."]
            use std::fmt;
            use super::{A, B};
            /// Docs.
            #[derive(Clone, Debug)]
            pub struct A(pub(crate) Vec<Option<B>>);
            impl Call<A> {
                type Output = ();
                /// Docs.
                pub fn a(self, a: impl Into<String>) -> Self { Self(self.0.query(#name, a.into())) }
                pub fn b(&self) {}
            }
            object! { A { a: #name [redacted nullable], b: "b" } extra }
            call!(Call);
        };
        let expected = r#"//! About.

use std::fmt;
use super::{A, B};

/// Docs.
#[derive(Clone, Debug)]
pub struct A(pub(crate) Vec<Option<B>>);

impl Call<A> {
    type Output = ();
    /// Docs.
    pub fn a(self, a: impl Into<String>) -> Self {
        Self(self.0.query("name", a.into()))
    }

    pub fn b(&self) {}
}

object! {
    A {
        a: "name" [redacted nullable],
        b: "b",
    }
    extra
}

call!(Call);
"#;
        assert_eq!(printed(tokens), expected);
    }

    #[test]
    fn what_does_not_fit_has_a_line_for_each_part() {
        let long = "a text that is so long that nothing else has room on the line on which it stands";
        let tokens = quote! {
            fn a(first: Option<Vec<String>>, second: BTreeMap<String, Vec<Option<String>>>, third: u64) -> u64 {
                let made = Made::new(required { first: first, second }).third(#long)?.sent().await?;
                f.first(#long).second();
                match made {
                    Made::A => #long.to_owned().into_iter().map(Into::into),
                    Made::B(_) => B,
                }
            }
        };
        let expected = r#"fn a(
    first: Option<Vec<String>>,
    second: BTreeMap<String, Vec<Option<String>>>,
    third: u64,
) -> u64 {
    let made = Made::new(required { first: first, second })
        .third(
            "a text that is so long that nothing else has room on the line on which it stands",
        )?
        .sent()
        .await?;
    f.first(
            "a text that is so long that nothing else has room on the line on which it stands",
        )
        .second();
    match made {
        Made::A => {
            "a text that is so long that nothing else has room on the line on which it stands"
                .to_owned()
                .into_iter()
                .map(Into::into)
        }
        Made::B(_) => B,
    }
}
"#;
        assert_eq!(printed(tokens), expected);
    }
}
