//! A provider's folder as texts, and the names in it.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use clientwright_codegen::provider::is_package_name;

use crate::clock::today;

/// Text by path, relative to the provider's folder.
pub(crate) type Folder = BTreeMap<String, String>;

/// A provider's name, as it is written in different places.
pub(crate) struct Names {
    /// `acme-pay`
    pub(crate) provider: String,
    /// `Acme Pay`
    pub(crate) title: String,
    /// `ACME_PAY`
    pub(crate) variable: String,
}

impl Names {
    /// The name becomes a folder's, a package's and a variable's.
    pub(crate) fn of(provider: &str) -> Result<Self> {
        let is_fine = provider.len() <= 40
            && is_package_name(provider)
            && provider.starts_with(|first: char| first.is_ascii_lowercase())
            && !provider.ends_with('-')
            && !provider.contains("--")
            && provider.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_fine {
            bail!(
                "`{provider}` is no name for a provider\nhint: lower-case letters, digits and single hyphens, a letter first, and no word of Rust's: `acme-pay`"
            );
        }
        let words = provider.split('-').map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + rest
        });
        Ok(Self {
            provider: provider.to_owned(),
            title: words.collect::<Vec<_>>().join(" "),
            variable: provider.to_ascii_uppercase().replace('-', "_"),
        })
    }

    /// The registry's keywords have 20 letters at most.
    pub(crate) fn keyword(&self) -> &str {
        let provider = self.provider.as_str();
        provider.get(..20).unwrap_or(provider).trim_end_matches('-')
    }
}

/// A small API that generates as it is.
pub(crate) fn template(names: &Names) -> Folder {
    let files = [
        ("openapi.yaml", include_str!("templates/openapi.yaml")),
        ("provider.yaml", include_str!("templates/provider.yaml")),
        ("coverage.yaml", include_str!("templates/coverage.yaml")),
    ];
    files.map(|(path, text)| (path.to_owned(), filled(text, names))).into()
}

fn filled(text: &str, names: &Names) -> String {
    text.replace("{{name}}", &names.provider)
        .replace("{{Name}}", &names.title)
        .replace("{{NAME}}", &names.variable)
        .replace("{{keyword}}", names.keyword())
        .replace("{{today}}", &today().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_their_places_want_them() {
        let names = Names::of("acme-pay2").unwrap();
        assert_eq!((names.title.as_str(), names.variable.as_str()), ("Acme Pay2", "ACME_PAY2"));
        for bad in ["", "Acme", "2pay", "a_b", "a--b", "a-", "../a", "über"] {
            assert!(Names::of(bad).is_err(), "{bad}");
        }
    }
}
