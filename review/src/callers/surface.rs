//! The differences between two `api.txt`, as sentences for a caller.

use std::collections::BTreeMap;

use clientwright_codegen::surface::{self, Effect};

use super::change::{Change, Level};
use super::renamed;

/// What a caller of the crate has to know, in the order of the items. What follows from another line is not said again.
pub fn changes(base: &str, head: &str) -> Vec<Change> {
    let differences = surface::compare(base, head);
    let all = Differences {
        base,
        head,
        by_item: differences.iter().map(|change| (change.item.as_str(), change)).collect(),
        constructors: constructors(base).chain(constructors(head)).collect(),
    };
    differences.iter().filter(|change| !all.is_implied(change)).map(|change| all.sentence(change)).collect()
}

/// `models::create_user::Required` → `models::CreateUser`.
fn constructors(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let (owner, argument) = line.split_once("::new(")?;
        let argument = argument.strip_suffix(") -> Self")?;
        argument.ends_with("Required").then_some((argument, owner))
    })
}

struct Differences<'a> {
    base: &'a str,
    head: &'a str,
    by_item: BTreeMap<&'a str, &'a surface::Change>,
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

/// What stands behind the item's name.
enum Rest<'a> {
    /// ` = struct`
    Kind(&'a str),
    /// `: String`
    Type(&'a str),
    /// `(&self) -> …`, or nothing: a function or a variant.
    Signature(&'a str),
}

fn rest<'a>(item: &str, line: &'a str) -> Rest<'a> {
    let rest = line.get(item.len()..).unwrap_or_default();
    match (rest.strip_prefix(" = "), rest.strip_prefix(": ")) {
        (Some(kind), _) => Rest::Kind(kind),
        (_, Some(ty)) if item.contains('.') => Rest::Type(ty),
        _ => Rest::Signature(rest),
    }
}

impl Differences<'_> {
    /// Whether another line says it already.
    fn is_implied(&self, change: &surface::Change) -> bool {
        let item = change.item.as_str();
        let direction = direction(change);
        let has = |item: &str, wanted: Option<Direction>| {
            self.by_item
                .get(item)
                .is_some_and(|other| wanted.is_none_or(|wanted| self::direction(other) == wanted))
        };
        let line = change.after.as_ref().or(change.before.as_ref()).map_or("", String::as_str);
        // Its handle's accessor, or its method, is the line.
        if line.ends_with(" = handle") || line.contains(" = operation -> ") {
            let gives = |line: &str| {
                line.ends_with(&format!(" -> {item}")) || line.ends_with(&format!(" -> Call<{item}>"))
            };
            return self.by_item.values().any(|other| {
                self::direction(other) == direction
                    && [&other.before, &other.after].into_iter().flatten().any(|line| gives(line))
            });
        }
        // The variant that holds what it is made of is the line.
        if let Some((owner, content)) = conversion(item) {
            let holds = |line: &String| {
                line.starts_with(&format!("{owner}::"))
                    && [format!("({content})"), format!("(Box<{content}>)")]
                        .iter()
                        .any(|held| line.ends_with(held))
            };
            let is_told = |other: &&surface::Change| {
                [direction, Direction::Changed].contains(&self::direction(other))
                    && [&other.before, &other.after].into_iter().flatten().any(holds)
            };
            if self.by_item.values().any(is_told) {
                return true;
            }
        }
        if self.owners(item).any(|owner| has(owner, Some(direction))) && direction != Direction::Changed {
            return true;
        }
        let Some((owner, name)) = split(item) else { return false };
        let is_field = item.contains('.');
        if !is_field {
            // A setter follows its field, `Required` its struct's `new`.
            return has(&format!("{owner}.{name}"), None)
                || self.constructors.get(item).is_some_and(|of| has(&format!("{of}::new"), None));
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
    fn owners<'i>(&'i self, item: &'i str) -> impl Iterator<Item = &'i str> {
        std::iter::successors(Some(item), |item| {
            let owner = match item.strip_prefix("Call<") {
                Some(call) => call.split_once('>').map(|(operation, _)| operation),
                None => split(item).map(|(owner, _)| owner),
            }?;
            Some(
                self.constructors
                    .get(owner)
                    .copied()
                    .filter(|_| !self.by_item.contains_key(owner))
                    .unwrap_or(owner),
            )
        })
        .skip(1)
    }

    fn sentence(&self, change: &surface::Change) -> Change {
        let item = change.item.as_str();
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => changed(item, before, after),
            (Some(before), None) => match self.successor(item, before) {
                Some(name) => Change::breaking(
                    format!("`{item}` is gone, and `{name}`, which is new, has its type"),
                    "use that one if it means the same",
                ),
                None => gone(item, before),
            },
            (None, after) => self.added(item, after.as_deref().unwrap_or(item), change.effect),
        }
    }

    /// The new type that is this one under another name: it has the same parts and stands at the same places. Of a field or
    /// a variant nobody can tell: many have the same type, and `fee` is not `amount`.
    fn successor(&self, item: &str, before: &str) -> Option<&str> {
        let kind = before.strip_prefix(item).filter(|rest| rest.starts_with(" = "))?;
        let is_new = |change: &&&surface::Change| {
            let line = change.after.as_deref().unwrap_or_default();
            direction(change) == Direction::New && line.strip_prefix(change.item.as_str()) == Some(kind)
        };
        let is_renamed = |new: &&&surface::Change| {
            renamed::is_renamed(self.base, self.head, self.paths(item), self.paths(&new.item))
        };
        let mut fitting = self.by_item.values().filter(is_new).filter(is_renamed);
        let new = fitting.next().filter(|_| fitting.next().is_none())?;
        split(&new.item).map(|(_, name)| name)
    }

    /// A type's path, and that of what it cannot be made without.
    fn paths<'p>(&'p self, of: &'p str) -> [Option<&'p str>; 2] {
        [Some(of), self.constructors.iter().find(|(_, owner)| **owner == of).map(|(required, _)| *required)]
    }

    fn added(&self, item: &str, line: &str, effect: Effect) -> Change {
        if effect == Effect::Major {
            let (owner, name) = split(item).unwrap_or((item, item));
            let of = self.constructors.get(owner).copied().unwrap_or(owner);
            let ty = line.get(item.len()..).unwrap_or_default();
            return Change::breaking(format!("`{of}` needs `{name}{ty}`"), "give it when you make one");
        }
        Change::new(
            Level::Minor,
            match (item.strip_prefix("feature "), rest(item, line)) {
                (Some(feature), _) => format!("the feature `{feature}` is new"),
                (None, Rest::Kind(_)) => format!("`{item}` is new"),
                (None, Rest::Type(_) | Rest::Signature(_)) => format!("`{line}` is new"),
            },
        )
    }
}

fn gone(item: &str, before: &str) -> Change {
    if let Some(feature) = item.strip_prefix("feature ") {
        return Change::breaking(
            format!("the feature `{feature}` is gone"),
            "take it out of your Cargo.toml",
        );
    }
    let to_do = match rest(item, before) {
        _ if conversion(item).is_some() => "name the variant that is meant",
        Rest::Kind(_) => "remove what names it",
        Rest::Type(_) if item.contains("::Required.") => "leave it out",
        Rest::Type(_) => "remove what reads or sets it; if the provider still sends it, it stands in `extra`",
        Rest::Signature(signature) if signature.contains("-> Call<") => {
            "remove the call, or make it with `Client::call` and an `Operation` of your own"
        }
        Rest::Signature(signature) if signature.contains("->") => "remove its calls",
        Rest::Signature(_) => "match the unknown value instead, which is what it arrives as",
    };
    Change::breaking(format!("`{item}` is gone"), to_do)
}

fn changed(item: &str, before: &str, after: &str) -> Change {
    match (rest(item, before), rest(item, after)) {
        (Rest::Type(old), Rest::Type(new)) => {
            let inner =
                |ty: &str| ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).map(str::to_owned);
            if inner(old).as_deref() == Some(new) {
                Change::breaking(
                    format!("`{item}` is always there, as `{new}`"),
                    "use it without unwrapping it",
                )
            } else if inner(new).as_deref() == Some(old) {
                Change::breaking(
                    format!("`{item}` may be missing, as `{new}`"),
                    "say what happens without it",
                )
            } else {
                Change::breaking(
                    format!("`{item}` is `{new}`, it was `{old}`"),
                    "change what reads or sets it",
                )
            }
        }
        (Rest::Kind(old), Rest::Kind(new)) => match (old.split_once(" -> "), new.split_once(" -> ")) {
            (Some((_, old)), Some((_, new))) => Change::breaking(
                format!("`{item}` gives `{new}`, it was `{old}` (its output, and its errors)"),
                "change what reads its answer or matches its errors",
            ),
            _ => Change::breaking(
                format!("`{item}` is of the kind {new}, it was {old}"),
                "change what names it",
            ),
        },
        _ => Change::breaking(format!("`{after}` was `{before}`"), "change its uses"),
    }
}

/// `models::UserKyc::From<models::ApprovedKyc>`: the type, and what it is made of.
fn conversion(item: &str) -> Option<(&str, &str)> {
    let (owner, content) = item.split_once("::From<")?;
    Some((owner, content.strip_suffix('>')?))
}

/// The owner and the name.
fn split(item: &str) -> Option<(&str, &str)> {
    item.rsplit_once('.').or_else(|| item.rsplit_once("::"))
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
        changes(BASE, &head).iter().map(Change::line).collect()
    }

    #[test]
    fn an_equal_surface_changes_nothing() {
        assert!(changes(BASE, BASE).is_empty());
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
        let lines = |head: &str| changes(&base, head).iter().map(Change::line).collect::<Vec<_>>();
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
