//! Whatever a field is called here, its name on the wire is the document's.

use clientwright_runtime::json::{from_str, to_string};
use golden_names_fields::models::Thing;

#[test]
fn wire_names_are_the_documents() {
    let json = r#"{"type":"t","self":"s","2fa":"2","async":true,"new":"n","userId":"a","user_id":"b","user-id":"c","":"e","größe":"g","名前":"n","quote\"back\\slash":"q","else":1}"#;
    let thing: Thing = from_str(json).unwrap();
    assert_eq!(thing.extra_fields.keys().collect::<Vec<_>>(), ["else"]);
    assert_eq!(to_string(&thing), json);
}
