//! Plu: <https://docs.getplu.com/api-reference/users/create-user>.

use clientwright_runtime::{Builder, Json, RetryPolicy};
use plu_client::models::CreateUser;
use plu_client::models::create_user::{self, ProgramChoice};
use plu_client::{Client, Environment};

use super::Wire;

/// The key of the documentation's examples.
pub(super) const KEY: &str = "sk_staging_your_api_key";

/// The wallet is not an example of the page, which has none.
const WALLET: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

pub(super) const HIDDEN: &[&str] = &[
    KEY,
    "Jane",
    "Doe",
    "jane@example.com",
    "4155555555",
    "203.0.113.42",
    "123 Main",
    "San Francisco",
    "94105",
    WALLET,
    "550e8400",
    "withpersona",
];

/// Of clients that make one attempt: servers of tests answer once.
pub(super) fn builder(url: Option<String>) -> Builder<Client> {
    let environment = url.map_or(Environment::Staging, Environment::Custom);
    Client::builder(environment).api_key(KEY).retries(RetryPolicy::none())
}

/// The user of the page's example.
pub(super) fn jane(program: ProgramChoice) -> CreateUser {
    CreateUser::new(create_user::Required {
        first_name: "Jane".into(),
        last_name: "Doe".into(),
        email: "jane@example.com".into(),
        phone_number: "+14155555555".into(),
        account_purpose: "personal use".into(),
        ip_address: "203.0.113.42".into(),
        is_terms_of_service_accepted: true,
        program,
        address: "123 Main Street".into(),
        city: "San Francisco".into(),
        region: "CA".into(),
        postal_code: "94105".into(),
        country_code: "US".into(),
    })
}

#[tokio::test]
async fn plu() {
    let mut wire = Wire::new("plu", "https://services-staging.getplu.com/api", builder, HIDDEN);

    let created = wire
        .sends("create_user.custodial", "201_created", |plu| {
            plu.users()
                .create(jane(ProgramChoice::Custodial))
                .with_idempotency_key("550e8400-e29b-41d4-a716-446655440000")
        })
        .await;
    assert_eq!(created.service_id, "acme-user-abc123def456ghi");
    assert_eq!(created.verification_url, "https://withpersona.com/verify?inquiry-id=inq_abc123...");

    wire.sends("create_user.non_custodial", "201_created", |plu| {
        let program = ProgramChoice::NonCustodial { wallet_address: WALLET.into() };
        let user = jane(program).redirect_url("https://example.com/done");
        plu.users().create(user).with_idempotency_key("550e8400-e29b-41d4-a716-446655440000")
    })
    .await;

    wire.finish();
}

#[test]
fn a_call_needs_no_async_runtime_where_it_may_block() {
    let body = r#"{"status":"success","message":"Users","data":{"users":[],"pagination":{"skip":0,"limit":1,"total":0}}}"#;
    let server = super::Server::answering(200, body);
    let plu = builder(Some(server.url())).build().unwrap();
    let answer = plu.users().list().limit(1).send_blocking().unwrap();
    assert_eq!((answer.status().as_u16(), answer.value().pagination.limit), (200, 1));
    let whole: Json = answer.raw().json().unwrap();
    assert_eq!(whole.get("message"), Some(Json::from("Users")));
    server.request();
}
