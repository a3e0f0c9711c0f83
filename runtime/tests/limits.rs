//! What a hostile document, or a strange one, costs: time, stack, and what is never hidden.

#![allow(missing_docs)]

use std::collections::BTreeMap;

use clientwright_runtime::json::{self, Decode, Json};
use clientwright_runtime::{object, union};

/// Two members that have all names in common and differ in one.
macro_rules! pair {
    ($union:ident { $one:ident { $field:ident: $one_type:ty }, $other:ident { $($same:ident)?: $other_type:ty } }) => {
        #[derive(Clone, Debug, PartialEq)]
        enum $union {
            $one(Box<$one>),
            $other(Box<$other>),
            Unknown(Json),
        }
        #[derive(Clone, PartialEq)]
        struct $one {
            next: Option<$union>,
            $field: $one_type,
        }
        #[derive(Clone, PartialEq)]
        struct $other {
            next: Option<$union>,
            $field: $other_type,
        }
        object! { $one { next: "next" [optional], $field: "end" } }
        object! { $other { next: "next" [optional], $field: "end" } }
        union! { $union { $one(Box<$one>), $other(Box<$other>) } }
    };
}

pair! { Tree { Left { end: i64 }, Right { : String } } }
// Told apart by what is deeper: the kinds of all members are the same.
pair! { Deep { Low { end: Count }, High { : Text } } }

#[derive(Clone, PartialEq)]
struct Count {
    value: i64,
}
#[derive(Clone, PartialEq)]
struct Text {
    value: String,
}
object! { Count { value: "value" } }
object! { Text { value: "value" } }

fn nested(depth: usize, end: &str) -> String {
    (1..depth).fold(format!("{{\"end\":{end}}}"), |text, _| format!("{{\"next\":{text},\"end\":{end}}}"))
}

#[test]
fn unions_inside_each_other_are_told_apart_at_any_depth() {
    for depth in [1, 2, 8, 20, 127] {
        let mut value = Some(json::from_str::<Tree>(&nested(depth, "\"x\"")).unwrap());
        for level in 0..depth {
            let Some(Tree::Right(right)) = value else { panic!("level {level} of {depth} is {value:?}") };
            value = right.next;
        }
        let mut value = Some(json::from_str::<Deep>(&nested(depth.min(60), r#"{"value":"x"}"#)).unwrap());
        for level in 0..depth.min(60) {
            let Some(Deep::High(right)) = value else { panic!("level {level} of {depth} is {value:?}") };
            value = right.next;
        }
    }
}

#[test]
fn what_takes_too_long_to_tell_apart_is_an_error_and_not_unknown() {
    // As deep as may be, and a quarter of a megabyte at the bottom that both members read.
    let end = r#"{"value":"x"}"#;
    let bottom = format!("{{\"end\":{{\"value\":\"{}\"}}}}", "x".repeat(1 << 18));
    let text = (1..60).fold(bottom, |text, _| format!("{{\"next\":{text},\"end\":{end}}}"));
    let error = json::from_str::<Deep>(&text).unwrap_err();
    assert_eq!(error.expected(), "variants that can be told apart");
}

/// A recursive type with nine fields of another.
macro_rules! recursive {
    ($name:ident of $field:ty) => {
        #[rustfmt::skip]
        struct $name {
            list: Option<Vec<$name>>, boxed: Option<Box<$name>>,
            a: Option<$field>, b: Option<$field>, c: Option<$field>, d: Option<$field>, e: Option<$field>,
            f: Option<$field>, g: Option<$field>, h: Option<$field>, i: Option<$field>,
        }
        object! {
            $name {
                list: "list" [optional], boxed: "boxed" [optional], a: "a" [optional], b: "b" [optional],
                c: "c" [optional], d: "d" [optional], e: "e" [optional], f: "f" [optional], g: "g" [optional],
                h: "h" [optional], i: "i" [optional],
            }
        }
    };
}

recursive! { Narrow of bool }
recursive! { Middle of String }
recursive! { Wide of Middle }

/// The deepest document that decodes, on a stack that is smaller than a thread's of Tokio.
fn deepest<T: Decode + 'static>(open: &'static str, close: &'static str) -> usize {
    let decode = move || {
        let text = |depth: usize| open.repeat(depth) + "{}" + &close.repeat(depth);
        (1..).take_while(|depth| json::from_str::<T>(&text(*depth)).is_ok()).count()
    };
    std::thread::Builder::new().stack_size(1536 << 10).spawn(decode).unwrap().join().unwrap()
}

#[test]
fn depth_is_bounded_by_the_stack_that_it_needs() {
    // Brackets bound small types: 128, two to a level in a list.
    assert_eq!(deepest::<Narrow>("{\"boxed\":", "}"), 127);
    assert_eq!(deepest::<Narrow>("{\"list\":[", "]}"), 63);
    assert_eq!(deepest::<Json>("[", "]"), 127);
    // Size bounds large ones, far above what a document needs.
    let wide = deepest::<Wide>("{\"boxed\":", "}");
    assert_eq!(wide, deepest::<Wide>("{\"list\":[", "]}"));
    assert!((20..40).contains(&wide), "{wide}");
    let middle = deepest::<Middle>("{\"boxed\":", "}");
    assert!((100..=127).contains(&middle), "{middle}");
}

#[test]
fn a_document_of_nothing_but_untyped_values_is_bounded() {
    let list = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
    assert_eq!(json::from_str::<Vec<Json>>(&list(1_000_000)).unwrap().len(), 1_000_000);
    let error = json::from_str::<Vec<Json>>(&list(1_000_001)).unwrap_err();
    assert_eq!(error.expected(), "a million values without a type");
    assert_eq!(json::from_str::<Vec<i64>>(&list(1_000_001)).unwrap().len(), 1_000_001);
    // As one value it is one.
    assert!(json::from_str::<Json>(&list(1_000_001)).is_ok());
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(json::from_slice::<i64>(b"\xef\xbb\xbf1").unwrap(), 1);
    assert!(json::from_slice::<i64>(b"1\xef\xbb\xbf").is_err());
    assert!(json::from_str::<i64>("\u{feff}\u{feff}1").is_err());
}

#[test]
fn half_a_character_does_not_cost_the_whole_document() {
    let text = r#"{"value":"cut \ud83d","other":"\udc00\ud83dA\ud83d\ud83d\ude00"}"#;
    assert_eq!(json::from_str::<Text>(text).unwrap().value, "cut \u{fffd}");
    let all: BTreeMap<String, String> = json::from_str(text).unwrap();
    assert_eq!(all["other"], "\u{fffd}\u{fffd}A\u{fffd}\u{1f600}");
    // Untyped, it stays as it came.
    let json: Json = text.parse().unwrap();
    assert_eq!(json.as_str(), text);
    assert_eq!(json.get("value").unwrap().to_text().unwrap(), "cut \u{fffd}");
    for malformed in [r#""\ud83d\u12""#, r#""\ud83d\"#, r#""\ud8""#] {
        assert!(json::from_str::<String>(malformed).is_err(), "{malformed}");
    }
}

/// `serde_json` hides numbers of any precision behind this name, and a document can have it too.
#[test]
fn a_name_that_serde_json_uses_is_a_name() {
    const NAME: &str = "$serde_json::private::Number";
    for value in ["[]", r#""5""#, r#""x""#, "5", "{}"] {
        for text in [format!("{{\"{NAME}\":{value}}}"), format!("{{\"{NAME}\":{value},\"a\":1}}")] {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(Json::from(value.clone()).as_str(), text);
            let through_serde: Json = serde_json::from_value(value).unwrap();
            // The one form in which a number of any precision comes.
            let is_number = text == format!("{{\"{NAME}\":\"5\"}}");
            assert_eq!(through_serde.as_str(), if is_number { "5" } else { &text });
        }
    }
    let any = serde_json::json!({"a": [1, -2.5, 1e300, u64::MAX, null, true, "\u{7f}\n\"é"], "b": {}});
    assert_eq!(Json::from(any.clone()).as_str(), json::to_string(&Json::from(any.clone())));
    assert_eq!(serde_json::from_str::<serde_json::Value>(Json::from(any.clone()).as_str()).unwrap(), any);
}
