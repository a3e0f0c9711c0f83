//! Bitmama, the older edition of Plu: the page is <https://docs.getplu.com/api-reference/users/create-user> as it was.

use bitmama_client::models::{CreateUser, create_user};
use bitmama_client::{Client, Environment};
use clientwright_runtime::{Builder, RetryPolicy};

use super::Wire;

const KEY: &str = "sk_staging_your_api_key";

pub(super) const HIDDEN: &[&str] =
    &[KEY, "Jane", "Doe", "jane@example.com", "4155555555", "203.0.113.42", "550e8400", "withpersona"];

/// Of clients that make one attempt: servers of tests answer once.
pub(super) fn builder(url: Option<String>) -> Builder<Client> {
    let environment = url.map_or(Environment::Staging, Environment::Custom);
    Client::builder(environment).api_key(KEY).retries(RetryPolicy::none())
}

/// The user of the page's example.
pub(super) fn jane() -> CreateUser {
    CreateUser::new(create_user::Required {
        first_name: "Jane".into(),
        last_name: "Doe".into(),
        email: "jane@example.com".into(),
        phone_number: "+14155555555".into(),
        account_purpose: "personal use".into(),
        ip_address: "203.0.113.42".into(),
        is_terms_of_service_accepted: true,
        program: create_user::ProgramChoice::Custodial,
    })
}

#[tokio::test]
async fn bitmama() {
    let mut wire = Wire::new("bitmama", "https://services-staging.bitmama.io/api", builder, HIDDEN);

    let created = wire
        .sends("create_user", "201_created", |bitmama| {
            bitmama.users().create(jane()).with_idempotency_key("550e8400-e29b-41d4-a716-446655440000")
        })
        .await;
    assert_eq!(created.service_id, "acme-rain-user-abc123def456ghi");

    wire.finish();
}
