//! Paths, queries, headers and cookies.

use clientwright_runtime::{Call, Json, Meta, Method, Operation, ScriptedTransport, Style};

use crate::support::{CreateItem, GetItem, ListItems, answered, client, header, only_request, operations};

operations! {
    Odd -> Json, Json: Meta::new(Method::Get, "odd", "sets/{a}/of {b}.json");
}

fn get_path(id: &str) -> Result<String, String> {
    let core = client(&ScriptedTransport::new());
    let request = Call::<GetItem>::new(&core).path("id", id).request();
    request.map(|request| request.path().to_owned()).map_err(|error| error.to_string())
}

#[test]
fn a_path_value_is_one_segment_whatever_it_contains() {
    for (id, path) in [
        ("17", "/items/17"),
        ("a b", "/items/a%20b"),
        ("a/b", "/items/a%2Fb"),
        ("../admin", "/items/..%2Fadmin"),
        ("...", "/items/..."),
        ("%2e%2e", "/items/%252e%252e"),
        ("a?b#c;d", "/items/a%3Fb%23c%3Bd"),
        ("-._~", "/items/-._~"),
        ("ø\n", "/items/%C3%B8%0A"),
    ] {
        assert_eq!(get_path(id).as_deref(), Ok(path));
    }
}

#[test]
fn a_path_value_that_names_another_path_is_refused() {
    assert_eq!(get_path("").unwrap_err(), "getItem: the path parameter `id` is empty");
    assert_eq!(get_path(".").unwrap_err(), "getItem: the path parameter `id` is `.` or `..`");
    assert_eq!(get_path("..").unwrap_err(), "getItem: the path parameter `id` is `.` or `..`");
}

#[test]
fn styles_do_not_make_a_refused_path_value_acceptable() {
    let core = client(&ScriptedTransport::new());
    let path =
        |style, value: &[&str]| Call::<GetItem>::new(&core).path_as("id", style, value).request().is_ok();
    assert!(!path(Style::Simple, &[]));
    assert!(!path(Style::Simple, &[".."]));
    assert!(!path(Style::Label, &["."])); // `..`
    assert!(path(Style::Simple, &["..", ".."])); // `..,..`
    assert!(Call::<GetItem>::new(&core).path("id", None::<String>).request().is_err());
}

#[test]
fn the_template_must_be_filled_and_is_encoded_itself() {
    let core = client(&ScriptedTransport::new());
    let call = Call::<Odd>::new(&core).path("b", "y");
    assert_eq!(call.request().unwrap_err().to_string(), "odd: the path parameter `a` is missing");
    let call = call.path("a", "x");
    assert_eq!(call.request().unwrap().path(), "/sets/x/of%20y.json");
    let error = call.path("c", "z").request().unwrap_err();
    assert_eq!(error.to_string(), "odd: the path has no parameter `c`");
    assert_eq!((error.operation(), error.parameter()), ("odd", Some("c")));
}

#[tokio::test]
async fn the_address_the_path_and_the_query_make_the_url() {
    let (transport, core) = answered();
    let call =
        Call::<GetItem>::new(&core).path("id", 17_i64).query("a&b", "=c d+é").query("none", None::<i64>);
    call.query("flag", true).await.unwrap();
    let request = only_request(&transport);
    assert_eq!(request.method, "GET");
    assert_eq!(request.url, "https://api.example.com/v1/items/17?a%26b=%3Dc%20d%2B%C3%A9&flag=true");
    assert!(request.body.is_empty());
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "user-agent"), Some("acme-client/1.2.3"));
    assert_eq!(header(&request, "content-type"), None);
}

#[test]
fn query_styles() {
    let core = client(&ScriptedTransport::new());
    let list = || vec!["blue", "a,b"];
    let object = || Json::object([("R", Json::from(100_i64)), ("G", Json::from("x y"))]);
    let query = |style, value: &dyn Fn(Call<ListItems>, Style) -> Call<ListItems>| {
        value(Call::new(&core), style).request().unwrap().query().to_owned()
    };
    for (style, of_list, of_object) in [
        (Style::Form, "color=blue&color=a%2Cb", "R=100&G=x%20y"),
        (Style::FormComma, "color=blue,a%2Cb", "color=R,100,G,x%20y"),
        (Style::SpaceDelimited, "color=blue%20a%2Cb", "color=R%20100%20G%20x%20y"),
        (Style::PipeDelimited, "color=blue%7Ca%2Cb", "color=R%7C100%7CG%7Cx%20y"),
        (Style::DeepObject, "color%5B0%5D=blue&color%5B1%5D=a%2Cb", "color%5BR%5D=100&color%5BG%5D=x%20y"),
    ] {
        assert_eq!(query(style, &|call, style| call.query_as("color", style, list())), of_list);
        assert_eq!(query(style, &|call, style| call.query_as("color", style, object())), of_object);
        assert_eq!(query(style, &|call, style| call.query_as("color", style, Vec::<i64>::new())), "");
        assert_eq!(query(style, &|call, style| call.query_as("color", style, "")), "color=");
    }
}

#[test]
fn what_is_deep_loses_nothing() {
    let core = client(&ScriptedTransport::new());
    let filter: Json = r#"{"ids":[1,2],"n":{"gt":3.10},"none":null,"all":[{"a":"x"}]}"#.parse().unwrap();
    let request = Call::<ListItems>::new(&core).query_deep("f", &filter).request().unwrap();
    let expected = "f[ids][0]=1&f[ids][1]=2&f[n][gt]=3.10&f[all][0][a]=x";
    assert_eq!(request.query(), expected.replace('[', "%5B").replace(']', "%5D"));
    assert_eq!(Call::<ListItems>::new(&core).query_deep("f", &None::<Json>).request().unwrap().query(), "");
}

#[test]
fn path_styles() {
    let core = client(&ScriptedTransport::new());
    let object = Json::object([("R", Json::from(100_i64)), ("G", Json::from(200_i64))]);
    for (style, of_one, of_list, of_object) in [
        (Style::Simple, "blue", "blue,black", "R,100,G,200"),
        (Style::SimpleExplode, "blue", "blue,black", "R=100,G=200"),
        (Style::Label, ".blue", ".blue,black", ".R,100,G,200"),
        (Style::LabelExplode, ".blue", ".blue.black", ".R=100.G=200"),
        (Style::Matrix, ";id=blue", ";id=blue,black", ";id=R,100,G,200"),
        (Style::MatrixExplode, ";id=blue", ";id=blue;id=black", ";R=100;G=200"),
    ] {
        let path = |call: Call<GetItem>| call.request().unwrap().path()["/items/".len()..].to_owned();
        assert_eq!(path(Call::new(&core).path_as("id", style, "blue")), of_one);
        assert_eq!(path(Call::new(&core).path_as("id", style, ["blue", "black"])), of_list);
        assert_eq!(path(Call::new(&core).path_as("id", style, &object)), of_object);
    }
}

#[tokio::test]
async fn headers_and_cookies() {
    let (transport, core) = answered();
    let call = Call::<CreateItem>::new(&core)
        .header("X-List", ["a", "b"])
        .header("x-none", None::<String>)
        .cookie("session", "a;b c")
        .cookie("theme", "dark")
        .with_header("x-one", "first")
        .with_header("X-One", "second");
    call.await.unwrap();
    let request = only_request(&transport);
    assert_eq!(header(&request, "x-list"), Some("a,b"));
    assert_eq!(header(&request, "x-none"), None);
    assert_eq!(header(&request, "cookie"), Some("session=a%3Bb%20c; theme=dark"));
    assert_eq!(request.headers.get_all("x-one").iter().collect::<Vec<_>>(), ["second"]);
}

#[tokio::test]
async fn a_header_cannot_end_its_line() {
    for value in ["a\r\nx-admin: 1", "a\nb", "a\rb", "a\0b", "é"] {
        let (transport, core) = answered();
        let error = Call::<CreateItem>::new(&core).header("x-note", value).await.unwrap_err();
        let expected = "createItem: the header `x-note` has characters other than visible ASCII";
        assert_eq!(error.to_string(), expected);
        assert!(transport.requests().is_empty());
    }
}

#[test]
fn a_header_name_cannot_be_anything_and_not_one_that_frames_the_message() {
    let core = client(&ScriptedTransport::new());
    let message =
        |name: &str| Call::<CreateItem>::new(&core).with_header(name, "1").request().unwrap_err().to_string();
    assert_eq!(message("x y\r\n"), r"createItem: `x y\r\n` is no header name");
    for name in ["Host", "content-length", "Transfer-Encoding", "connection"] {
        assert_eq!(message(name), format!("createItem: the header `{name}` is set by the connection alone"));
    }
}

#[test]
fn the_first_mistake_is_the_one_that_is_told() {
    let core = client(&ScriptedTransport::new());
    let call = Call::<GetItem>::new(&core).path("id", "").with_header("x", "\n");
    assert_eq!(call.request().unwrap_err().parameter(), Some("id"));
    assert_eq!(GetItem::META.id(), "getItem");
}
