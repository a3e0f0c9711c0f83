//! An API with an operation of each class, by hand: not every class is among the providers'.

use std::time::Duration;

use clientwright_runtime::{
    Api, Builder, Call, Core, Json, Meta, Method, Operation, RepeatedKey, Retry, Scheme, Site, Undocumented,
};

use crate::subject::{Facts, Subject, again};

static API: Api = Api::new("acme-client", "1.2.3")
    .schemes(&[Scheme::bearer("bearerAuth", "ACME_API_KEY")])
    .error_code(&["/code"])
    .error_message(&["/message"]);

const POST: Meta = Meta::new(Method::Post, "pay", "/payments").security(&[&["bearerAuth"]]);
const KEY: Meta = POST.retry(Retry::Keyed).idempotency_key("idempotency-key");

macro_rules! operations {
    ($($name:ident: $meta:expr;)*) => {$(
        enum $name {}
        impl Operation for $name {
            type Output = Json;
            type Error = Undocumented;
            const META: Meta = $meta;
        }
    )*};
}

operations! {
    Read: Meta::new(Method::Get, "read", "/payments").security(&[&["bearerAuth"]]);
    Keyed: KEY;
    Refused: KEY.repeated_key(RepeatedKey::Refused).idempotency_lifetime(LIFE);
    Replayed: KEY.repeated_key(RepeatedKey::Replayed).idempotency_lifetime(LIFE);
    Unsent: POST.retry(Retry::Unsent);
    Never: POST.retry(Retry::Never);
}

const LIFE: Duration = Duration::from_secs(300);

/// An operation of each class.
pub(crate) fn subjects() -> Vec<Subject> {
    vec![
        subject::<Read>("safe"),
        subject::<Keyed>("keyed"),
        subject::<Refused>("refused"),
        subject::<Replayed>("replayed"),
        subject::<Unsent>("unsent"),
        subject::<Never>("never"),
    ]
}

fn subject<O: Operation<Output = Json, Error = Undocumented>>(class: &'static str) -> Subject {
    let facts = Facts {
        provider: "(acme)",
        operation: class,
        class,
        key_header: O::META.idempotency_header(),
        is_key_refused: O::META.on_repeated_key() == Some(RepeatedKey::Refused),
        may_refuse_key: matches!(class, "keyed" | "refused"),
        key_life: O::META.key_lifetime().map(|life| life.as_secs()),
        answer: (200, r#"{"state":"paid"}"#),
        refusal: (409, "{}"),
    };
    Subject::new(
        facts,
        |setup| setup.build::<Core>(Builder::new(&API, Site::custom(setup.url())).api_key(setup.secret())),
        |core, intention| {
            let call = Call::<O>::new(core).with_header("x-intention", intention);
            let call = match O::META.method() {
                Method::Get => call,
                _ => call.json(&Json::from("4711 canary of a body")),
            };
            Ok(again(call, |call| call.send()))
        },
    )
}
