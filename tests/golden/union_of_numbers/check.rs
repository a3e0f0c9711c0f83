//! Nothing that one of the alternatives allows is refused or rounded.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_of_numbers::models::Amounts;

#[test]
fn what_one_of_them_allows_is_read() {
    for (name, values) in [
        ("narrow_first", &["-2147483649", "9223372036854775807"] as &[_]),
        ("wide_first", &["2147483648"]),
        ("signs", &["-1", "4294967295"]),
        ("unsigned", &["4294967296", "18446744073709551615"]),
        ("both", &["-1", "18446744073709551615"]),
        ("exact", &["0.10", "12345678901234567890.10"]),
        ("fractions", &["4294967296", "0.5"]),
        ("nested", &["4294967296"]),
        ("lists", &["[1,4294967296]"]),
        ("texts", &["\"2026-01-31\"", "\"jane@example.com\"", "true"]),
    ] {
        for value in values {
            let json = format!("{{\"{name}\":{value}}}");
            let read: Amounts = from_str(&json).unwrap();
            assert_eq!(to_string(&read), json);
            assert!(!format!("{read:?}").contains("Unknown"), "{read:?}");
        }
    }
}
