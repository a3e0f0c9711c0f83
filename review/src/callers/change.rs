//! What a release changes, and the version that follows.

use clientwright_codegen::surface::Bump;
use semver::Version;

/// A line of the changelog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the crate's version has to do.
    pub bump: Bump,
    /// One clause.
    pub text: String,
    /// What a caller has to do about it, one clause.
    pub to_do: Option<&'static str>,
}

impl Change {
    /// A change that breaks code, and what its author has to do.
    pub fn breaking(text: String, to_do: &'static str) -> Self {
        Self { bump: Bump::Major, text, to_do: Some(to_do) }
    }

    /// A change that leaves nothing to do.
    pub fn new(bump: Bump, text: impl Into<String>) -> Self {
        Self { bump, text: text.into(), to_do: None }
    }

    /// As it stands in the changelog.
    pub fn line(&self) -> String {
        let to_do = self.to_do.map(|to_do| format!(": {to_do}")).unwrap_or_default();
        let (first, rest) = self.text.split_at(self.text.chars().next().map_or(0, char::len_utf8));
        format!("- {}{rest}{to_do}.", first.to_uppercase())
    }
}

/// The version after this one, by Cargo's rules: below 1.0.0 the second number is the one that breaks.
pub fn next(from: &Version, bump: Bump) -> Version {
    match (bump, from.major) {
        (Bump::None, _) => from.clone(),
        (Bump::Major, 1..) => Version::new(from.major + 1, 0, 0),
        (Bump::Minor, 1..) | (Bump::Major, 0) => Version::new(from.major, from.minor + 1, 0),
        (Bump::Minor | Bump::Patch, _) => Version::new(from.major, from.minor, from.patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargos_rules() {
        for (from, patch, minor, major) in [
            ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("0.9.9", "0.9.10", "0.9.10", "0.10.0"),
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
        ] {
            let from = Version::parse(from).unwrap();
            let next = [Bump::Patch, Bump::Minor, Bump::Major].map(|bump| next(&from, bump).to_string());
            assert_eq!(next, [patch, minor, major]);
        }
    }
}
