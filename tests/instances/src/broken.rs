//! A value with one fault.

use clientwright_document::pointer::Pointer;
use clientwright_document::{Mapping, Value};

use crate::random::Random;

/// A value that has another kind of JSON at one place, or lacks a member there.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The value.
    pub value: Value,
    /// Where it is broken, as a JSON pointer.
    pub at: String,
}

/// Breaks a value in one place.
pub fn broken(value: &Value, random: &mut Random) -> Broken {
    let mut places = Vec::new();
    collect(value, &Pointer::root(), &mut places);
    let at = places[random.below(places.len())].clone();
    let mut value = value.clone();
    let (parent, name) = (at.parent(), at.last());
    if random.once_in(3)
        && let (Some(name), Some(Value::Mapping(members))) = (&name, value.at(&parent))
    {
        let rest = members.iter().filter(|(member, _)| *member != name);
        let rest: Mapping = rest.map(|(member, value)| (member.clone(), value.clone())).collect();
        replace(&mut value, &parent, Value::Mapping(rest));
    } else if let Some(there) = value.at(&at) {
        let another = another_kind(there, random);
        replace(&mut value, &at, another);
    }
    let at = at.to_string();
    Broken { value, at: at.strip_prefix('#').unwrap_or(&at).to_owned() }
}

fn replace(value: &mut Value, at: &Pointer, new: Value) {
    if let Some(place) = value.at_mut(at) {
        *place = new;
    }
}

fn another_kind(value: &Value, random: &mut Random) -> Value {
    let kinds = [
        Value::Bool(true),
        Value::from("text"),
        Value::Sequence(Vec::new()),
        Value::Mapping(Mapping::default()),
        Value::Null,
    ];
    let others: Vec<&Value> = kinds.iter().filter(|kind| kind.type_name() != value.type_name()).collect();
    others[random.below(others.len())].clone()
}

/// All places of a value, itself included.
fn collect(value: &Value, at: &Pointer, places: &mut Vec<Pointer>) {
    places.push(at.clone());
    match value {
        Value::Mapping(members) => {
            members.iter().for_each(|(name, below)| collect(below, &at.join(name), places));
        }
        Value::Sequence(items) => {
            items.iter().enumerate().for_each(|(index, below)| collect(below, &at.join(index), places));
        }
        _ => {}
    }
}
