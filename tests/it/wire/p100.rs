//! P100: <https://partner-api-docs.p100.io/create-user-account-28597691e0> and the pages that the operations name.

use clientwright_runtime::{Builder, Date, DecimalString, File, RetryPolicy};
use p100_client::models::{
    CreateUser, CreateUserSepaTransfer, KycFiles, ReceiverType, SepaTransferStatus, create_user,
    create_user_sepa_transfer,
};
use p100_client::{Client, Environment};

use super::Wire;

pub(super) const KEY: &str = "p100-partner-key";

pub(super) const HIDDEN: &[&str] = &[
    KEY,
    "jan.kowalski",
    "48601234567",
    "Kowalski",
    "Marsza",
    "Warszawa",
    "00-001",
    "1990-05-15",
    "123456789",
    "John",
    "Doe",
    "LT601010012345678901",
    "PL06109027500000000148911547",
    "passport-of-jan",
    "f47ac10b",
];

/// Of clients that make one attempt: servers of tests answer once.
pub(super) fn builder(url: Option<String>) -> Builder<Client> {
    let environment = url.map_or(Environment::Staging, Environment::Custom);
    Client::builder(environment).api_key(KEY).retries(RetryPolicy::none())
}

/// The user of the page's example, with the acceptance that its text demands.
fn jan() -> CreateUser {
    CreateUser::new(create_user::Required {
        external_user_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479".into(),
        email: "jan.kowalski@example.pl".into(),
        phone: "48601234567".into(),
        first_name: "Jan".into(),
        last_name: "Kowalski".into(),
        street: "ul. Marszałkowska".into(),
        number: "123/5".into(),
        city: "Warszawa".into(),
        post_code: "00-001".into(),
        country: "PL".into(),
        citizenship: "PL".into(),
        nationality: "PL".into(),
        birth_date: Date::new(1990, 5, 15).unwrap(),
        has_accepted_p100_tc: true,
    })
    .birth_country("PL")
    .user_identification_number("123456789")
}

/// A payment in open loop, from the newer sample.
pub(super) fn payment() -> CreateUserSepaTransfer {
    CreateUserSepaTransfer::new(create_user_sepa_transfer::Required {
        source_external_user_id: "bca65c48-df49-4831-a7b2-de7903321581".into(),
        currency: "eur".into(),
        amount: DecimalString::parse("100").unwrap(),
        destination_iban: "LT601010012345678901".into(),
        transfer_title: "Bank transfer".into(),
    })
    .receiver_type(ReceiverType::Natural)
    .receiver_first_name("John")
    .receiver_last_name("Doe")
}

#[tokio::test]
async fn p100() {
    let mut wire = Wire::new("p100", "https://partner-api-stage.p100.io", builder, HIDDEN);

    let created = wire.sends("create_user", "201_created", |p100| p100.users().create(jan())).await;
    assert_eq!(created.user_id.as_str(), "f63064b1-c26b-4c9e-af22-0b483262751f");
    assert_eq!(created.poa_required_for_extended, Some(false));

    // Neither the status nor the body of the answer is recorded.
    let nothing = (200, "");
    wire.sends("add_kyc_files", nothing, |p100| {
        let page = File::from_bytes("passport-of-jan.jpg", "the bytes of the photo page");
        let selfie = File::from_bytes("selfie.png", "the bytes of the selfie");
        let files =
            KycFiles::new([page.with_content_type("image/jpeg"), selfie.with_content_type("image/png")]);
        p100.kyc().add_files("f47ac10b-58cc-4372-a567-0e02b2c3d479", files)
    })
    .await;

    let accepted = wire
        .sends("create_user_sepa_transfer", "200_accepted", |p100| {
            p100.sepa().create_user_transfer(payment())
        })
        .await;
    assert_eq!(accepted.transfer_id, "7fb02323-969a-4936-94ea-86b8773ff1a2");

    let transfer = wire
        .sends("get_sepa_transfer", "200_user_transfer", |p100| {
            p100.sepa().get_transfer("aa816af7-bb28-448d-a5da-502d76471f41")
        })
        .await;
    assert_eq!(transfer.status, SepaTransferStatus::Successful);
    assert_eq!(transfer.amount.unwrap().to_scaled(2), Some(551));
    assert_eq!(transfer.fee.unwrap().to_scaled(2), Some(100));
    let payer = transfer.user.unwrap();
    assert_eq!(payer.external_user_id.as_deref(), Some("bca65c48-df49-4831-a7b2-de7903321581"));

    wire.finish();
}
