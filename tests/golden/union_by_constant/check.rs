//! The constructor fills the constant in, and the constant decides.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_by_constant::models::{DirectData, Submission, SubmissionProof, SubmissionProofHostedPage};

#[test]
fn the_constant_is_sent() {
    let page = SubmissionProof::HostedPage(Box::new(SubmissionProofHostedPage::new("https://example.com")));
    assert_eq!(
        to_string(&Submission::new(page)),
        r#"{"proof":{"method":"hosted_page","url":"https://example.com"}}"#
    );
    let data = SubmissionProof::DirectData(Box::new(DirectData::new("Jane")));
    assert_eq!(to_string(&data), r#"{"method":"direct_data","name":"Jane"}"#);
}

#[test]
fn the_constant_decides() {
    let proof: SubmissionProof = from_str(r#"{"url":"u","name":"n","method":"direct_data"}"#).unwrap();
    assert!(matches!(proof, SubmissionProof::DirectData(_)), "{proof:?}");
}
