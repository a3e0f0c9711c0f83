//! The vocabulary of OpenAPI 3.0, 3.1 and 3.2: a row per key of each object, and per keyword of schemas.
//!
//! What the project knows of a key stands in its row and nowhere else; [`Kind`] is asked for it. A key without a row has
//! no parts that we know of: examples, enum values, defaults and extensions are data, whatever they look like.

mod objects;
mod schema;

use super::kind::{Holds, Kind};
use super::value::Value;
use crate::document::Version;

/// A key that OpenAPI has in an object.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// The first version that has it.
    pub since: Version,
    /// What stands at it.
    pub(super) holds: Holds,
    /// What it does in a schema; `None` in other objects.
    pub role: Option<Role>,
}

/// What a keyword does in a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It says which values these are.
    Type,
    /// It says which of them are allowed.
    Limit(Of),
    /// As [`Role::Limit`], from below; with the keyword that limits the same from above.
    Least(Of, &'static str),
    /// It holds, or leads to, schemas that this one is made of.
    Parts(Of),
    /// It restricts no value.
    Note,
}

/// The values that a keyword speaks of: it says nothing of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are JSON's own")]
pub enum Of {
    All,
    Strings,
    Numbers,
    Arrays,
    Objects,
}

impl Key {
    const fn new(name: &'static str, holds: Holds) -> Self {
        Self { name, since: Version::V30, holds, role: None }
    }

    const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    const fn role(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Whether it says something of values of a `type`, and nothing of others.
    pub(super) fn speaks_of(&self, name: &str) -> bool {
        let Some(Role::Limit(of) | Role::Least(of, _) | Role::Parts(of)) = self.role else { return false };
        match of {
            Of::All => false,
            Of::Strings => name == "string",
            Of::Numbers => matches!(name, "number" | "integer"),
            Of::Arrays => name == "array",
            Of::Objects => name == "object",
        }
    }
}

/// Whether a key of a schema restricts no value. What may stand beside any reference does not, either.
pub fn is_note(name: &str) -> bool {
    let note = |rows: &[Key]| rows.iter().any(|key| key.name == name && key.role == Some(Role::Note));
    name.starts_with("x-") || note(schema::ROWS) || note(objects::REFERENCE)
}

/// Every object that has keys of its own, with them.
pub fn objects() -> impl Iterator<Item = (Kind, &'static [Key])> {
    Kind::ALL.into_iter().filter_map(|kind| Some((kind, kind.rows().ok()?)))
}

/// The keywords that limit values from below, each with the one that limits the same from above.
pub fn limits() -> impl Iterator<Item = (&'static str, &'static str)> {
    schema::ROWS.iter().filter_map(|key| match key.role {
        Some(Role::Least(_, most)) => Some((key.name, most)),
        _ => None,
    })
}

impl Kind {
    /// The keys that OpenAPI has in an object, or in the reference in its stead; `None` where any name is one. The
    /// commoner key first: a hint takes the first of two that are as near.
    pub fn vocabulary(self, object: &Value) -> Option<&'static [Key]> {
        let has_siblings = matches!(self, Self::PathItem | Self::Schema);
        let has_reference = || object.as_mapping().is_some_and(|object| object.contains_key("$ref"));
        if self.is_referable() && !has_siblings && has_reference() {
            return Some(objects::REFERENCE);
        }
        self.rows().ok()
    }

    /// A key that OpenAPI has in objects of this kind.
    pub fn key(self, name: &str) -> Option<&'static Key> {
        self.rows().ok()?.iter().find(|key| key.name == name)
    }

    /// Whether a key of it holds text.
    pub fn holds_text(self, key: &str) -> bool {
        self.field(key) == Holds::Text
    }

    /// What a key of it holds.
    pub(super) fn field(self, name: &str) -> Holds {
        match self.rows() {
            // Documents of 3.0 have webhooks under this name.
            Ok(_) if self == Self::OpenApi && name == "x-webhooks" => Holds::Map(Self::PathItem),
            _ if name.starts_with("x-") => Holds::Data,
            Ok(rows) => rows.iter().find(|key| key.name == name).map_or(Holds::Plain, |key| key.holds),
            Err(holds) => holds,
        }
    }

    /// Its keys; `Err` says what stands at any name.
    fn rows(self) -> Result<&'static [Key], Holds> {
        Ok(match self {
            Self::Callback => return Err(Holds::One(Self::PathItem)),
            Self::SecurityRequirement => return Err(Holds::Texts),
            Self::OpenApi => objects::OPEN_API,
            Self::Info => objects::INFO,
            Self::Contact => objects::CONTACT,
            Self::License => objects::LICENSE,
            Self::Tag => objects::TAG,
            Self::Server => objects::SERVER,
            Self::ServerVariable => objects::SERVER_VARIABLE,
            Self::Components => objects::COMPONENTS,
            Self::PathItem => objects::PATH_ITEM,
            Self::Operation => objects::OPERATION,
            Self::Parameter => objects::PARAMETER,
            Self::Header => objects::HEADER,
            Self::RequestBody => objects::REQUEST_BODY,
            Self::MediaType => objects::MEDIA_TYPE,
            Self::Encoding => objects::ENCODING,
            Self::Response => objects::RESPONSE,
            Self::Link => objects::LINK,
            Self::Example => objects::EXAMPLE,
            Self::SecurityScheme => objects::SECURITY_SCHEME,
            Self::OAuthFlows => objects::OAUTH_FLOWS,
            Self::OAuthFlow => objects::OAUTH_FLOW,
            Self::Schema => schema::ROWS,
            Self::Discriminator => objects::DISCRIMINATOR,
            Self::Xml => objects::XML,
            Self::ExternalDocs => objects::EXTERNAL_DOCS,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_row_and_a_limit_its_other_end() {
        for rows in Kind::ALL.iter().filter_map(|kind| kind.rows().ok()) {
            for (index, key) in rows.iter().enumerate() {
                assert!(
                    rows[..index].iter().all(|other| other.name != key.name),
                    "{} stands twice",
                    key.name
                );
                if let Some(Role::Least(of, most)) = key.role {
                    let most = rows.iter().find(|other| other.name == most);
                    assert_eq!(most.and_then(|most| most.role), Some(Role::Limit(of)), "{}", key.name);
                }
            }
        }
    }

    #[test]
    fn every_keyword_of_a_schema_has_a_role_and_no_other_key_has() {
        for (kind, rows) in Kind::ALL.iter().filter_map(|kind| Some((kind, kind.rows().ok()?))) {
            assert!(rows.iter().all(|key| key.role.is_some() == (*kind == Kind::Schema)), "{kind:?}");
        }
    }
}
