//! Absent, null and a value are three things in a request and come back as they were sent.

use clientwright_runtime::json::{from_str, to_string};
use clientwright_runtime::{Json, Patch};
use golden_objects::models::{CreateUser, Profile, User, create_user};

fn user() -> CreateUser {
    CreateUser::new(create_user::Required { name: "Jane".into(), nickname: None })
}

#[test]
fn what_is_required_and_null_is_written() {
    assert_eq!(to_string(&user()), r#"{"name":"Jane","nickname":null}"#);
}

#[test]
fn a_patch_is_absent_null_or_a_value() {
    let motto = |motto: Patch<String>| to_string(&user().age(30).motto(motto));
    assert_eq!(motto(Patch::Absent), r#"{"name":"Jane","nickname":null,"age":30}"#);
    assert_eq!(motto(Patch::Null), r#"{"name":"Jane","nickname":null,"age":30,"motto":null}"#);
    assert_eq!(
        motto("carpe diem".into()),
        r#"{"name":"Jane","nickname":null,"age":30,"motto":"carpe diem"}"#
    );
}

#[test]
fn a_patch_is_received_as_it_was_sent() {
    for (json, motto) in [
        (r#"{"name":"Jane"}"#, Patch::Absent),
        (r#"{"name":"Jane","motto":null}"#, Patch::Null),
        (r#"{"name":"Jane","motto":"x"}"#, Patch::Value("x".to_owned())),
    ] {
        let profile: Profile = from_str(json).unwrap();
        assert_eq!(profile.motto, motto);
        assert_eq!(to_string(&profile), json);
    }
}

#[test]
fn unknown_fields_are_kept() {
    let json = r#"{"name":"Jane","nickname":null,"tier":{"n":1.50}}"#;
    let user: User = from_str(json).unwrap();
    assert_eq!(user.extra["tier"].get("n"), Some("1.50".parse::<Json>().unwrap()));
    assert_eq!(to_string(&user), json);
}

#[test]
fn a_missing_field_is_named_by_its_place() {
    let error = from_str::<User>(r#"{"nickname":null}"#).unwrap_err();
    assert!(error.to_string().contains("name"), "{error}");
    let error = from_str::<Profile>(r#"{"name":"Jane","theme":{"dark":"yes"}}"#).unwrap_err();
    assert!(error.to_string().contains("/theme/dark"), "{error}");
    assert!(!error.to_string().contains("yes"), "a value has no place in an error: {error}");
}
