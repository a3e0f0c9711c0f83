//! A provider's folder as texts, and the names in it.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};

/// Text by path, relative to the provider's folder.
pub(super) type Folder = BTreeMap<String, String>;

/// A provider's name, as it is written in different places.
pub(super) struct Names {
    /// `acme-pay`
    pub(super) provider: String,
    /// `Acme Pay`
    pub(super) title: String,
    /// `ACME_PAY`
    pub(super) variable: String,
}

impl Names {
    /// The name becomes a folder's, a package's and a variable's.
    pub(super) fn of(provider: &str) -> Result<Self> {
        let is_fine = provider.len() <= 40
            && provider.starts_with(|first: char| first.is_ascii_lowercase())
            && !provider.ends_with('-')
            && !provider.contains("--")
            && provider.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_fine {
            bail!(
                "`{provider}` is no name for a provider\nhint: lower-case letters, digits and single hyphens, a letter first: `acme-pay`"
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
    pub(super) fn keyword(&self) -> &str {
        let provider = self.provider.as_str();
        provider.get(..20).unwrap_or(provider).trim_end_matches('-')
    }
}

/// A small API that generates as it is.
pub(super) fn template(names: &Names) -> Folder {
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
        .replace("{{today}}", &today())
}

/// The day, `YYYY-MM-DD`, in UTC: sources are dated.
pub(super) fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date(seconds / 86_400)
}

/// Days since 1970 as a date, by counting years and months.
fn date(mut days: u64) -> String {
    let is_leap =
        |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, expected) in
            [(0, "1970-01-01"), (11_016, "2000-02-29"), (19_722, "2023-12-31"), (19_723, "2024-01-01")]
        {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn names_are_written_as_their_places_want_them() {
        let names = Names::of("acme-pay2").unwrap();
        assert_eq!((names.title.as_str(), names.variable.as_str()), ("Acme Pay2", "ACME_PAY2"));
        for bad in ["", "Acme", "2pay", "a_b", "a--b", "a-", "../a", "über"] {
            assert!(Names::of(bad).is_err(), "{bad}");
        }
    }
}
