//! Known values have a variant each, unknown ones are kept.

use clientwright_runtime::json::{from_str, to_string};
use golden_string_enums::models::{Kind, Program, ProgramLevel};

#[test]
fn every_value_comes_back() {
    for value in Kind::VALUES {
        let kind = Kind::from_wire(value);
        assert!(!kind.is_unknown(), "{value}");
        assert_eq!(kind.as_str(), *value);
    }
}

#[test]
fn what_is_called_unknown_is_known() {
    assert_eq!(Kind::from_wire("unknown"), Kind::UnknownValue);
    assert_eq!(Kind::from_wire("Unknown"), Kind::Unknown("Unknown".to_owned()));
}

#[test]
fn a_value_of_next_year_is_kept() {
    let json = r#"{"kind":"custodial","level":"medium"}"#;
    let program: Program = from_str(json).unwrap();
    assert_eq!(program.level, Some(ProgramLevel::Unknown("medium".to_owned())));
    assert_eq!(to_string(&program), json);
}
