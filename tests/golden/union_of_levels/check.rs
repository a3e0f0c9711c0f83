//! Every tag of every level is decoded as its variant, and written back.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_of_levels::models::{Animal, Bird, Dog};

fn same<T: clientwright_runtime::json::Decode + clientwright_runtime::json::Encode>(json: &str) -> T {
    let value: T = from_str(json).unwrap();
    assert_eq!(to_string(&value), json);
    value
}

#[test]
fn one_property_tells_all_levels_apart() {
    assert!(matches!(same(r#"{"kind":"cat"}"#), Animal::Cat(_)));
    assert!(matches!(same(r#"{"kind":"dog","breed":"pug"}"#), Animal::Dog(dog) if dog.breed.as_deref() == Some("pug")));
    assert!(matches!(same(r#"{"kind":"puppy","weeks":3}"#), Animal::Puppy(puppy) if puppy.weeks == Some(3)));
    assert!(matches!(same(r#"{"kind":"hound"}"#), Animal::Hound(_)));
    assert!(matches!(same(r#"{"kind":"puppy","weeks":3}"#), Dog::Puppy(_)));
    assert!(matches!(same(r#"{"kind":"dog"}"#), Dog::Unknown(_)));
}

#[test]
fn another_property_tells_the_next_level_apart() {
    let hen = same(r#"{"kind":"bird","wings":"short","eggs":2}"#);
    assert!(matches!(&hen, Animal::Bird(bird) if matches!(&**bird, Bird::Short(hen) if hen.eggs == Some(2))), "{hen:?}");
    assert!(matches!(same(r#"{"kind":"bird","wings":"long"}"#), Animal::Bird(bird) if matches!(*bird, Bird::Long(_))));
    assert!(matches!(same(r#"{"kind":"bird"}"#), Animal::Bird(bird) if matches!(*bird, Bird::Unknown(_))));
}
