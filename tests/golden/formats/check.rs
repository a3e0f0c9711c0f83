//! Values keep the text that was sent; constructing is strict.

use clientwright_runtime::json::{from_str, to_string};
use clientwright_runtime::{Date, DateTime, Decimal, DecimalString, Uuid};
use golden_formats::models::{Record, record};

const ID: &str = "550e8400-e29b-41d4-a716-446655440000";

fn new() -> Record {
    Record::new(record::Required {
        id: Uuid::parse(ID).unwrap(),
        day: Date::parse("2026-02-28").unwrap(),
        at: DateTime::parse("2026-02-28T12:00:00+01:00").unwrap(),
    })
}

#[test]
fn decimals_are_exact() {
    let record = new().amount(Decimal::parse("42.50").unwrap()).rate(DecimalString::parse("0.1000").unwrap());
    let json = to_string(&record);
    assert!(json.ends_with(r#""amount":42.50,"rate":"0.1000"}"#), "{json}");
    assert_eq!(from_str::<Record>(&json).unwrap(), record);
}

#[test]
fn what_is_received_is_taken_as_it_is() {
    let json = format!(
        r#"{{"id":"{ID}","day":"2026-02-28","at":"2026-02-28 12:00","amount":0.1234567890123456789}}"#
    );
    assert_eq!(to_string(&from_str::<Record>(&json).unwrap()), json);
}

#[test]
fn what_is_made_is_checked() {
    assert!(Uuid::parse("550e8400").is_err());
    assert!(Date::parse("2026-02-30").is_err());
    assert!(Decimal::parse("1,5").is_err());
}
