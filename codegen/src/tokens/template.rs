//! `quote!`: templates of Rust, as those of the crate `quote`.
//!
//! `#name` stands for anything that is [`ToTokens`](super::ToTokens), `#(…)*` and `#(…),*` for as many as the names in it have.

/// The code of a template.
macro_rules! quote {
    ($($template:tt)*) => {{
        #[allow(unused_mut, reason = "a template may be empty")]
        let mut tokens = $crate::tokens::TokenStream::default();
        $crate::tokens::add_template!(tokens $($template)*);
        tokens
    }};
}

/// Adds a template to a stream, token by token.
macro_rules! add_template {
    ($tokens:ident) => {};
    ($tokens:ident #[doc = # $text:ident] $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::Docs, &$text);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident #[doc = $text:literal] $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::Docs, $text);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident #![doc = # $text:ident] $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::InnerDocs, &$text);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident #![doc = $text:literal] $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::InnerDocs, $text);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident #($($each:tt)*)* $($rest:tt)*) => {
        $crate::tokens::add_repeated!($tokens [] [$($each)*] [$($each)*] []);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident #($($each:tt)*) $between:tt * $($rest:tt)*) => {
        $crate::tokens::add_repeated!($tokens [] [$($each)*] [$($each)*] [$between]);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident # $name:ident $($rest:tt)*) => {
        $crate::tokens::ToTokens::add_to(&$name, &mut $tokens);
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident ($($inner:tt)*) $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::Open, "(");
        $crate::tokens::add_template!($tokens $($inner)*);
        $tokens.push($crate::tokens::Kind::Close, ")");
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident [$($inner:tt)*] $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::Open, "[");
        $crate::tokens::add_template!($tokens $($inner)*);
        $tokens.push($crate::tokens::Kind::Close, "]");
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident {$($inner:tt)*} $($rest:tt)*) => {
        $tokens.push($crate::tokens::Kind::Open, "{");
        $crate::tokens::add_template!($tokens $($inner)*);
        $tokens.push($crate::tokens::Kind::Close, "}");
        $crate::tokens::add_template!($tokens $($rest)*);
    };
    ($tokens:ident $token:tt $($rest:tt)*) => {
        $tokens.push_written(stringify!($token));
        $crate::tokens::add_template!($tokens $($rest)*);
    };
}

/// Finds the names of a repeated template, and adds it as often as they have something.
macro_rules! add_repeated {
    ($tokens:ident [$($name:ident)*] [] [$($each:tt)*] [$($between:tt)?]) => {{
        #[allow(unused_imports, reason = "either is used")]
        use $crate::tokens::{ByReference as _, ByValue as _};
        $(let mut $name = $name.each();)*
        let mut is_first = true;
        while let Some(($($name,)*)) = (|| Some(($($name.next()?,)*)))() {
            if !std::mem::take(&mut is_first) {
                $($tokens.push_written(stringify!($between));)?
            }
            $crate::tokens::add_template!($tokens $($each)*);
        }
    }};
    ($tokens:ident [$($name:ident)*] [# $found:ident $($rest:tt)*] $each:tt $between:tt) => {
        $crate::tokens::add_repeated!($tokens [$($name)* $found] [$($rest)*] $each $between)
    };
    ($tokens:ident $names:tt [($($inner:tt)*) $($rest:tt)*] $each:tt $between:tt) => {
        $crate::tokens::add_repeated!($tokens $names [$($inner)* $($rest)*] $each $between)
    };
    ($tokens:ident $names:tt [[$($inner:tt)*] $($rest:tt)*] $each:tt $between:tt) => {
        $crate::tokens::add_repeated!($tokens $names [$($inner)* $($rest)*] $each $between)
    };
    ($tokens:ident $names:tt [{$($inner:tt)*} $($rest:tt)*] $each:tt $between:tt) => {
        $crate::tokens::add_repeated!($tokens $names [$($inner)* $($rest)*] $each $between)
    };
    ($tokens:ident $names:tt [$token:tt $($rest:tt)*] $each:tt $between:tt) => {
        $crate::tokens::add_repeated!($tokens $names [$($rest)*] $each $between)
    };
}

/// An identifier that is put together as `format!` would.
macro_rules! format_ident {
    ($($format:tt)*) => {
        $crate::tokens::Ident(format!($($format)*))
    };
}

pub(crate) use {add_repeated, add_template, format_ident, quote};

/// What a repeated template takes one by one: an iterator.
pub(crate) trait ByValue: Iterator + Sized {
    /// Itself.
    fn each(self) -> Self {
        self
    }
}

impl<I: Iterator> ByValue for I {}

/// What a repeated template takes one by one: a list.
pub(crate) trait ByReference {
    /// What it holds.
    type Item;

    /// The items.
    fn each(&self) -> std::slice::Iter<'_, Self::Item>;
}

impl<T> ByReference for [T] {
    type Item = T;

    fn each(&self) -> std::slice::Iter<'_, T> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {

    fn shown(tokens: &crate::tokens::TokenStream) -> String {
        tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_replaced_at_every_depth() {
        let (name, wire, none) = (format_ident!("r#{}", "type"), "a\"b", None::<bool>);
        let tokens = quote!(Call<Vec<#name>> { #name: [#wire, (#none)] });
        assert_eq!(shown(&tokens), r##"Call < Vec < r#type > > { r#type : [ "a\"b" , ( ) ] }"##);
    }

    #[test]
    fn lists_are_repeated_together() {
        let (names, values) = ([format_ident!("a"), format_ident!("b")].into_iter(), vec![true, false]);
        assert_eq!(
            shown(&quote!((#(#names: [#values]),*) #(#values)*)),
            "( a : [ true ] , b : [ false ] ) true false"
        );
    }
}
