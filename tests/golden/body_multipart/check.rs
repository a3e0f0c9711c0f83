//! What a multipart form looks like on the wire.

use clientwright_runtime::{File, ScriptedTransport};
use golden_body_multipart::models::{
    Piece, UploadDocumentRequest, UploadDocumentRequestHolder, UploadDocumentRequestKind, upload_document,
};
use golden_body_multipart::{Client, Environment};

fn body() -> UploadDocumentRequest {
    UploadDocumentRequest::new(upload_document::UploadDocumentRequestRequired {
        document: File::from_bytes("scan.png", "image").with_content_type("image/png"),
        kind: UploadDocumentRequestKind::IdCard,
    })
    .number("L01X00T47")
    .holder(UploadDocumentRequestHolder::new("Erika"))
}

#[test]
fn each_part_is_what_it_is() {
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let request = client.documents().upload(body()).request().unwrap();
    let kind = request.headers()["content-type"].to_str().unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let text = String::from_utf8(request.body().to_bytes().to_vec()).unwrap();
    let parts: Vec<&str> =
        text.split(&format!("--{boundary}")).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (last, parts) = parts.split_last().unwrap();
    assert_eq!(*last, "--");
    assert!(parts[0].contains("name=\"document\"; filename=\"scan.png\""), "{}", parts[0]);
    assert!(parts[0].ends_with("image/png\r\n\r\nimage"), "{}", parts[0]);
    assert!(parts[1].contains("name=\"kind\"") && parts[1].ends_with("\r\n\r\nid_card"), "{}", parts[1]);
    assert!(parts[2].ends_with("\r\n\r\nL01X00T47"), "{}", parts[2]);
    assert!(parts[3].ends_with("application/json\r\n\r\n{\"name\":\"Erika\"}"), "{}", parts[3]);
    assert_eq!(parts.len(), 4);
}

#[test]
fn a_part_is_written_by_what_it_is() {
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let body = body().model("scan-1".to_owned()).pieces(vec![Piece::new(1), Piece::new(2)]).tags(vec!["a".to_owned()]);
    let body = client.documents().upload(body).request().unwrap().body().to_bytes();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(text.contains("name=\"model\"\r\n\r\nscan-1\r\n"), "{text}");
    for piece in ["{\"at\":1}", "{\"at\":2}"] {
        let part = format!("name=\"pieces\"\r\ncontent-type: application/json\r\n\r\n{piece}\r\n");
        assert!(text.contains(&part), "{text}");
    }
    assert!(text.contains("content-type: application/json\r\n\r\n[\"a\"]\r\n"), "{text}");
}

#[test]
fn nothing_private_is_shown() {
    let shown = format!("{:?}", body());
    assert!(!shown.contains("L01X00T47") && !shown.contains("image\""), "{shown}");
}
