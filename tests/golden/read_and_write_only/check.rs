//! What only one way has can be missing on the other.

use clientwright_runtime::json::{from_str, to_string};
use golden_read_and_write_only::models::Key;

#[test]
fn each_way_does_without_what_the_other_has() {
    assert_eq!(to_string(&Key::new("k").secret("s")), r#"{"name":"k","secret":"s"}"#);
    let key: Key = from_str(r#"{"id":"1","name":"k"}"#).unwrap();
    assert_eq!((key.id.as_deref(), key.secret), (Some("1"), None));
}
