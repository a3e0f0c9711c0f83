//! What the documents send is read as one of the members, and no decoder goes round.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_in_itself::models::{Figure, One, Other, Round, Square, Value};

fn same<T: clientwright_runtime::json::Decode + clientwright_runtime::json::Encode>(json: &str) -> T {
    let value: T = from_str(json).unwrap();
    assert_eq!(to_string(&value), json);
    value
}

#[test]
fn values_are_one_of_the_members() {
    assert!(matches!(same("1"), Value::Integer(1)));
    assert!(matches!(same("[1,[2,[]]]"), Value::List(_)));
    assert!(matches!(same(r#"{"a":"text"}"#), One::A(_)));
    assert!(matches!(same(r#"{"b":1}"#), One::B(_)));
    assert!(matches!(same(r#"{"a":"text"}"#), Other::A(_)));
    assert!(matches!(same(r#"{"form":"Circle","name":"c","radius":0.5}"#), Figure::Circle(_)));
    assert!(matches!(same(r#"{"form":"Figure","name":"f"}"#), Figure::Figure(_)));
    assert!(matches!(same(r#"{"form":"Dot","name":"d"}"#), Figure::Dot(_)));
}

#[test]
fn what_leads_back_is_kept_as_it_is() {
    assert!(matches!(same("true"), Value::Unknown(_)));
    assert!(matches!(same(r#"{"k":"square","j":"there"}"#), Round::Square(_)));
    assert!(matches!(same(r#"{"k":"ring","width":0.5}"#), Round::Ring(_)));
    assert!(matches!(same(r#"{"j":"dice","eyes":6}"#), Square::Dice(_)));
}
