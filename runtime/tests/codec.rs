//! The codec's behaviour that serde derive has no counterpart for: errors, unions, patches, constructors.

use std::collections::BTreeMap;

use clientwright_runtime::json::{self, Decode, DecodeError, Json, Kind, Patch};
use clientwright_runtime::value::{Date, Decimal, Uuid};

#[derive(Clone, PartialEq)]
struct Payment {
    id: String,
    amount: i64,
    rate: Option<f64>,
    nickname: Patch<String>,
    reason: Option<String>,
    lines: Vec<Line>,
    extra: BTreeMap<String, Json>,
}

clientwright_runtime::object! {
    Payment {
        id: "id" [redacted],
        amount: "amount",
        rate: "rate" [optional],
        nickname: "nickname" [optional redacted],
        reason: "reason" [nullable],
        lines: "lines/~",
    }
    extra
}

#[derive(Clone, PartialEq)]
struct Line {
    text: String,
    by_country: BTreeMap<String, i32>,
}

clientwright_runtime::object! { Line { text: "text", by_country: "byCountry" } }

const PAYMENT: &str = r#"{"id":"p","amount":1,"reason":null,"lines/~":[{"text":"a","byCountry":{"DE":1}}]}"#;

#[track_caller]
fn error<T: Decode>(text: &str) -> String {
    match json::from_str::<T>(text) {
        Ok(_) => panic!("it decoded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn errors_name_place_and_kinds() {
    let with = |from: &str, to: &str| {
        assert!(PAYMENT.contains(from));
        error::<Payment>(&PAYMENT.replace(from, to))
    };
    assert_eq!(with("\"p\"", "7"), "at `/id`: expected a string, found a number");
    assert_eq!(with("\"id\":\"p\",", ""), "at `/id`: expected a string, found nothing");
    assert_eq!(with("\"a\"", "null"), "at `/lines~1~0/0/text`: expected a string, found null");
    assert_eq!(with("{\"DE\":1}", "[]"), "at `/lines~1~0/0/byCountry`: expected an object, found an array");
    assert_eq!(
        with("\"DE\":1", "\"a/b\":3000000000"),
        "at `/lines~1~0/0/byCountry/*`: expected a 32-bit integer, found a number out of its range"
    );
    // Names in a map are the sender's, and messages go to logs.
    assert_eq!(
        with("\"DE\":1", "\"a\\nerror: \u{202e}\":true"),
        "at `/lines~1~0/0/byCountry/*`: expected a number, found a boolean"
    );
    assert_eq!(
        with("\"amount\":1", "\"amount\":1.5"),
        "at `/amount`: expected a 64-bit integer, found a number with a fraction or an exponent"
    );
    assert_eq!(with("\"p\"", "\"p"), "expected a JSON value, found malformed JSON at byte 10");
    assert_eq!(with("\"p\",", "?,"), "at `/id`: expected a JSON value, found malformed JSON at byte 6");
    assert_eq!(error::<Payment>("[]"), "expected an object, found an array");
    assert_eq!(error::<Payment>(""), "expected a JSON value, found the end of the text");
    assert_eq!(error::<Payment>(&format!("{PAYMENT} x")), "expected the end of the text, found more");
    assert_eq!(
        error::<f64>("1e999"),
        "expected a 64-bit floating point number, found a number out of its range"
    );
    assert_eq!(error::<Json>(&"[".repeat(129)), "expected at most 128 levels of nesting, found more");
    assert_eq!(
        json::from_slice::<String>(b"\"\xff\"").unwrap_err().to_string(),
        "expected JSON, found bytes that are not UTF-8"
    );
}

#[test]
fn objects_write_what_they_read() {
    let payment: Payment = json::from_str(PAYMENT).unwrap();
    assert_eq!(json::to_string(&payment), PAYMENT);
    let full = r#"{"id":"p","amount":1,"rate":2.0,"nickname":null,"reason":"r","lines/~":[],"a":[1.10],"b":"\u0041"}"#;
    let payment: Payment = json::from_str(full).unwrap();
    assert_eq!(json::to_string(&payment), full);
    assert_eq!(
        format!("{payment:?}"),
        "Payment { id: [redacted], amount: 1, rate: Some(2.0), nickname: [redacted], reason: Some(\"r\"), \
         lines: [], extra: {\"a\", \"b\"} }"
    );
}

#[test]
fn a_name_is_never_written_twice() {
    let mut payment: Payment = json::from_str(PAYMENT).unwrap();
    payment.extra.insert("id".to_owned(), Json::from("other"));
    payment.extra.insert("rate".to_owned(), Json::from(3));
    assert_eq!(json::to_string(&payment), PAYMENT.replace("]}", r#"],"rate":3}"#));
}

#[test]
fn the_last_of_two_equal_names_counts() {
    let payment: Payment = json::from_str(&PAYMENT.replace("{\"id\"", "{\"id\":\"first\",\"id\"")).unwrap();
    assert_eq!(payment.id, "p");
}

#[derive(Clone, Debug, PartialEq)]
enum Method {
    Card,
    Unknown(String),
}

clientwright_runtime::string_enum! { Method { Card = "card" } }

#[derive(Clone, PartialEq)]
struct Card {
    method: Method,
    number: String,
}

clientwright_runtime::object! { Card { method: "method" [constant "card"], number: "number" } }

#[derive(Clone, PartialEq)]
struct Transfer {
    method: String,
    iban: String,
    note: Option<String>,
}

clientwright_runtime::object! {
    Transfer { method: "method" [constant "transfer"], iban: "iban", note: "note" [optional] }
}

#[derive(Clone, Debug, PartialEq)]
enum Source {
    Card(Card),
    Transfer(Box<Transfer>),
    Unknown(Json),
}

clientwright_runtime::union! {
    Source by "method" { Card(Card) = "card" | "credit card", Transfer(Box<Transfer>) = "transfer" }
}

#[test]
fn a_tag_chooses_the_member() {
    let decode = |text: &str| json::from_str::<Source>(text);
    assert!(matches!(decode(r#"{"number":"4","method":"card"}"#), Ok(Source::Card(_))));
    assert!(matches!(decode(r#"{"method":"credit card","number":"4"}"#), Ok(Source::Card(_))));
    assert!(matches!(decode(r#"{"iban":"D","method":"transfer"}"#), Ok(Source::Transfer(_))));
    for unknown in [r#"{"method":"new"}"#, r#"{"iban":"D"}"#, r#"{"method":1}"#, "[]", "null"] {
        assert_eq!(decode(unknown).unwrap(), Source::Unknown(unknown.parse().unwrap()));
        assert_eq!(json::to_string(&decode(unknown).unwrap()), unknown);
    }
    let twice = [
        r#"{"method":"card","method":"transfer","number":"4"}"#,
        r#"{"method":"card","number":"4","method":"card"}"#,
    ];
    for twice in twice {
        assert_eq!(error::<Source>(twice), "at `/method`: expected one such member, found a second one");
        assert!(json::from_str::<Json>(twice).is_ok());
    }
    assert_eq!(error::<Source>(r#"{"method":"card"}"#), "at `/number`: expected a string, found nothing");
    assert_eq!(error::<Source>(r#"{"method":"new","#), "expected a JSON value, found the end of the text");
}

#[derive(Clone, PartialEq)]
struct Note {
    note: Option<String>,
}

clientwright_runtime::object! { Note { note: "note" [optional] } }

#[derive(Clone, Debug, PartialEq)]
enum Body {
    Note(Note),
    Card(Card),
    Transfer(Transfer),
    Id(Uuid),
    Day(Date),
    Method(Method),
    Text(String),
    Count(i64),
    Share(f64),
    Texts(Vec<String>),
    Bodies(Vec<Body>),
    Nothing(Option<bool>),
    Unknown(Json),
}

clientwright_runtime::union! {
    Body {
        Note(Note), Card(Card), Transfer(Transfer), Id(Uuid), Day(Date), Method(Method), Text(String), Count(i64),
        Share(f64), Texts(Vec<String>), Bodies(Vec<Body>), Nothing(Option<bool>),
    }
}

#[test]
fn the_shape_chooses_the_member() {
    let variant = |text: &str| {
        let body: Body = json::from_str(text).unwrap();
        let name = format!("{body:?}");
        name[..name.find('(').unwrap()].to_owned()
    };
    // Every object is a `Note`, but the others know more of these.
    assert_eq!(variant(r#"{"note":"a"}"#), "Note");
    assert_eq!(variant(r#"{"method":"card","number":"4","note":"a"}"#), "Card");
    assert_eq!(variant(r#"{"method":"transfer","iban":"D","note":"a"}"#), "Transfer");
    // A constant that differs excludes a member, whatever else fits.
    assert_eq!(variant(r#"{"method":"transfer","number":"4"}"#), "Note");
    // So does one that comes twice.
    assert_eq!(variant(r#"{"method":"card","number":"4","note":"a","method":"transfer"}"#), "Note");
    // A member that fits but does not decode gives way to the next.
    assert_eq!(variant(r#"{"method":"card","number":4}"#), "Note");
    assert_eq!(variant(r#"{"method":"card","number":4,"note":4}"#), "Unknown");
    // Of strings, the one that is meant for it.
    assert_eq!(variant(r#""c0ffee00-1234-4567-89ab-0123456789ab""#), "Id");
    assert_eq!(variant(r#""2024-02-29""#), "Day");
    assert_eq!(variant(r#""2023-02-29""#), "Text");
    assert_eq!(variant(r#""card""#), "Method");
    assert_eq!(variant("12"), "Count");
    assert_eq!(variant("12.5"), "Share");
    assert_eq!(variant("12345678901234567890"), "Share");
    assert_eq!(variant(r#"["a"]"#), "Texts");
    assert_eq!(variant("[1]"), "Bodies");
    assert_eq!(variant("[[[null]]]"), "Bodies");
    assert_eq!(variant("null"), "Nothing");
    assert_eq!(variant("true"), "Nothing");
}

struct Order {
    pub customer: String,
    pub count: i64,
    pub method: Method,
    pub note: Option<String>,
    pub price: Option<Decimal>,
    pub nickname: Patch<String>,
    pub extra: BTreeMap<String, Json>,
}

clientwright_runtime::object! {
    Order {
        customer: "customer", count: "count", method: "method" [constant "card"], note: "note" [optional],
        price: "price" [optional], nickname: "nickname" [optional],
    }
    extra
}

clientwright_runtime::construct! {
    Order from Required { customer: String, count: i64 }
    optional { note: String, price: Decimal, nickname: Patch<String> }
    constant { method: Method = Method::Card }
    extra
}

#[test]
fn requests_are_made_of_required_and_optional_fields() {
    let required = || Required { customer: "c".to_owned(), count: 2 };
    assert_eq!(json::to_string(&Order::new(required())), r#"{"customer":"c","count":2,"method":"card"}"#);
    let order = Order::new(required()).note("n").price(5).nickname(None);
    assert_eq!(
        json::to_string(&order),
        r#"{"customer":"c","count":2,"method":"card","note":"n","price":5,"nickname":null}"#
    );
    assert_eq!(json::to_string(&order.nickname("x")).matches(r#""nickname":"x""#).count(), 1);
    assert_eq!(format!("{:?}", required()), "Required { .. }");
}

#[test]
fn json_is_kept_without_its_white_space() -> Result<(), DecodeError> {
    let json: Json = " { \"a b\" : [ 1.10 , \"\\\" \\\\\" ] ,\n\"é\" : null } ".parse()?;
    assert_eq!(json.as_str(), r#"{"a b":[1.10,"\" \\"],"é":null}"#);
    assert_eq!(json.kind(), Kind::Object);
    let items = json.get("a b").and_then(|list| list.items()).unwrap();
    assert_eq!(items[0].as_str(), "1.10");
    assert_eq!(items[1].to_text().as_deref(), Some("\" \\"));
    assert_eq!(json.get("b"), None);
    assert_eq!(
        Json::object([("a", Json::from(1)), ("b", Json::array([true.into()]))]).as_str(),
        r#"{"a":1,"b":[true]}"#
    );
    assert_eq!(Json::from(f64::NAN), Json::null());
    Ok(())
}

/// JSON has one type of numbers: what is whole is an integer, however it is written.
#[test]
fn a_whole_number_is_an_integer() {
    for (text, number) in [
        ("1.0", 1),
        ("-0.0", 0),
        ("1e2", 100),
        ("12.50E1", 125),
        ("-120e-1", -12),
        ("9007199254740993.000", 9_007_199_254_740_993),
        ("-9223372036854775808.0", i64::MIN),
        ("0e999999999999999999999", 0),
    ] {
        assert_eq!(json::from_str::<i64>(text).unwrap(), number, "{text}");
    }
    for text in ["1.5", "1e-1", "9223372036854775808.0", "1e400", "1e99999999999999999999", "-1.0e19"] {
        assert!(json::from_str::<i64>(text).is_err(), "{text}");
    }
    assert_eq!(json::from_str::<u64>("18446744073709551615.0").unwrap(), u64::MAX);
    assert!(json::from_str::<u64>("-1.0").is_err());
}
