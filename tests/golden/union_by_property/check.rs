//! The property decides, also when another member would fit.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_by_property::models::{Method, Receipt};

#[test]
fn the_property_decides() {
    for json in [r#"{"type":"sepa","iban":"DE"}"#, r#"{"type":"swift","iban":"DE"}"#] {
        let method: Method = from_str(json).unwrap();
        assert!(matches!(&method, Method::Transfer(transfer) if transfer.iban == "DE"), "{method:?}");
        assert_eq!(to_string(&method), json);
    }
    assert!(
        matches!(from_str(r#"{"kind":"Mail","to":"me"}"#).unwrap(), Receipt::Mail(mail) if mail.to == "me")
    );
}

#[test]
fn what_is_not_known_is_kept() {
    for json in [r#"{"type":"cash","in":{"coins":true}}"#, r#"{"number":"4111"}"#] {
        let method: Method = from_str(json).unwrap();
        assert!(matches!(method, Method::Unknown(_)), "{method:?}");
        assert_eq!(to_string(&method), json);
    }
}
