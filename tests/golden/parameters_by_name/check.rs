//! What is named goes where its name says.

use clientwright_runtime::{Date, ScriptedTransport};
use golden_parameters_by_name::models::Limit;
use golden_parameters_by_name::resources::cards::{GetCardRequired, SetLimitRequired};
use golden_parameters_by_name::resources::notes::SetNoteRequired;
use golden_parameters_by_name::{Client, Environment};

fn client() -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap()
}

fn day() -> Date {
    Date::parse("2026-01-01").unwrap()
}

#[test]
fn named_parameters_go_where_they_belong() {
    let required = GetCardRequired { card: "c".into(), account: "a".into() };
    assert_eq!(format!("{required:?}"), "GetCardRequired { .. }");
    let request = client().cards().get(required).verbose(true).request().unwrap();
    assert_eq!(request.path(), "/accounts/a/cards/c");
    assert_eq!(request.headers()["version"], "2");

    let kinds = vec!["sale".to_owned(), "rent".to_owned()];
    let required = SetLimitRequired { limit: 2, card: 1, kinds, day: day() };
    let request = client().cards().set_limit(required, Limit::default()).request().unwrap();
    assert_eq!(request.path(), "/cards/1/limits/2");
    assert_eq!(request.query(), "kinds=sale&kinds=rent&day=2026-01-01");

    let request = client().notes().set(SetNoteRequired { card: "c".into() }, "a text").request().unwrap();
    assert_eq!(request.path(), "/cards/c/note");
    // Nothing can be mistaken for another here.
    assert_eq!(client().notes().delete("c", day()).request().unwrap().path(), "/cards/c/note");
}
