//! Exact bytes of bodies.

use clientwright_runtime::{
    Body, Call, File, Json, Multipart, ScriptedTransport, Style, ToMultipart, multipart,
};

use crate::support::{CreateItem, answered, client, header, only_request};

fn nested() -> Json {
    r#"{"amount":1.10,"big":12345678901234567890.5,"note":"a&b=c é","tags":["x","y"],
        "address":{"city":"Oslo","lines":["1","2"]},"none":null,"ok":true}"#
        .parse()
        .unwrap()
}

#[tokio::test]
async fn json() {
    let (transport, core) = answered();
    Call::<CreateItem>::new(&core).json(&Json::object([("name", Json::from("é\n"))])).await.unwrap();
    let request = only_request(&transport);
    assert_eq!(request.method, "POST");
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(request.body, r#"{"name":"é\n"}"#.as_bytes());
}

#[tokio::test]
async fn an_absent_body_is_none() {
    let (transport, core) = answered();
    Call::<CreateItem>::new(&core).json(&None::<Json>).media_type("application/json").await.unwrap();
    let request = only_request(&transport);
    assert!(request.body.is_empty());
    assert_eq!(header(&request, "content-type"), None);
}

#[tokio::test]
async fn a_form_is_pairs_of_text_and_json() {
    let (transport, core) = answered();
    Call::<CreateItem>::new(&core).form(&nested()).await.unwrap();
    let request = only_request(&transport);
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    let expected = "amount=1.10&big=12345678901234567890.5&note=a%26b%3Dc%20%C3%A9&tags=x&tags=y\
                    &address=%7B%22city%22%3A%22Oslo%22%2C%22lines%22%3A%5B%221%22%2C%222%22%5D%7D&ok=true";
    assert_eq!(request.body, expected);
}

#[test]
fn members_of_a_form_may_have_styles() {
    let core = client(&ScriptedTransport::new());
    let value: Json =
        r#"{"deep":{"a":{"b":[1,2]}},"comma":["x","y z"],"pipe":[1,2],"flat":{"R":1,"G":2},"items":[{"n":1},{"n":2}]}"#
            .parse()
            .unwrap();
    let styles = [
        ("deep", Style::DeepObject),
        ("comma", Style::FormComma),
        ("pipe", Style::PipeDelimited),
        ("flat", Style::Form),
    ];
    let request = Call::<CreateItem>::new(&core).form_as(&value, &styles).request().unwrap();
    let expected = "deep%5Ba%5D%5Bb%5D%5B0%5D=1&deep%5Ba%5D%5Bb%5D%5B1%5D=2&comma=x,y%20z&pipe=1%7C2&R=1&G=2\
                    &items=%7B%22n%22%3A1%7D&items=%7B%22n%22%3A2%7D";
    assert_eq!(request.body().to_bytes(), expected);
}

#[test]
fn a_form_must_be_an_object() {
    let core = client(&ScriptedTransport::new());
    let error = Call::<CreateItem>::new(&core).form(&Json::from("x")).request().unwrap_err();
    assert_eq!(error.to_string(), "createItem: the form is not an object");
}

#[tokio::test]
async fn text_bytes_and_other_media_types() {
    let (transport, core) = answered();
    Call::<CreateItem>::new(&core).text("hallå").await.unwrap();
    let request = only_request(&transport);
    assert_eq!(header(&request, "content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(request.body, "hallå".as_bytes());

    let (transport, core) = answered();
    let call = Call::<CreateItem>::new(&core).json(&Json::null()).media_type("application/vnd.api+json");
    call.await.unwrap();
    let request = only_request(&transport);
    assert_eq!(header(&request, "content-type"), Some("application/vnd.api+json"));
    assert_eq!(request.body, "null");

    let error = Call::<CreateItem>::new(&core).bytes("x", "a/b\r\nx-admin: 1").request().unwrap_err();
    assert_eq!(error.to_string(), "createItem: the content type of the body is malformed");
}

struct Upload {
    document: File,
    number: String,
    note: Option<String>,
    more: Vec<File>,
    meta: Json,
}

multipart! {
    Upload {
        document: "document" file,
        number: "document_number" text [redacted],
        note: "note" text,
        more: "more" file,
        meta: "meta" json,
    }
}

fn upload() -> Upload {
    Upload {
        document: File::from_bytes("a\"\r\nb.png", &b"\x89PNG\r\n"[..]).with_content_type("image/png"),
        number: "A-1".into(),
        note: None,
        more: vec![File::from_bytes("1.txt", "one"), File::from_bytes("2.txt", "two")],
        meta: Json::object([("side", Json::from("front"))]),
    }
}

#[tokio::test]
async fn multipart_parts_are_framed_exactly() {
    let (transport, core) = answered();
    Call::<CreateItem>::new(&core).multipart(&upload()).await.unwrap();
    let request = only_request(&transport);
    let content_type = "multipart/form-data; boundary=clientwright-boundary-00000000";
    assert_eq!(header(&request, "content-type"), Some(content_type));
    let mut expected = Vec::new();
    for part in [
        &b"content-disposition: form-data; name=\"document\"; filename=\"a%22%0D%0Ab.png\"\r\n\
           content-type: image/png\r\n\r\n\x89PNG\r\n"[..],
        b"content-disposition: form-data; name=\"document_number\"\r\n\r\nA-1",
        b"content-disposition: form-data; name=\"more\"; filename=\"1.txt\"\r\n\
          content-type: application/octet-stream\r\n\r\none",
        b"content-disposition: form-data; name=\"more\"; filename=\"2.txt\"\r\n\
          content-type: application/octet-stream\r\n\r\ntwo",
        b"content-disposition: form-data; name=\"meta\"\r\n\
          content-type: application/json\r\n\r\n{\"side\":\"front\"}",
    ] {
        expected.extend_from_slice(b"--clientwright-boundary-00000000\r\n");
        expected.extend_from_slice(part);
        expected.extend_from_slice(b"\r\n");
    }
    expected.extend_from_slice(b"--clientwright-boundary-00000000--\r\n");
    assert_eq!(request.body, expected);
}

struct Texts<'a>(&'a [&'a str]);

impl ToMultipart for Texts<'_> {
    fn parts(&self, form: &mut Multipart) {
        self.0.iter().for_each(|text| form.text("text", *text));
    }
}

#[test]
fn a_boundary_is_one_that_no_part_contains() {
    let core = client(&ScriptedTransport::new());
    for (texts, number) in [
        (&["--clientwright-boundary-00000000--"][..], "00000001"),
        (&["clientwright-boundary-00000001"], "00000000"),
        (&["clientwright-boundary-0000000012"], "00000001"),
        (&["clientwright-boundary-00000001", "clientwright-boundary-00000000\r\n"], "00000002"),
        (&["clientwright-boundary-0000000g clientwright-boundary-"], "00000000"),
    ] {
        let request = Call::<CreateItem>::new(&core).multipart(&Texts(texts)).request().unwrap();
        let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
        assert_eq!(content_type, format!("multipart/form-data; boundary=clientwright-boundary-{number}"));
        let body = request.body().to_bytes();
        assert!(body.ends_with(format!("--clientwright-boundary-{number}--\r\n").as_bytes()));
        assert_eq!(body, request.body().to_bytes());
        assert!(matches!(request.body(), Body::Multipart(_)));
    }
}

#[test]
fn a_content_type_of_a_part_cannot_end_its_line() {
    let core = client(&ScriptedTransport::new());
    let mut upload = upload();
    upload.document = upload.document.with_content_type("image/png\r\nx: y");
    let error = Call::<CreateItem>::new(&core).multipart(&upload).request().unwrap_err();
    assert_eq!(error.to_string(), "createItem: the content type of the part `document` is malformed");
}

#[test]
fn a_file_comes_from_a_path_too() {
    let file = File::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    assert_eq!(file.name(), "Cargo.toml");
    assert!(file.content().starts_with(b"[package]"));
    assert!(File::from_path("/nowhere/at/all").is_err());
}

#[test]
fn debug_of_a_form_shows_no_content() {
    let shown = format!("{:?} {:?}", upload(), upload().document);
    for hidden in ["A-1", "PNG", "b.png", "1.txt"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert!(shown.contains("number: [redacted]"), "{shown}");
}
