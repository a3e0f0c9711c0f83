//! Documented limits: what does not keep them is not sent.

use clientwright_runtime::limits::{Check, Limit};
use clientwright_runtime::{
    Builder, Call, Core, Decimal, Delivery, File, Json, Limits, Meta, Method, Multipart, Operation, Outcome,
    Patch, ScriptedTransport, json, multipart, object,
};

use crate::support::{API, SITE, client, operations};

struct Order {
    name: String,
    amount: Decimal,
    ratio: Option<f64>,
    items: Option<Vec<Line>>,
    words: Option<Vec<String>>,
    notes: std::collections::BTreeMap<String, Json>,
    note: Patch<String>,
}

struct Line {
    sku: String,
}

object! {
    Order {
        name: "name" [redacted] where [MinLength(1), MaxLength(5)] at "https://docs.example.com/names",
        amount: "amount" where [Minimum("5"), ExclusiveMaximum("10000"), MultipleOf("0.01")],
        ratio: "ratio" [optional] where [ExclusiveMinimum("0"), Maximum("1")],
        items: "items" [optional] where [MinItems(1), MaxItems(2)],
        words: "words" [optional] where [UniqueItems, Items(&[MaxLength(3)])],
        note: "n/o~te" [optional] where [MaxLength(3)],
    }
    notes
}

object! { Line { sku: "sku" where [MaxLength(3)] } }

struct Quote {
    crypto: Option<String>,
    fiat: Option<String>,
    saved: Option<String>,
    recipient: Option<String>,
    purpose: Option<String>,
    program: Option<String>,
    address: Option<String>,
    city: Option<String>,
}

object! {
    Quote {
        crypto: "crypto" [optional],
        fiat: "fiat" [optional],
        saved: "saved" [optional],
        recipient: "recipient" [optional],
        purpose: "purpose" [optional],
        program: "program" [optional],
        address: "address" [optional],
        city: "city" [optional],
    }
    where at "https://docs.example.com/quotes" {
        ExactlyOne(&[&["crypto"], &["fiat"]]),
        AtLeastOne(&[&["saved"], &["recipient", "purpose"]]),
        Requires("address", &["city"]),
        When { member: "program", is: &["own"], or_absent: false, then: &["address"], otherwise: &[] },
    }
}

struct Upload {
    files: Vec<File>,
    title: String,
    line: Line,
}

multipart! {
    Upload {
        files: "files" file where [MaxItems(2)],
        title: "title" text [redacted] where [MaxLength(3)],
        line: "line" json,
    }
    where { AtLeastOne(&[&["files"], &["other"]]) }
}

const META: Meta = Meta::new(Method::Post, "order", "/orders/{id}")
    .sources(&["https://docs.example.com/orders", "https://docs.example.com/old"])
    .limits(&[
        Limit::path("id", &[Check::MaxLength(3)]),
        Limit::query("page", &[Check::Minimum("1")]).page("https://docs.example.com/pages"),
        Limit::query("tags", &[Check::MaxItems(2), Check::Items(&[Check::MinLength(2)]), Check::UniqueItems]),
        Limit::header("X-Trace", &[Check::MaxLength(4)]),
        Limit::body(&[Check::MaxItems(1), Check::MaxProperties(9)]),
    ]);

operations! {
    PostOrder -> Json, Json: META;
    Guessed -> Json, Json: META.unsure();
}

fn order() -> Order {
    Order {
        name: "Jane".to_owned(),
        amount: "12.50".parse().unwrap(),
        ratio: None,
        items: None,
        words: None,
        notes: Default::default(),
        note: Patch::Absent,
    }
}

fn quote() -> Quote {
    Quote {
        crypto: Some("1".to_owned()),
        fiat: None,
        saved: Some("1".to_owned()),
        recipient: None,
        purpose: None,
        program: None,
        address: None,
        city: None,
    }
}

fn call<O: Operation>(core: &Core) -> Call<O> {
    Call::<O>::new(core).path("id", "17")
}

/// What is wrong with a body; empty when nothing is.
fn refused(body: &impl json::Encode) -> String {
    let core = client(&ScriptedTransport::new());
    let told = |call: Call<PostOrder>| call.request().map(drop).map_err(|error| error.to_string());
    let (json, form) = (told(call(&core).json(body)), told(call(&core).form(body)));
    assert_eq!(json, form);
    json.err().unwrap_or_default()
}

const PAGE: &str = "(documented at https://docs.example.com/orders)";

#[test]
fn a_limit_of_a_member_is_told_with_its_place_and_its_page() {
    assert_eq!(refused(&order()), "");
    for (name, found) in
        [("", Some("at least 1 character, found 0")), ("Ängström", Some("at most 5 characters, found 8"))]
    {
        let told = refused(&Order { name: name.to_owned(), ..order() });
        let page = "(documented at https://docs.example.com/names)";
        assert_eq!(told, format!("order: the body at `/name`: expected {} {page}", found.unwrap()));
    }
    // Characters are counted, not bytes, and not the signs that JSON needs for them.
    for name in ["ÄÖÜäö", "\"\"\"\"\"", "\n\u{1}\\\"\t", "😀😀😀😀😀"] {
        assert_eq!(refused(&Order { name: name.to_owned(), ..order() }), "");
    }
    let told = refused(&Order { note: Patch::Value("long".to_owned()), ..order() });
    assert_eq!(
        told,
        format!("order: the body at `/n~1o~0te`: expected at most 3 characters, found 4 {PAGE}")
    );
    assert_eq!(refused(&Order { note: Patch::Null, ..order() }), "");
}

#[test]
fn numbers_keep_their_digits_and_are_not_shown() {
    for (amount, limit) in [
        ("4.99", "at least 5, found a smaller number"),
        ("5", ""),
        ("1e1", ""),
        ("9999.99", ""),
        ("1e4", "less than 10000, found a number that is not"),
        ("12.505", "a multiple of 0.01, found a number that is none"),
        ("-7", "at least 5, found a smaller number"),
    ] {
        let told = refused(&Order { amount: amount.parse().unwrap(), ..order() });
        let expected = format!("order: the body at `/amount`: expected {limit} {PAGE}");
        assert_eq!(told, if limit.is_empty() { String::new() } else { expected });
    }
    for (ratio, fine) in
        [(0.0, false), (-0.0, false), (1e-7, true), (1.0, true), (1.000_000_1, false), (f64::NAN, true)]
    {
        assert_eq!(refused(&Order { ratio: Some(ratio), ..order() }).is_empty(), fine, "{ratio}");
    }
}

#[test]
fn lists_and_what_is_inside_them_are_checked() {
    let line = |sku: &str| Line { sku: sku.to_owned() };
    let items = |items: Vec<Line>| refused(&Order { items: Some(items), ..order() });
    assert!(items(vec![]).contains("at `/items`: expected at least 1 item, found 0"));
    assert!(items(vec![line("1"), line("2"), line("3")]).contains("at most 2 items, found 3"));
    assert!(
        items(vec![line("1"), line("long")]).contains("at `/items/1/sku`: expected at most 3 characters")
    );
    let words = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        refused(&Order { words: Some(words), ..order() })
    };
    assert_eq!(words(&["a", "b"]), "");
    assert!(words(&["a", "b", "a"]).contains("at `/words`: expected no item twice"));
    assert!(words(&["a", "long"]).contains("at `/words/1`: expected at most 3 characters, found 4"));
}

#[test]
fn names_that_the_type_does_not_know_are_not_told() {
    let inner = json::to_string(&order());
    let lines = std::collections::BTreeMap::from([("secret".to_owned(), Line { sku: "long".to_owned() })]);
    assert!(refused(&lines).contains("at `/*/sku`"));
    // What no type describes has no limits.
    let notes = [("name".to_owned(), Json::from("longer than five"))];
    assert_eq!(refused(&Order { notes: notes.into(), ..order() }), "", "{inner}");
}

#[test]
fn rules_between_members_are_checked() {
    let text = |text: &str| Some(text.to_owned());
    let page = "(documented at https://docs.example.com/quotes)";
    assert_eq!(refused(&quote()), "");
    for (body, told) in [
        (Quote { crypto: None, ..quote() }, "exactly one of `crypto` and `fiat`, found none"),
        (Quote { fiat: text("2"), ..quote() }, "exactly one of `crypto` and `fiat`, found both"),
        (
            Quote { saved: None, recipient: text("r"), ..quote() },
            "at least one of `saved` and (`recipient` and `purpose`), found none",
        ),
        (Quote { address: text("a"), ..quote() }, "`city` beside `address`, found nothing"),
        (Quote { program: text("own"), ..quote() }, "`address` where `program` is `own`, found nothing"),
    ] {
        assert_eq!(refused(&body), format!("order: the body: expected {told} {page}"));
    }
    let both = Quote { saved: text("1"), recipient: text("r"), purpose: text("p"), ..quote() };
    assert_eq!(refused(&both), "");
    assert_eq!(refused(&Quote { program: text("other"), ..quote() }), "");
    // Nested, a rule has the place of its object.
    assert!(
        refused(&vec![Quote { crypto: None, ..quote() }]).contains("the body at `/0`: expected exactly one")
    );
}

#[test]
fn parameters_and_whole_bodies_are_checked() {
    let core = client(&ScriptedTransport::new());
    let told = |call: Call<PostOrder>| call.request().map(drop).map_err(|error| error.to_string());
    let start = || call::<PostOrder>(&core);
    assert_eq!(
        told(start().query("page", 1_i64).query("tags", vec!["ab", "cd"]).header("x-trace", "1234")),
        Ok(())
    );
    let page = "(documented at https://docs.example.com/pages)";
    let expected =
        format!("order: the query parameter `page`: expected at least 1, found a smaller number {page}");
    assert_eq!(told(start().query("page", 0_i64)), Err(expected));
    let error = |call| told(call).unwrap_err();
    assert!(
        error(start().query("tags", vec!["ab", "cd", "ef"])).contains("expected at most 2 items, found 3")
    );
    assert!(
        error(start().query("tags", vec!["ab", "c"]))
            .contains("`tags` at `/1`: expected at least 2 characters")
    );
    assert!(error(start().query("tags", vec!["ab", "ab"])).contains("expected no item twice"));
    assert!(error(start().header("x-trace", "12345")).contains("the header `x-trace`: expected at most 4"));
    assert!(
        error(Call::new(&core).path("id", "1234")).contains("the path parameter `id`: expected at most 3")
    );
    assert!(
        error(start().json(&vec![1_i64, 2])).contains("order: the body: expected at most 1 item, found 2")
    );
    assert!(
        error(start().query_json("filter", &Line { sku: "long".to_owned() })).contains("`filter` at `/sku`")
    );
    // An absent value has no limits, and neither has what a caller adds to what is documented.
    assert_eq!(told(start().query("page", None::<i64>).with_header("x-trace", "12345")), Ok(()));
}

#[test]
fn forms_of_parts_are_checked() {
    let core = client(&ScriptedTransport::new());
    let file = || File::from_bytes("a.png", b"bytes".as_slice());
    let told = |files: usize, title: &str, sku: &str| {
        let files = (0..files).map(|_| file()).collect();
        let body = Upload { files, title: title.to_owned(), line: Line { sku: sku.to_owned() } };
        call::<PostOrder>(&core).multipart(&body).request().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(told(2, "abc", "1"), Ok(()));
    assert!(told(3, "abc", "1").unwrap_err().contains("at `/files`: expected at most 2 items, found 3"));
    assert!(
        told(1, "abcd", "1").unwrap_err().contains("at `/title`: expected at most 3 characters, found 4")
    );
    assert!(told(1, "abc", "long").unwrap_err().contains("at `/line/sku`"));
    assert!(
        told(0, "abc", "1").unwrap_err().contains("expected at least one of `files` and `other`, found none")
    );
    let mut form = Multipart::new();
    form.text("title", "longer than three");
    form.check("title", &[Check::MaxLength(3)], None);
}

#[test]
fn a_client_may_leave_limits_to_the_server() {
    let core: Core = Builder::new(&API, SITE)
        .transport(ScriptedTransport::new())
        .limits(Limits::Unchecked)
        .build()
        .unwrap();
    let body = Order { name: "far too long".to_owned(), ..order() };
    assert!(call::<PostOrder>(&core).query("page", 0_i64).json(&body).request().is_ok());
    // What is not known from the documentation has no documented limits.
    let core = client(&ScriptedTransport::new());
    assert!(call::<Guessed>(&core).query("page", 0_i64).json(&body).request().is_ok());
}

#[tokio::test]
async fn nothing_is_sent_and_no_value_is_shown() {
    let transport = ScriptedTransport::new();
    let core = client(&transport);
    let body = Order { name: "Jane Doe-Secret".to_owned(), ..order() };
    let error = call::<PostOrder>(&core).json(&body).await.unwrap_err();
    assert_eq!((error.delivery(), error.outcome()), (Delivery::NotSent, Outcome::NoEffect));
    assert!(!error.may_have_worked() && !error.is_retryable());
    assert!(transport.requests().is_empty());
    let violation = error.violation().unwrap();
    assert_eq!((violation.pointer().as_str(), violation.limit()), ("/name", "at most 5 characters"));
    assert_eq!((violation.found(), violation.page()), ("15", Some("https://docs.example.com/names")));
    let shown = format!("{error} {error:?} {violation} {violation:?}");
    assert!(!shown.contains("Secret"), "{shown}");
}
