//! The differences between two surfaces, as sentences for a caller.

use std::collections::BTreeMap;

use clientwright_codegen::surface::{self, Bump, Item, Surface, owner_and_name};

use super::change::Change;
use super::renamed;

/// What a caller of the crate has to know, in the order of the items. What follows from another line is not said again.
pub fn changes(base: &Surface, head: &Surface) -> Vec<Change> {
    let differences = surface::compare(base, head);
    let all = Differences {
        base,
        head,
        by_path: differences.iter().map(|change| (change.path.as_str(), change)).collect(),
        constructors: constructors(base).chain(constructors(head)).collect(),
    };
    differences.iter().filter(|change| !all.is_implied(change)).map(|change| all.sentence(change)).collect()
}

/// `models::create_user::Required` → `models::CreateUser`.
fn constructors(surface: &Surface) -> impl Iterator<Item = (&str, &str)> {
    surface.iter().filter_map(|(path, item)| match item {
        Item::Function { takes, gives: Some(gives) } if gives == "Self" && takes.ends_with("Required") => {
            Some((takes.as_str(), path.strip_suffix("::new")?))
        }
        _ => None,
    })
}

struct Differences<'a> {
    base: &'a Surface,
    head: &'a Surface,
    by_path: BTreeMap<&'a str, &'a surface::Change>,
    constructors: BTreeMap<&'a str, &'a str>,
}

/// Where an item comes from and goes to.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Gone,
    New,
    Changed,
}

fn direction(change: &surface::Change) -> Direction {
    match (&change.before, &change.after) {
        (_, None) => Direction::Gone,
        (None, _) => Direction::New,
        _ => Direction::Changed,
    }
}

/// Whether a function returns this type, or a call of it.
fn returns(item: &Item, ty: &str) -> bool {
    let Item::Function { gives: Some(gives), .. } = item else { return false };
    gives == ty || gives.strip_prefix("Call<").and_then(|call| call.strip_suffix('>')) == Some(ty)
}

impl Differences<'_> {
    /// Whether another line says it already.
    fn is_implied(&self, change: &surface::Change) -> bool {
        let path = change.path.as_str();
        let direction = direction(change);
        let has = |path: &str, wanted: Option<Direction>| {
            let other = self.by_path.get(path);
            other.is_some_and(|other| wanted.is_none_or(|wanted| self::direction(other) == wanted))
        };
        let item = change.after.as_ref().or(change.before.as_ref());
        // Its handle's accessor, or its method, is the line.
        if matches!(item, Some(Item::Type { kind, .. }) if ["handle", "operation"].contains(&kind.as_str())) {
            return self.by_path.values().any(|other| {
                self::direction(other) == direction
                    && [&other.before, &other.after].into_iter().flatten().any(|item| returns(item, path))
            });
        }
        // The variant that holds what it is made of is the line.
        if let Some((owner, content)) = conversion(path) {
            let boxed = format!("Box<{content}>");
            let holds = |item: &Item| matches!(item, Item::Function { takes, gives: None } if takes == content || *takes == boxed);
            let is_told = |other: &&surface::Change| {
                owner_and_name(&other.path).is_some_and(|(of, _)| of == owner)
                    && [direction, Direction::Changed].contains(&self::direction(other))
                    && [&other.before, &other.after].into_iter().flatten().any(holds)
            };
            if self.by_path.values().any(is_told) {
                return true;
            }
        }
        if self.owners(path).any(|owner| has(owner, Some(direction))) && direction != Direction::Changed {
            return true;
        }
        let Some((owner, name)) = owner_and_name(path) else { return false };
        if !item.is_some_and(Item::is_field) {
            // A setter follows its field, `Required` its struct's `new`.
            return has(&format!("{owner}.{name}"), None)
                || self.constructors.get(path).is_some_and(|of| has(&format!("{of}::new"), None));
        }
        match self.constructors.get(owner) {
            // In `Required`: told where the field is, unless the field is newly needed.
            Some(of) => {
                has(&format!("{of}::new"), None)
                    || (direction != Direction::New && has(&format!("{of}.{name}"), Some(direction)))
            }
            None => self.constructors.iter().any(|(required, of)| {
                *of == owner
                    && has(&format!("{required}.{name}"), Some(Direction::New))
                    && !has(&format!("{of}::new"), None)
            }),
        }
    }

    /// What an item is a part of, from the inside.
    fn owners<'i>(&'i self, path: &'i str) -> impl Iterator<Item = &'i str> {
        let owner = |path: &&'i str| {
            let owner = match path.strip_prefix("Call<") {
                Some(call) => call.split_once('>').map(|(operation, _)| operation),
                None => owner_and_name(path).map(|(owner, _)| owner),
            }?;
            let constructed = self.constructors.get(owner).copied();
            Some(constructed.filter(|_| !self.by_path.contains_key(owner)).unwrap_or(owner))
        };
        std::iter::successors(Some(path), owner).skip(1)
    }

    fn sentence(&self, change: &surface::Change) -> Change {
        let path = change.path.as_str();
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => changed(path, before, after),
            (Some(before), None) => match self.successor(path, before) {
                Some(name) => Change::breaking(
                    format!("`{path}` is gone, and `{name}`, which is new, has its type"),
                    "use that one if it means the same",
                ),
                None => gone(path, before),
            },
            (None, Some(after)) => self.added(path, after, change.bump),
            (None, None) => Change::new(Bump::None, path),
        }
    }

    /// The new type that is this one under another name: it has the same parts and stands at the same places. Of a field or
    /// a variant nobody can tell: many have the same type, and `fee` is not `amount`.
    fn successor(&self, path: &str, before: &Item) -> Option<&str> {
        if !matches!(before, Item::Type { .. }) {
            return None;
        }
        let is_new = |change: &&&surface::Change| {
            direction(change) == Direction::New && change.after.as_ref() == Some(before)
        };
        let is_renamed = |new: &&&surface::Change| {
            renamed::is_renamed(self.base, self.head, self.paths(path), self.paths(&new.path))
        };
        let mut fitting = self.by_path.values().filter(is_new).filter(is_renamed);
        let new = fitting.next().filter(|_| fitting.next().is_none())?;
        owner_and_name(&new.path).map(|(_, name)| name)
    }

    /// A type's path, and that of what it cannot be made without.
    fn paths<'p>(&'p self, of: &'p str) -> [Option<&'p str>; 2] {
        [Some(of), self.constructors.iter().find(|(_, owner)| **owner == of).map(|(required, _)| *required)]
    }

    fn added(&self, path: &str, item: &Item, bump: Bump) -> Change {
        if bump == Bump::Major {
            let (owner, name) = owner_and_name(path).unwrap_or((path, path));
            let of = self.constructors.get(owner).copied().unwrap_or(owner);
            return Change::breaking(format!("`{of}` needs `{name}{item}`"), "give it when you make one");
        }
        let text = match (path.strip_prefix("feature "), item) {
            (Some(feature), _) => format!("the feature `{feature}` is new"),
            (None, Item::Type { .. }) => format!("`{path}` is new"),
            (None, item) => format!("`{path}{item}` is new"),
        };
        Change::new(Bump::Minor, text)
    }
}

fn gone(path: &str, before: &Item) -> Change {
    if let Some(feature) = path.strip_prefix("feature ") {
        return Change::breaking(
            format!("the feature `{feature}` is gone"),
            "take it out of your Cargo.toml",
        );
    }
    let to_do = match before {
        Item::Type { .. } => "remove what names it",
        Item::Field { .. } if path.contains("Required.") => "leave it out",
        Item::Field { .. } => {
            "remove what reads or sets it; if the provider still sends it, it stands in `extra`"
        }
        Item::Function { gives: Some(gives), .. } if gives.starts_with("Call<") => {
            "remove the call, or make it with `Client::call` and an `Operation` of your own"
        }
        Item::Function { gives: Some(_), .. } => "remove its calls",
        Item::Conversion => "name the variant that is meant",
        _ => "match the unknown value instead, which is what it arrives as",
    };
    Change::breaking(format!("`{path}` is gone"), to_do)
}

fn changed(path: &str, before: &Item, after: &Item) -> Change {
    match (before, after) {
        (Item::Field { ty: old }, Item::Field { ty: new }) => changed_field(path, old, new),
        (Item::Type { gives: Some(old), .. }, Item::Type { gives: Some(new), .. }) => Change::breaking(
            format!("`{path}` gives `{new}`, it was `{old}` (its output, and its errors)"),
            "change what reads its answer or matches its errors",
        ),
        (Item::Type { kind: old, .. }, Item::Type { kind: new, .. }) => {
            Change::breaking(format!("`{path}` is of the kind {new}, it was {old}"), "change what names it")
        }
        _ => Change::breaking(format!("`{path}{after}` was `{path}{before}`"), "change its uses"),
    }
}

fn changed_field(path: &str, old: &str, new: &str) -> Change {
    let inner = |ty: &str| ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).map(str::to_owned);
    if inner(old).as_deref() == Some(new) {
        return Change::breaking(
            format!("`{path}` is always there, as `{new}`"),
            "use it without unwrapping it",
        );
    }
    if inner(new).as_deref() == Some(old) {
        return Change::breaking(
            format!("`{path}` may be missing, as `{new}`"),
            "say what happens without it",
        );
    }
    Change::breaking(format!("`{path}` is `{new}`, it was `{old}`"), "change what reads or sets it")
}

/// `models::UserKyc::From<models::ApprovedKyc>`: the type, and what it is made of.
fn conversion(path: &str) -> Option<(&str, &str)> {
    let (owner, content) = path.split_once("::From<")?;
    Some((owner, content.strip_suffix('>')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "\
Call<resources::users::ListUsers>::page(self, i64) -> Self
Client::users(&self) -> resources::users::Users
feature serde
models::CreateUser = struct
models::CreateUser.city: String
models::CreateUser.name: String
models::CreateUser.nick: Option<String>
models::CreateUser::new(models::create_user::Required) -> Self
models::CreateUser::nick(self, impl Into<String>) -> Self
models::Program = string enum
models::Program::Custodial
models::Program::Unknown(String)
models::User = struct
models::User.id: String
models::User.name: String
models::create_user::Required = required
models::create_user::Required.city: String
models::create_user::Required.name: String
resources::users::ListUsers = operation -> models::User, models::Problem
resources::users::Users = handle
resources::users::Users::list(&self) -> Call<resources::users::ListUsers>
";

    /// The lines of the changelog for an edit of the surface.
    fn lines(edit: &[(&str, &str)]) -> Vec<String> {
        let mut head = BASE.to_owned();
        for (from, to) in edit {
            assert!(head.contains(from), "{from}");
            head = head.replace(from, to);
        }
        let [base, head] = [BASE, &head].map(|text| text.parse().expect("a surface"));
        changes(&base, &head).iter().map(Change::line).collect()
    }

    #[test]
    fn an_equal_surface_changes_nothing() {
        let base = BASE.parse().expect("a surface");
        assert!(changes(&base, &base).is_empty());
    }

    #[test]
    fn a_removed_and_a_changed_field_say_what_to_do() {
        assert_eq!(
            lines(&[("models::User.name: String\n", ""), ("User.id: String", "User.id: i64")]),
            [
                "- `models::User.id` is `i64`, it was `String`: change what reads or sets it.",
                "- `models::User.name` is gone: remove what reads or sets it; if the provider still sends it, it stands in `extra`.",
            ]
        );
    }

    #[test]
    fn optional_and_required_are_told_apart() {
        assert_eq!(
            lines(&[("models::User.name: String", "models::User.name: Option<String>")]),
            ["- `models::User.name` may be missing, as `Option<String>`: say what happens without it."]
        );
    }

    #[test]
    fn a_new_required_field_is_said_once() {
        let edit = [
            ("CreateUser.name: String\n", "CreateUser.name: String\nmodels::CreateUser.zip: String\n"),
            ("Required.name: String\n", "Required.name: String\nmodels::create_user::Required.zip: String\n"),
        ];
        assert_eq!(lines(&edit), ["- `models::CreateUser` needs `zip: String`: give it when you make one."]);
    }

    #[test]
    fn a_changed_field_of_a_request_is_said_once() {
        assert_eq!(
            lines(&[
                ("CreateUser.city: String", "CreateUser.city: i64"),
                ("Required.city: String", "Required.city: i64")
            ]),
            ["- `models::CreateUser.city` is `i64`, it was `String`: change what reads or sets it."]
        );
    }

    #[test]
    fn an_optional_field_brings_its_setter_along() {
        let edit = [(
            "models::CreateUser::nick",
            "models::CreateUser.zip: Option<String>\nmodels::CreateUser::zip(self, impl Into<String>) -> Self\nmodels::CreateUser::nick",
        )];
        assert_eq!(lines(&edit), ["- `models::CreateUser.zip: Option<String>` is new."]);
    }

    #[test]
    fn an_operation_takes_what_belongs_to_it_along() {
        let gone = [
            ("Call<resources::users::ListUsers>::page(self, i64) -> Self\n", ""),
            ("resources::users::ListUsers = operation -> models::User, models::Problem\n", ""),
            ("resources::users::Users::list(&self) -> Call<resources::users::ListUsers>\n", ""),
        ];
        assert_eq!(
            lines(&gone),
            [
                "- `resources::users::Users::list` is gone: remove the call, or make it with `Client::call` and an `Operation` of your own."
            ]
        );
    }

    #[test]
    fn a_struct_takes_its_fields_along() {
        let fields = "models::User = struct\nmodels::User.id: String\nmodels::User.name: String\n";
        assert_eq!(lines(&[(fields, "")]), ["- `models::User` is gone: remove what names it."]);
        let new = [("feature serde\n", "feature serde\nmodels::Card = struct\nmodels::Card.id: String\n")];
        assert_eq!(lines(&new), ["- `models::Card` is new."]);
    }

    /// A second variant with the same type takes a conversion away.
    #[test]
    fn a_conversion_is_told_where_its_variant_is_not() {
        let card = "models::Kyc::Card(Box<models::Card>)";
        let base = format!("models::Kyc = union\n{card}\nmodels::Kyc::From<models::Card>\n");
        let lines = |head: &str| {
            let [base, head] = [&*base, head].map(|text| text.parse().expect("a surface"));
            changes(&base, &head).iter().map(Change::line).collect::<Vec<_>>()
        };
        let user = "models::Kyc::From<models::User>\nmodels::Kyc::User(Box<models::User>)\n";
        assert_eq!(lines(&format!("{base}{user}")), ["- `models::Kyc::User(Box<models::User>)` is new."]);
        assert_eq!(
            lines(&format!("models::Kyc = union\n{card}\nmodels::Kyc::Other(Box<models::Card>)\n")),
            [
                "- `models::Kyc::From<models::Card>` is gone: name the variant that is meant.",
                "- `models::Kyc::Other(Box<models::Card>)` is new.",
            ]
        );
        assert_eq!(
            lines(&base.replace("models::Card", "models::Pin")),
            [
                "- `models::Kyc::Card(Box<models::Pin>)` was `models::Kyc::Card(Box<models::Card>)`: change its uses."
            ]
        );
    }

    #[test]
    fn values_features_and_answers_have_their_own_sentence() {
        assert_eq!(
            lines(&[
                ("models::Program::Custodial\n", ""),
                ("feature serde\n", ""),
                ("operation -> models::User", "operation -> models::Program")
            ]),
            [
                "- The feature `serde` is gone: take it out of your Cargo.toml.",
                "- `models::Program::Custodial` is gone: match the unknown value instead, which is what it arrives as.",
                "- `resources::users::ListUsers` gives `models::Program, models::Problem`, it was `models::User, models::Problem` (its output, and its errors): change what reads its answer or matches its errors.",
            ]
        );
    }
}
