//! Lists and objects in each style.

use clientwright_runtime::ScriptedTransport;
use golden_parameter_styles::models::Range;
use golden_parameter_styles::resources::things::FindRequired;
use golden_parameter_styles::{Client, Environment};

#[test]
fn styles() {
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let words = || vec!["a".to_owned(), "b".to_owned()];
    let call = || client.things().find(FindRequired { simple: words(), label: words(), matrix: words() });
    assert_eq!(call().request().unwrap().path(), "/a,b/.a,b/;matrix=a;matrix=b");
    for (call, query) in [
        (call().each(["a", "b"]), "each=a&each=b"),
        (call().comma(["a", "b,c"]), "comma=a,b%2Cc"),
        (call().space(["a", "b"]), "space=a%20b"),
        (call().pipe(["a", "b"]), "pipe=a%7Cb"),
        (call().deep(Range::new(1).to(2)), "deep%5Bfrom%5D=1&deep%5Bto%5D=2"),
        (call().flat(Range::new(1).to(2)), "from=1&to=2"),
        (call().json(Range::new(1)), "json=%7B%22from%22%3A1%7D"),
    ] {
        assert_eq!(call.request().unwrap().query(), query);
    }
    let request = call().x_words(["a", "b"]).request().unwrap();
    assert_eq!(request.headers()["x-words"], "a,b");
}
