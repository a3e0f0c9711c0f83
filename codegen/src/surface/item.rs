//! The public API as data, and as the lines of `api.txt`.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The public items of a crate, by path: what `api.txt` holds.
///
/// ```
/// use clientwright_codegen::surface::{Item, Surface};
///
/// let surface: Surface = "models::User = struct\nmodels::User.name: String\n".parse().expect("every text is one");
/// assert_eq!(surface.get("models::User.name"), Some(&Item::Field { ty: "String".to_owned() }));
/// assert_eq!(surface.to_string(), "models::User = struct\nmodels::User.name: String\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface(BTreeMap<String, Item>);

/// A public item, without its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `feature serde`.
    Feature,
    /// `models::User = struct`: a type, or something that the crate exports.
    Type {
        /// One of [`KINDS`](super::KINDS), or the path of an export.
        kind: String,
        /// Output and error of an operation.
        gives: Option<String>,
    },
    /// `models::User.name: String`.
    Field {
        /// Its type.
        ty: String,
    },
    /// `models::User::new(String) -> Self`: a function.
    Function {
        /// The types of its parameters.
        takes: String,
        /// The type that it returns.
        gives: Option<String>,
    },
    /// `models::UserKyc::From<models::DeniedKyc>`: a type's conversion from another.
    Conversion,
    /// `models::Program::Custodial`: a variant without a value.
    Unit,
}

impl Surface {
    /// An item by its path.
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.0.get(path)
    }

    /// Items with their paths, in the order of `api.txt`.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.0.iter().map(|(path, item)| (path.as_str(), item))
    }

    /// Adds an item.
    pub(super) fn add(&mut self, path: String, item: Item) {
        self.0.insert(path, item);
    }

    /// Adds what a line of `api.txt` says.
    pub(super) fn add_line(&mut self, line: &str) {
        let end = [" = ", ": ", "("].iter().filter_map(|sign| line.find(sign)).min();
        let (path, rest) = line.split_at(end.unwrap_or(line.len()));
        self.add(path.to_owned(), Item::parse(path, rest));
    }
}

impl Item {
    /// Reads what follows the path in a line.
    fn parse(path: &str, rest: &str) -> Self {
        let owned = |text: &str| text.to_owned();
        if let Some(kind) = rest.strip_prefix(" = ") {
            let (kind, gives) =
                kind.split_once(" -> ").map_or((kind, None), |(kind, gives)| (kind, Some(gives)));
            return Self::Type { kind: owned(kind), gives: gives.map(owned) };
        }
        if let Some(ty) = rest.strip_prefix(": ") {
            return Self::Field { ty: owned(ty) };
        }
        if let Some(signature) = rest.strip_prefix('(') {
            let (takes, gives) = match signature.rsplit_once(") -> ") {
                Some((takes, gives)) => (takes, Some(owned(gives))),
                None => (signature.strip_suffix(')').unwrap_or(signature), None),
            };
            return Self::Function { takes: owned(takes), gives };
        }
        match path {
            _ if path.starts_with("feature ") => Self::Feature,
            _ if path.contains("::From<") => Self::Conversion,
            _ => Self::Unit,
        }
    }

    /// Whether it is a field.
    pub fn is_field(&self) -> bool {
        matches!(self, Self::Field { .. })
    }
}

/// What follows the path in a line.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gives = |gives: &Option<String>| gives.as_ref().map(|ty| format!(" -> {ty}")).unwrap_or_default();
        match self {
            Self::Feature | Self::Conversion | Self::Unit => Ok(()),
            Self::Type { kind, gives: of } => write!(f, " = {kind}{}", gives(of)),
            Self::Field { ty } => write!(f, ": {ty}"),
            Self::Function { takes, gives: of } => write!(f, "({takes}){}", gives(of)),
        }
    }
}

/// The lines of `api.txt`, sorted as lines.
impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<String> = self.0.iter().map(|(path, item)| format!("{path}{item}")).collect();
        lines.sort();
        lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Surface {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let mut surface = Self::default();
        text.lines().filter(|line| !line.is_empty()).for_each(|line| surface.add_line(line));
        Ok(surface)
    }
}
