//! Casing, keywords, collisions: the only maker of [`Ident`].

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

use crate::keywords::is_keyword;
use crate::rust::Ident;

/// The longest name in bytes: file systems take 255, and a number or an ending may follow.
const LONGEST: usize = 200;

/// Names that are taken in one scope. Case-insensitive, so that files do not collide on any disk; normalised, as rustc does it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// The last number behind a name: all before it are taken.
    numbers: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn with(reserved: &[&str]) -> Self {
        let mut scope = Self::default();
        scope.reserve(reserved);
        scope
    }

    /// Takes several names at once.
    pub(super) fn reserve(&mut self, names: &[&str]) {
        self.taken.extend(names.iter().map(|name| folded(name)));
    }

    /// Takes the name, or says that somebody has it.
    pub(super) fn claim(&mut self, name: &str) -> Option<Ident> {
        self.taken.insert(folded(name)).then(|| Ident::allocated(name.to_owned()))
    }

    /// Takes the name, or the first of `suffixes` or numbers that makes it free.
    pub(super) fn allocate(&mut self, name: &str, suffixes: &[&str]) -> Ident {
        let named = suffixes.iter().map(|suffix| format!("{name}{suffix}"));
        if let Some(ident) = std::iter::once(name.to_owned()).chain(named).find_map(|name| self.claim(&name))
        {
            return ident;
        }
        // `user2`, but `sha256_2`: a number must not run into another one.
        let joint = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let first = self.numbers.get(name).map_or(2, |last| last + 1);
        let (number, ident) = (first..)
            .find_map(|number| Some((number, self.claim(&format!("{name}{joint}{number}"))?)))
            .expect("one of infinitely many names is free");
        self.numbers.insert(name.to_owned(), number);
        ident
    }
}

/// What names have in common that are the same to a file system or to rustc.
fn folded(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// `snake_case`, for fields, arguments, methods.
pub(super) fn snake(text: &str) -> String {
    let name = identifier(&words(text).to_snake_case());
    let name = match name.chars().next() {
        None => "empty".to_owned(),
        Some(first) if !is_xid_start(first) => format!("_{name}"),
        Some(_) => name,
    };
    if is_keyword(&name) { format!("{name}_") } else { name }
}

/// `snake_case` in ASCII that no file system refuses, for modules.
pub(super) fn module(text: &str) -> String {
    let ascii: String = snake(text)
        .chars()
        .map(
            |letter| if letter.is_ascii() { letter.to_string() } else { format!("u{:x}", u32::from(letter)) },
        )
        .collect();
    let ascii = ascii[..ascii.len().min(LONGEST)].to_owned();
    let device = matches!(ascii.as_str(), "con" | "prn" | "aux" | "nul")
        || (ascii.len() == 4
            && (ascii.starts_with("com") || ascii.starts_with("lpt"))
            && ascii.ends_with(|c: char| c.is_ascii_digit()));
    if device { format!("{ascii}_") } else { ascii }
}

/// `UpperCamelCase`, for types and variants; `prefix` goes before what starts with a digit.
pub(super) fn camel(text: &str, prefix: &str) -> String {
    let name = identifier(&words(text).to_upper_camel_case());
    let name = match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if !is_xid_start(first) => format!("{prefix}{name}"),
        Some(_) => name,
    };
    // The only keyword in this case.
    if name == "Self" { format!("Self{}", if prefix.is_empty() { "_" } else { prefix }) } else { name }
}

/// `UpperCamelCase` of what may be nothing.
pub(super) fn camel_or_nothing(text: &str) -> String {
    if text.is_empty() { String::new() } else { camel(text, "") }
}

/// Spells out the signs that tell names apart, and drops what an identifier cannot hold.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut letters = text.nfc().peekable();
    let mut first = true;
    while let Some(letter) = letters.next() {
        let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            '+' if first => words.push_str("plus "),
            '-' if first && before_digit => words.push_str("minus "),
            '*' if text.len() == 1 => words.push_str("any"),
            // `<=` the comparison, and not `Page<User>`.
            '<' if text.len() <= 3 => words.push_str(" lt "),
            '>' if text.len() <= 3 => words.push_str(" gt "),
            '=' if text.len() <= 3 => words.push_str(" eq "),
            '!' if text.len() <= 3 => words.push_str(" not "),
            '%' => words.push_str(" percent "),
            '.' if !first && before_digit && words.ends_with(|c: char| c.is_ascii_digit()) => words.push('_'),
            letter if letter.is_alphanumeric() && is_identifier_part(letter) => words.push(letter),
            _ => words.push(' '),
        }
        first = false;
    }
    words
}

/// Letters that Rust takes in an identifier: `is_alphanumeric` also holds for signs like `²`.
fn is_identifier_part(letter: char) -> bool {
    letter.is_ascii()
        || (letter.is_alphabetic() && is_xid_continue(letter) && !matches!(letter, '\u{2160}'..='\u{2188}'))
}

/// As much of a name as an identifier holds: a letter in the other case may be several, and not all of them its part.
fn identifier(name: &str) -> String {
    let letters = name.char_indices().filter(|(_, letter)| is_xid_continue(*letter));
    letters.take_while(|(at, letter)| at + letter.len_utf8() <= LONGEST).map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing() {
        for (text, snake_case, camel_case) in [
            ("createUser", "create_user", "CreateUser"),
            ("IBAN", "iban", "Iban"),
            ("type", "type_", "Type"),
            ("self", "self_", "SelfValue"),
            ("", "empty", "Empty"),
            ("2fa", "_2fa", "Value2fa"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("@type", "type_", "Type"),
            ("v1.2", "v1_2", "V12"),
            ("größe", "größe", "Größe"),
            ("x²", "x", "X"),
            ("non-custodial", "non_custodial", "NonCustodial"),
        ] {
            assert_eq!(
                (snake(text).as_str(), camel(text, "Value").as_str()),
                (snake_case, camel_case),
                "{text}"
            );
        }
    }

    #[test]
    fn every_letter_makes_an_identifier() {
        let is_identifier = |name: &str| {
            let mut letters = name.chars();
            letters.next().is_some_and(|first| first == '_' || is_xid_start(first))
                && letters.all(is_xid_continue)
        };
        for letter in ('\0'..=char::MAX).filter(|letter| letter.is_alphabetic()) {
            for text in [letter.to_string(), format!("a{letter}")] {
                for name in [snake(&text), camel(&text, "Value"), module(&text)] {
                    assert!(is_identifier(&name), "{text:?} becomes {name:?}");
                }
            }
        }
    }

    #[test]
    fn no_name_is_too_long() {
        for text in ["a".repeat(100_000), "é".repeat(100_000), "a ".repeat(100_000), "豈".repeat(100_000)] {
            for name in [snake(&text), camel(&text, "Value"), module(&text)] {
                assert!(name.len() <= LONGEST, "{}", name.len());
            }
        }
    }

    #[test]
    fn what_rustc_takes_for_one_name_is_one() {
        for (one, other) in
            [("\u{f900}", "豈"), ("e\u{301}", "é"), ("\u{212b}", "Å"), ("\u{1100}\u{1161}", "가")]
        {
            assert_eq!(snake(one), snake(other));
        }
        let mut scope = Scope::with(&["é"]);
        assert_eq!(scope.allocate("e\u{301}", &["_"]).as_str(), "e\u{301}_");
    }

    #[test]
    fn collisions() {
        let mut scope = Scope::with(&["Unknown"]);
        assert_eq!(scope.allocate("unknown", &["Value"]).as_str(), "unknownValue");
        assert_eq!(scope.allocate("Sha256", &[]).as_str(), "Sha256");
        assert_eq!(scope.allocate("sha256", &[]).as_str(), "sha256_2");
    }
}
