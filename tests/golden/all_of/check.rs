//! Properties of all parts, required where any part says so.

use clientwright_runtime::json::from_str;
use golden_all_of::models::Dog;

#[test]
fn a_dog_is_a_pet_with_a_keeper() {
    let dog: Dog = from_str(r#"{"name":"Rex","keeper":"Jane","bark":"woof","den":null}"#).unwrap();
    assert_eq!((dog.name.as_str(), dog.keeper.as_str(), dog.bark.as_deref()), ("Rex", "Jane", Some("woof")));
    assert!(from_str::<Dog>(r#"{"name":"Rex"}"#).is_err());
}
