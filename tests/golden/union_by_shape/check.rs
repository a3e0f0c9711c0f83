//! A member is recognised by what it must have; what fits none is kept.

use clientwright_runtime::Patch;
use clientwright_runtime::json::{from_str, to_string};
use golden_union_by_shape::models::{ByUrl, Source, Upload, UploadLabels, UploadModel, UploadSize};

#[test]
fn the_shape_decides() {
    let source = |json: &str| from_str::<Source>(json).unwrap();
    assert!(matches!(source(r#"{"url":"u","name":"n"}"#), Source::ByUrl(_)));
    assert!(matches!(source(r#"{"name":"n","text":"t"}"#), Source::ByText(_)));
    assert!(matches!(source(r#"{"bytes":"b"}"#), Source::InPlace(_)));
    assert!(matches!(source(r#"[{"url":"u"}]"#), Source::Many(list) if list.len() == 1));
    assert!(matches!(source(r#"{"name":"n"}"#), Source::Unknown(_)));
    assert!(matches!(source("7"), Source::Unknown(_)));
    assert!(matches!(from_str("7").unwrap(), UploadSize::Integer(7)));
    assert!(matches!(from_str(r#""7""#).unwrap(), UploadSize::Text(_)));
}

#[test]
fn what_is_built_is_sent() {
    let upload = Upload::new(Source::ByUrl(Box::new(ByUrl::new("u"))))
        .size(UploadSize::Integer(7))
        .labels(UploadLabels::List(vec!["a".to_owned()]))
        .model(UploadModel::Small)
        .parent(Patch::Null);
    let json = r#"{"source":{"url":"u"},"size":7,"labels":["a"],"model":"small","parent":null}"#;
    assert_eq!(to_string(&upload), json);
    let from_contents = Upload::new(ByUrl::new("u")).size(7);
    assert_eq!((from_contents.source, from_contents.size), (upload.source, upload.size));
}
