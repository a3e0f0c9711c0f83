//! Responses that carry their data in one member, and in another whether the call worked.

use std::collections::BTreeMap;

use clientwright_runtime::{
    Call, CallError, Delivery, Envelope, ErrorKind, Json, Meta, Method, Operation, Response,
    ScriptedTransport, by_status, object,
};

use crate::support::{client, operations};

#[derive(Clone, PartialEq)]
pub(crate) struct Order {
    id: Option<String>,
    legs: Vec<Leg>,
    extra: BTreeMap<String, Json>,
}

#[derive(Clone, PartialEq)]
pub(crate) struct Leg {
    hash: Option<String>,
    amounts: Option<Box<Leg>>,
    extra: BTreeMap<String, Json>,
}

object! { Order { id: "order/id" [optional], legs: "legs" } extra }
object! { Leg { hash: "hash" [optional], amounts: "amounts" [optional] } extra }

#[derive(Debug, PartialEq)]
pub(crate) enum Later {
    Now(Json),
    Accepted,
}

by_status! { Later { 200 => Now(Json), 202 => Accepted } }

const POST: Meta = Meta::new(Method::Post, "order", "/orders");
const FLAG: Envelope = Envelope::new().success("/success").data("/data");
const TEXT: Envelope = Envelope::new().success_is("/head/status", "success").data("/head/data");

operations! {
    Flagged -> Json, Json: POST.envelope(FLAG);
    Texted -> Json, Json: POST.envelope(TEXT);
    Silent -> Json, Json: POST.envelope(FLAG.success_optional());
    DataOnly -> Json, Json: POST.envelope(Envelope::new().data("/data"));
    Maybe -> Option<Json>, Json: POST.envelope(FLAG);
    Bare -> (), Json: POST.envelope(FLAG.without_data());
    Deferred -> Later, Json: POST.envelope(FLAG.success_optional());
    Typed -> Order, Json: POST.envelope(FLAG);
    Plain -> Order, Json: POST;
    Deep -> Vec<Leg>, Json: POST.envelope(TEXT);
}

async fn sent<O: Operation>(status: u16, body: &str) -> Result<Response<O::Output>, CallError<O::Error>> {
    Call::<O>::new(&client(&ScriptedTransport::new().json(status, body))).send().await
}

/// What a call said, and at which place of the body.
async fn answer<O: Operation>(status: u16, body: &str) -> String
where
    O::Output: std::fmt::Debug,
{
    match sent::<O>(status, body).await {
        Ok(response) => format!("{:?}", response.value()),
        Err(error) => {
            assert!(error.may_have_worked(), "{error}");
            assert!(!error.is_retryable(), "{error}");
            assert_eq!(error.delivery(), Delivery::Answered);
            assert_eq!(error.body().unwrap(), body);
            assert_eq!(error.status().unwrap(), status);
            error.to_string().split_once(": ").unwrap().1.to_owned()
        }
    }
}

#[tokio::test]
async fn what_is_inside_is_the_value() {
    let value = "Json(Object, 7 bytes)";
    for body in [r#"{"success":true,"data":{"a":1}}"#, r#" { "data" : { "a" : 1 } , "success" : true } "#] {
        assert_eq!(answer::<Flagged>(200, body).await, value);
    }
    assert_eq!(answer::<Texted>(200, r#"{"head":{"status":"success","data":{"a":1}}}"#).await, value);
    assert_eq!(answer::<Silent>(200, r#"{"data":{"a":1}}"#).await, value);
    assert_eq!(answer::<DataOnly>(200, r#"{"data":{"a":1},"success":false}"#).await, value);
    assert_eq!(answer::<Maybe>(200, r#"{"success":true}"#).await, "None");
    assert_eq!(answer::<Maybe>(200, r#"{"success":true,"data":null}"#).await, "None");
    // The last of two members counts, as everywhere.
    assert_eq!(answer::<Flagged>(200, r#"{"success":false,"success":true,"data":{"a":1}}"#).await, value);
}

#[tokio::test]
async fn the_rest_of_the_body_stays() {
    let body = r#"{"success":true,"data":1,"page":{"next":"b"}}"#;
    let response = sent::<Flagged>(200, body).await.unwrap();
    assert_eq!(response.raw().body(), body);
    let whole: Json = response.raw().json().unwrap();
    assert_eq!(whole.get("page").and_then(|page| page.get("next")), Some(Json::from("b")));
}

#[tokio::test]
async fn a_failure_in_the_body_is_an_error() {
    let failure = "the server answered 201 Created and reports a failure with code `LIMIT`";
    let flagged = r#"{"success":false,"error":{"code":"LIMIT","message":"five"},"data":{"a":1}}"#;
    assert_eq!(answer::<Flagged>(201, flagged).await, failure);
    assert_eq!(answer::<Silent>(201, flagged).await, failure);
    assert_eq!(answer::<Bare>(201, flagged).await, failure);
    assert_eq!(answer::<Texted>(201, r#"{"head":{"status":"error"},"code":"LIMIT"}"#).await, failure);

    let error = sent::<Flagged>(201, flagged).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::Status, Some("LIMIT"), Some("five"))
    );
    assert!(error.api().is_some(), "the documented body of errors is read");
}

#[tokio::test]
async fn a_documented_code_says_what_became_of_the_call() {
    for (code, may_have_worked) in [("EXPIRED", false), ("BROKEN", true), ("BOOKED", true), ("OTHER", true)] {
        let body = format!(r#"{{"success":false,"code":"{code}"}}"#);
        let error = sent::<Flagged>(200, &body).await.unwrap_err();
        assert_eq!(error.may_have_worked(), may_have_worked, "{code}");
    }
}

#[tokio::test]
async fn what_is_no_envelope_is_unread_at_its_place() {
    let unread = "the server's answer with status 200 cannot be read: ";
    for (body, problem) in [
        (r#"{"data":{"a":1}}"#, "at `/success`: expected true, found nothing"),
        (r#"{"success":null,"data":1}"#, "at `/success`: expected true, found nothing"),
        (r#"{"success":"yes","data":1}"#, "at `/success`: expected true, found a string"),
        (r#"{"success":1,"data":1}"#, "at `/success`: expected true, found a number"),
        (r#"{"success":true}"#, "at `/data`: expected the data, found nothing"),
        (r#"{"success":true,"data":1} x"#, "expected the end of the text, found more"),
        ("[1]", "at `/success`: expected true, found nothing"),
        ("", "at `/success`: expected true, found nothing"),
        ("<html>", "expected a JSON value, found malformed JSON at byte 0"),
    ] {
        assert_eq!(answer::<Flagged>(200, body).await, format!("{unread}{problem}"), "{body}");
    }
    let problem = "at `/head/status`: expected `success`, found a boolean";
    assert_eq!(answer::<Texted>(200, r#"{"head":{"status":true}}"#).await, format!("{unread}{problem}"));
    let problem = "at `/data/legs/0/hash`: expected a string, found a number";
    let body = r#"{"success":true,"data":{"legs":[{"hash":1}]}}"#;
    assert_eq!(answer::<Typed>(200, body).await, format!("{unread}{problem}"));
}

/// The text of a success may stand where errors carry their code.
#[tokio::test]
async fn a_code_is_only_where_no_success_is_claimed() {
    let code = async |body: &str| sent::<Flagged>(200, body).await.unwrap_err().code().map(str::to_owned);
    assert_eq!(code(r#"{"success":true,"code":"done"}"#).await, None);
    assert_eq!(code(r#"{"code":"LIMIT"}"#).await, Some("LIMIT".to_owned()));
    let plain = sent::<Plain>(200, r#"{"code":"LIMIT"}"#).await.unwrap_err();
    assert_eq!(plain.code(), None);
}

#[tokio::test]
async fn a_body_that_nobody_documents_may_be_anything_but_a_failure() {
    for body in ["", "OK", "[1]", r#"{"success":true}"#, r#"{"success":"yes"}"#, "null"] {
        assert_eq!(answer::<Bare>(200, body).await, "()", "{body}");
    }
}

/// One success has data, the other has no body that is documented.
#[tokio::test]
async fn a_status_without_data_needs_none() {
    for body in ["", "OK", r#"{"success":true}"#] {
        assert_eq!(answer::<Deferred>(202, body).await, "Accepted", "{body}");
        assert!(
            answer::<Deferred>(200, body)
                .await
                .starts_with("the server's answer with status 200 cannot be read")
        );
    }
    assert!(answer::<Deferred>(202, r#"{"success":false}"#).await.ends_with("reports a failure"));
    let now = answer::<Deferred>(200, r#"{"data":1}"#).await;
    assert_eq!(now, "Now(Json(Number, 1 bytes))");
}

#[tokio::test]
async fn an_absent_field_is_an_error_of_the_call() {
    let body = r#"{"success":true,"data":{"legs":[{"hash":"0x1"},{"amounts":{}}]}}"#;
    let order = sent::<Typed>(201, body).await.unwrap();
    assert_eq!(order.documented(|order| &order.legs[0].hash).unwrap(), "0x1");
    let error = order.documented(|order| &order.id).unwrap_err();
    assert_eq!(
        error.to_string(),
        "order: the server's answer with status 201 cannot be read: at `/data/order~1id`: expected what is documented, \
         found nothing"
    );
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Decode, "order"));
    assert_eq!(error.body().unwrap(), body);
    assert!(error.may_have_worked(), "the order may be there");

    let leg = order.documented(|order| &order.legs[1].amounts).unwrap();
    let pointer = |error: clientwright_runtime::Error| error.decode_error().unwrap().pointer();
    // The first field of a struct has its address.
    assert_eq!(pointer(order.documented(|order| &order.legs[1].hash).unwrap_err()), "/data/legs/1/hash");
    assert_eq!(pointer(order.documented(|_| &leg.hash).unwrap_err()), "/data/legs/1/amounts/hash");
    assert_eq!(pointer(order.documented(|_| &leg.amounts).unwrap_err()), "/data/legs/1/amounts/amounts");
    // What is no part of the response has no place there.
    assert_eq!(pointer(order.documented(|_| &None::<String>).unwrap_err()), "/data");
}

#[tokio::test]
async fn places_are_those_of_the_whole_body() {
    let pointer = |error: clientwright_runtime::Error| error.decode_error().unwrap().pointer();
    let plain = sent::<Plain>(200, r#"{"legs":[]}"#).await.unwrap();
    assert_eq!(pointer(plain.documented(|order| &order.id).unwrap_err()), "/order~1id");
    let deep = sent::<Deep>(200, r#"{"head":{"status":"success","data":[{}]}}"#).await.unwrap();
    assert_eq!(pointer(deep.documented(|legs| &legs[0].hash).unwrap_err()), "/head/data/0/hash");
}
