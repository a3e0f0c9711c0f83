//! Values with a format.

use std::collections::HashSet;
use std::time::{Duration, UNIX_EPOCH};

use clientwright_runtime::json;
use clientwright_runtime::value::{Date, DateTime, Decimal, DecimalString, Uuid};

#[test]
fn uuids_do_not_care_about_case() {
    let text = "C0FFEE00-1234-4567-89ab-0123456789ab";
    let uuid = Uuid::parse(text).unwrap();
    assert_eq!(uuid.as_str(), text);
    assert_eq!(uuid, Uuid::parse(&text.to_lowercase()).unwrap());
    assert_eq!(HashSet::from([uuid.clone(), Uuid::parse(&text.to_lowercase()).unwrap()]).len(), 1);
    assert_eq!(Uuid::from_u128(uuid.to_u128().unwrap()), uuid);
    for wrong in ["", "c0ffee00123445678 9ab0123456789ab", "g0ffee00-1234-4567-89ab-0123456789ab", &text[1..]]
    {
        assert!(Uuid::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn dates_are_those_of_the_calendar() {
    for right in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
        assert_eq!(Date::parse(right).unwrap().as_str(), right);
    }
    for wrong in [
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-04-31",
        "2024-1-1",
        "+024-01-01",
        "2024-01-01 ",
    ] {
        assert!(Date::parse(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Date::new(2024, 2, 29).unwrap().to_parts(), Some((2024, 2, 29)));
    assert!(Date::parse("2023-12-31").unwrap() < Date::parse("2024-01-01").unwrap());
}

#[test]
fn times_are_instants() {
    let unix = |text: &str| DateTime::parse(text).unwrap().to_unix().unwrap();
    assert_eq!(unix("1970-01-01T00:00:00Z"), (0, 0));
    assert_eq!(unix("2024-02-29T12:30:00.5+02:00"), (1_709_202_600, 500_000_000));
    assert_eq!(unix("1969-12-31t23:59:59.999999999999z"), (-1, 999_999_999));
    assert_eq!(unix("2016-12-31T23:59:60Z"), unix("2017-01-01T00:00:00Z"));
    for seconds in [-62_167_219_200, -86_401, -1, 0, 951_782_400, 1_709_210_000, 253_402_300_799] {
        let text = DateTime::from_unix(seconds, 0).unwrap();
        assert_eq!(text.to_unix(), Some((seconds, 0)), "{text}");
    }
    assert_eq!(DateTime::from_unix(0, 120_000_000).unwrap().as_str(), "1970-01-01T00:00:00.12Z");
    assert!(DateTime::from_unix(253_402_300_800, 0).is_none());
    let before = DateTime::parse("1969-12-31T23:59:58.5Z").unwrap();
    assert_eq!(before.to_system_time(), Some(UNIX_EPOCH - Duration::from_millis(1500)));
    assert!(
        DateTime::parse("2024-01-01T10:00:00+05:00").unwrap()
            < DateTime::parse("2024-01-01T06:00:00Z").unwrap()
    );
    for wrong in [
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00+0100",
        "2024-02-30T00:00:00Z",
        "2024-01-01T00:00Z",
        "é024-01-01T00:00:00Z",
        "2024-01-0é",
    ] {
        assert!(DateTime::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn decimals_are_equal_by_value() {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    for (left, right) in
        [("1.0", "1.00"), ("100", "1e2"), ("0", "-0.000"), ("0.0012", "12E-4"), ("-10", "-1.0e+1")]
    {
        assert_eq!(decimal(left), decimal(right));
        assert_eq!(HashSet::from([decimal(left), decimal(right)]).len(), 1);
    }
    let ordered = [
        "-1e3",
        "-2.5",
        "-2.49",
        "-0.001",
        "0",
        "1e-9",
        "0.1",
        "0.11",
        "0.2",
        "1",
        "9.99",
        "10",
        "1e99999999999999999999",
    ];
    assert!(ordered.windows(2).all(|pair| decimal(pair[0]) < decimal(pair[1])));
    for wrong in
        ["", "-", "+1", ".5", "5.", "01", "1e", "1e+", "0x1", "1 ", "1,5", "NaN", "--1", "1.-1", "1e1.5"]
    {
        assert!(Decimal::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn decimals_are_units_of_a_ledger() {
    let scaled = |text: &str| Decimal::parse(text).unwrap().to_scaled(2);
    assert_eq!(scaled("12.5"), Some(1250));
    assert_eq!(scaled("-0.01"), Some(-1));
    assert_eq!(scaled("0"), Some(0));
    assert_eq!(scaled("1e3"), Some(100_000));
    assert_eq!(scaled("0.005"), None);
    assert_eq!(scaled("1e40"), None);
    for (units, scale, text) in
        [(1250, 2, "12.50"), (-1, 2, "-0.01"), (0, 0, "0"), (7, 3, "0.007"), (-42, 0, "-42")]
    {
        assert_eq!(Decimal::from_scaled(units, scale).as_str(), text);
        assert_eq!(Decimal::from_scaled(units, scale).to_scaled(scale.into()), Some(units));
    }
}

#[test]
fn decimals_are_read_from_numbers_and_strings() {
    let number: Decimal = json::from_str("12.50").unwrap();
    assert_eq!(json::to_string(&number), "12.50");
    assert_eq!(json::to_string(&json::from_str::<Decimal>("\"12.50\"").unwrap()), "12.50");
    assert!(json::from_str::<Decimal>("\"12,50\"").is_err());
    let text: DecimalString = json::from_str("\"12.50\"").unwrap();
    assert_eq!(json::to_string(&text), "\"12.50\"");
    assert_eq!(json::to_string(&json::from_str::<DecimalString>("12.50").unwrap()), "\"12.50\"");
    // What the provider means by it is not ours to know, but it must not be lost.
    let odd: DecimalString = json::from_str("\"12,50\"").unwrap();
    assert!(!odd.is_valid());
    assert_eq!(json::to_string(&odd), "\"12,50\"");
    assert_eq!(odd.to_f64(), None);
}

#[cfg(feature = "serde")]
#[test]
fn decimals_are_not_rounded_by_serde() {
    let exact: Decimal = json::from_str("0.1").unwrap();
    assert_eq!(serde_json::to_value(&exact).unwrap(), serde_json::json!(0.1));
    let long: Decimal = json::from_str("12345678901234567890.12").unwrap();
    let tree = serde_json::to_value(&long).unwrap();
    assert_eq!(tree, serde_json::json!("12345678901234567890.12"));
    assert_eq!(serde_json::from_value::<Decimal>(tree).unwrap(), long);
}

/// As text among the fields of a struct; what is not in the format may hold anything, and is told apart.
#[test]
fn values_show_themselves_as_they_are_written() {
    let number: DecimalString = json::from_str(r#""12.50""#).unwrap();
    let date = Date::new(2026, 1, 31).unwrap();
    assert_eq!(format!("{:?}", (Decimal::parse("0.10").unwrap(), number, date)), "(0.10, 12.50, 2026-01-31)");
    let odd: Date = json::from_str(r#""soon\nERROR""#).unwrap();
    assert_eq!(format!("{odd:?}"), r#""soon\nERROR""#);
}
