//! Unigox: <https://developers.unigox.com/api-reference/user-management>.

use std::collections::BTreeMap;

use clientwright_runtime::{Builder, Date, File, Json, RetryPolicy, Uuid};
use unigox_client::models::external_kyc_data::ProviderChoice;
use unigox_client::models::{
    AnyInstitutionRail, AuthorizeRefund, CreatePaymentDetails, CreatePaymentDetailsAnyInstitution,
    CreatePaymentDetailsWithInstitution, CreateUser, DirectKycData, DirectKycPii, ExternalKycData,
    FiatAccountCloseReason, FiatAccountStatus, HandoffKycData, HandoffKycPii, IdDocumentType, InitiateOrder,
    IssueFiatAccount, KycDocumentLink, KycDocumentType, KycStatus, KycUpload, OrderNextAction, OrderStatus,
    RegistryIdType, SourceOfFunds, SubmitKyc, SubmitKycDirectData, SubmitKycExternalToken, SubmitKycHandoff,
    UpdateKyc, UpdateKycGender, UploadKycDocumentFile, UploadKycDocumentLinks, UploadKycDocumentUrl,
    UploadKycDocumentUrls, VerificationStatus, create_payment_details_any_institution,
    create_payment_details_with_institution, create_user, direct_kyc_pii, issue_fiat_account,
    kyc_document_link, upload_kyc_document_file, upload_kyc_document_url,
};
use unigox_client::webhooks::Event;
use unigox_client::{Client, Environment};

use super::{Answer, Wire, documented};

pub(super) const KEY: &str = "unigox-partner-key";

pub(super) const HIDDEN: &[&str] = &[
    KEY,
    "user@example.com",
    "John",
    "Doe",
    "Michael",
    "1990-01-01",
    "348012345678",
    "37012345678",
    "\"12345678901", // without the quote the id of the order has it, too
    "AK9931245",
    "123 Street",
    "Svitrigailos",
    "Vilnius",
    "DE89370400440532013000",
    "0000003100000001234567",
    "0123456789",
    "sumsub_external_session_id",
    "inq_CWQ",
    "passport_photo",
    "the bytes of",
    "id-front",
    "verify.example.com",
    "1011 AB",
    "0x0123456789abcdef",
];

/// Of clients that make one attempt: servers of tests answer once.
pub(super) fn builder(url: Option<String>) -> Builder<Client> {
    let environment = url.map_or(Environment::Staging, Environment::Custom);
    Client::builder(environment).api_key(KEY).retries(RetryPolicy::none())
}

fn wire() -> Wire<Client> {
    Wire::new("unigox", "https://api-staging.unigox.com", builder, HIDDEN)
}

/// The user of all examples.
pub(super) fn user() -> Uuid {
    Uuid::parse("550e8400-e29b-41d4-a716-446655440000").unwrap()
}

pub(super) fn person() -> DirectKycPii {
    DirectKycPii::new(direct_kyc_pii::Required {
        first_name: "John".into(),
        last_name: "Doe".into(),
        country_code: "NG".into(),
    })
    .dob(Date::new(1990, 1, 1).unwrap())
}

pub(super) fn direct(person: DirectKycPii) -> SubmitKyc {
    SubmitKyc::DirectData(Box::new(SubmitKycDirectData::new(DirectKycData::new(person))))
}

fn external(data: ExternalKycData) -> SubmitKyc {
    SubmitKyc::ExternalToken(Box::new(SubmitKycExternalToken::new(data)))
}

fn handoff(data: HandoffKycData) -> SubmitKyc {
    SubmitKyc::Handoff(Box::new(SubmitKycHandoff::new(data)))
}

fn details<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, Json> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), Json::from(value))).collect()
}

/// All parts in one test: it alone knows every file of the folder.
#[tokio::test]
async fn unigox() {
    let mut wire = wire();
    users(&mut wire).await;
    submit_kyc(&mut wire).await;
    documents(&mut wire).await;
    update_kyc_and_status(&mut wire).await;
    payment_details(&mut wire).await;
    refunds(&mut wire).await;
    fiat_accounts(&mut wire).await;
    initiate(&mut wire).await;
    without_success(&mut wire).await;
    wire.finish();
}

async fn users(wire: &mut Wire<Client>) {
    let check = wire.sends("verify_api_key", "200_accepted", |unigox| unigox.auth().verify_api_key()).await;
    assert_eq!(check.authenticated, Some(true));

    let created = wire
        .sends("create_user", "201_created", |unigox| {
            unigox.users().create(CreateUser::new(create_user::Required {
                user_ref: "partner_unique_id_123".into(),
                email: "user@example.com".into(),
            }))
        })
        .await;
    assert_eq!(created.user_uuid, Some(user()));
    assert_eq!(created.kyc_status, Some(KycStatus::NotInitiated));

    let found = wire.sends("get_user", "200_user", |unigox| unigox.users().get(user())).await;
    assert_eq!(found.kyc.unwrap().first_name.as_deref(), Some("John"));
    assert_eq!(found.payment_profiles.unwrap()[0].id.as_deref(), Some("987"));
}

async fn submit_kyc(wire: &mut Wire<Client>) {
    let taken = wire
        .sends("submit_kyc.direct_data", "200_direct_data", |unigox| {
            let person = person()
                .middle_name("Michael")
                .phone_number("+2348012345678")
                .address("123 Street Name, Lagos")
                .postal_code("100001");
            unigox.kyc().submit(user(), direct(person))
        })
        .await;
    assert_eq!(taken.kyc_status, Some(KycStatus::InProgress));

    wire.sends("submit_kyc.registry_number", "200_direct_data", |unigox| {
        let person = person().id_number("12345678901").id_type(RegistryIdType::Nin);
        unigox.kyc().submit(user(), direct(person))
    })
    .await;

    wire.sends("submit_kyc.sumsub_token", "200_direct_data", |unigox| {
        let check =
            ExternalKycData::new(ProviderChoice::Sumsub { token: "sumsub_external_session_id".into() });
        unigox.kyc().submit(user(), external(check))
    })
    .await;

    wire.sends("submit_kyc.persona_inquiry", "200_direct_data", |unigox| {
        let inquiry_id = "inq_CWQzc5afzD4dmF66EJqjdPC2T79C".into();
        let check = ExternalKycData::new(ProviderChoice::Persona { inquiry_id });
        unigox.kyc().submit(user(), external(check))
    })
    .await;

    let page = wire
        .sends("submit_kyc.handoff", "200_handoff", |unigox| {
            unigox.kyc().submit(user(), handoff(HandoffKycData::new()))
        })
        .await;
    assert_eq!(
        page.verification_url.unwrap(),
        "https://verify.example.com/session/4fd410c9-ba9b-46cf-a4f0-132204a9a564"
    );

    wire.sends("submit_kyc.handoff_prefilled", "200_handoff", |unigox| {
        let person = HandoffKycPii::new().first_name("John").last_name("Doe").country_code("NG");
        unigox.kyc().submit(user(), handoff(HandoffKycData::new().pii(person)))
    })
    .await;
}

async fn documents(wire: &mut Wire<Client>) {
    let uploaded = wire
        .sends("upload_kyc_document.file", "200_single", |unigox| {
            let photo = File::from_bytes("passport_photo.jpg", "the bytes of the photo");
            let document = UploadKycDocumentFile::new(upload_kyc_document_file::Required {
                document: photo.with_content_type("image/jpeg"),
                document_type: KycDocumentType::Passport,
            });
            unigox.kyc().upload_document_multipart(user(), document)
        })
        .await;
    let KycUpload::UploadedKycDocument(uploaded) = uploaded else { panic!("{uploaded:?}") };
    assert_eq!(uploaded.document_id, "f1d5f922-bee2-4c7e-88ef-18022958c4c2");

    wire.sends("upload_kyc_document.single_url", "200_single", |unigox| {
        let link = UploadKycDocumentUrl::new(upload_kyc_document_url::Required {
            document_type: KycDocumentType::IdentityFront,
            url: "https://example.com/id-front.jpg".into(),
        });
        unigox.kyc().upload_document(user(), UploadKycDocumentLinks::UploadKycDocumentUrl(Box::new(link)))
    })
    .await;

    let batch = wire
        .sends("upload_kyc_document.batch_url", "200_batch", |unigox| {
            let link = |document_type, url: &str| {
                KycDocumentLink::new(kyc_document_link::Required { document_type, url: url.into() })
            };
            let links = UploadKycDocumentUrls::new([
                link(KycDocumentType::IdentityFront, "https://example.com/id-front.jpg"),
                link(KycDocumentType::Selfie, "https://example.com/selfie.jpg"),
            ]);
            let links = UploadKycDocumentLinks::UploadKycDocumentUrls(Box::new(links));
            unigox.kyc().upload_document(user(), links)
        })
        .await;
    let KycUpload::KycDocumentBatch(batch) = batch else { panic!("{batch:?}") };
    assert_eq!(batch.uploaded.len(), 1);
    assert_eq!(batch.errors.unwrap()[0].document_type.as_deref(), Some("selfie"));
}

async fn update_kyc_and_status(wire: &mut Wire<Client>) {
    let updated = wire
        .sends("update_kyc.address", "200_updated", |unigox| {
            let address = UpdateKyc::new().address("Svitrigailos g 29").city("Vilnius").postal_code("03229");
            unigox.kyc().update(user(), address)
        })
        .await;
    assert_eq!(updated.updated_fields.unwrap(), ["address", "city", "postal_code"]);

    wire.sends("update_kyc.identity", "200_updated", |unigox| {
        let identity = UpdateKyc::new()
            .dob(Date::new(1990, 1, 1).unwrap())
            .phone_number("+37012345678")
            .id_number("AK9931245")
            .id_type(IdDocumentType::Passport)
            .gender(UpdateKycGender::F)
            .nationality("LT")
            .id_issue_country("LT")
            .source_of_funds(SourceOfFunds::Salary);
        unigox.kyc().update(user(), identity)
    })
    .await;

    let latest = wire
        .sends("get_verification_status.latest", "200_in_progress", |unigox| {
            unigox.kyc().get_verification_status(user())
        })
        .await;
    assert_eq!(latest.status, Some(VerificationStatus::InProgress));
    assert_eq!(latest.verification_seconds_left, Some(3600));

    wire.sends("get_verification_status.by_id", "200_in_progress", |unigox| {
        unigox.kyc().get_verification_status(user()).verification_id("a1b2c3d4-e5f6-7890-abcd-ef1234567890")
    })
    .await;
}

async fn payment_details(wire: &mut Wire<Client>) {
    let saved = wire
        .sends("list_payment_details", "200_profiles", |unigox| unigox.payment_details().list(user()))
        .await;
    assert_eq!(saved[0].payment_details_id.as_deref(), Some("987"));
    assert_eq!(saved[0].details, Some(details([("account_number", "0123456789")])));

    // SEPA is one of the rails where the institution may be left out.
    let created = wire
        .sends("create_payment_details.any_institution", "201_saved", |unigox| {
            unigox.payment_details().create(user(), sepa())
        })
        .await;
    assert_eq!(created.institution_id.as_deref(), Some("guaranty-trust-bank"));

    wire.sends("create_payment_details.with_institution", "201_saved", |unigox| {
        let account =
            CreatePaymentDetailsWithInstitution::new(create_payment_details_with_institution::Required {
                currency: "ARS".into(),
                rail: "cvu-cbu".into(),
                details: details([
                    ("cvu", "0000003100000001234567"),
                    ("alias", "john.doe"),
                    ("phone_number", "+541112345678"),
                ]),
                institution_id: "uala".into(),
            })
            .country_code("AR");
        unigox.payment_details().create(user(), CreatePaymentDetails::WithInstitution(Box::new(account)))
    })
    .await;

    let deleted = wire
        .sends("delete_payment_details", "200_deleted", |unigox| {
            unigox.payment_details().delete(user(), "987")
        })
        .await;
    assert_eq!(deleted.message.unwrap(), "Payment details deleted successfully");
}

/// A stopped order reads `cancelled` whether its crypto is still in escrow or not, and a refund that is accepted is not
/// executed yet.
async fn refunds(wire: &mut Wire<Client>) {
    let order = order();
    let owed =
        wire.sends("get_order.owed", "200_refund_required", |unigox| unigox.orders().get(&order)).await;
    assert_eq!(owed.status, Some(OrderStatus::Cancelled));
    assert_eq!(owed.next_action, Some(OrderNextAction::AuthorizeRefund));
    assert_eq!(owed.allowed_actions.unwrap(), ["authorize-refund"]);

    let parameters = wire
        .sends("get_refund_parameters", "200_refund", |unigox| unigox.orders().get_refund_parameters(&order))
        .await;
    assert_eq!(parameters.direction.as_deref(), Some("to_seller"));

    let signed = AuthorizeRefund::new("0x0123456789abcdef");
    for (name, answer, hash) in [
        ("authorize_refund.under_way", "200_under_way", None),
        ("authorize_refund.executed", "200_executed", Some("0x7f1e...c4")),
    ] {
        let refund =
            wire.sends(name, answer, |unigox| unigox.orders().authorize_refund(&order, &signed)).await;
        assert_eq!(refund.tx_hash.as_deref(), hash);
    }

    let nothing =
        wire.sends("get_order.nothing_owed", "200_nothing_owed", |unigox| unigox.orders().get(&order)).await;
    assert_eq!((nothing.status, nothing.next_action), (Some(OrderStatus::Cancelled), None));
    assert_eq!(nothing.allowed_actions.unwrap(), [""; 0]);
}

async fn fiat_accounts(wire: &mut Wire<Client>) {
    let on = wire
        .sends("get_fiat_account_config.on", "200_config", |unigox| unigox.fiat_accounts().get_config())
        .await;
    let on = on.config.unwrap();
    assert_eq!((on.enabled, on.idle_close_days, on.idle_close_notice_days), (Some(true), Some(30), Some(7)));
    assert_eq!(on.issuers.unwrap()["EUR"], ["NL", "MT"]);
    assert!(on.extra.is_empty());

    let off = wire
        .sends("get_fiat_account_config.off", "200_switched_off", |unigox| {
            unigox.fiat_accounts().get_config()
        })
        .await;
    let off = off.config.unwrap();
    assert_eq!((off.enabled, off.idle_close_days), (Some(false), None));
    assert_eq!(off.disabled_reason.as_deref(), Some("PRODUCT_NOT_ACTIVATED"));

    let account = account();
    // A repeat answers the same account and may leave `created` out.
    for (name, answer, status, created) in [
        ("issue_fiat_account.opened", "201_pending", FiatAccountStatus::Pending, Some(true)),
        ("issue_fiat_account.repeated", "201_repeated", FiatAccountStatus::Active, None),
    ] {
        let issued = wire.sends(name, answer, |unigox| unigox.fiat_accounts().issue(&account)).await;
        assert_eq!((issued.status, issued.created), (Some(status), created));
    }

    // `closed` is final only when `closing` is false: the bank may yet leave the account open.
    let id = Uuid::parse("7c9e6679-7425-40de-944b-e07fc1f90ae7").unwrap();
    for (name, answer, status, closing, reason, due) in [
        ("get_fiat_account.due", "200_pounds", FiatAccountStatus::Active, None, None, true),
        (
            "get_fiat_account.being_closed",
            "200_being_closed",
            FiatAccountStatus::Closed,
            Some(true),
            None,
            false,
        ),
        (
            "get_fiat_account.closed",
            "200_closed",
            FiatAccountStatus::Closed,
            Some(false),
            Some(FiatAccountCloseReason::Inactivity),
            false,
        ),
    ] {
        let read = wire.sends(name, answer, |unigox| unigox.fiat_accounts().get(&id)).await;
        assert_eq!((read.status, read.closing, read.close_reason), (Some(status), closing, reason), "{name}");
        assert_eq!(read.closes_at.is_some(), due, "{name}");
    }
}

/// The reference says 201, a guide 200: an order that was made must not read as a failure.
async fn initiate(wire: &mut Wire<Client>) {
    let quote = Uuid::parse("a1b2c3d4-e5f6-7890-abcd-ef1234567890").unwrap();
    let body = r#"{"success":true,"data":{"order_id":"b2c3d4e5-f6a7-8901-bcde-f12345678901"}}"#;
    for (name, answer) in [
        ("initiate_offramp.created", "201_order".into()),
        ("initiate_offramp.accepted", Answer::Written(200, body)),
    ] {
        let made = wire
            .sends(name, answer, |unigox| unigox.offramp().initiate(InitiateOrder::new(quote.clone())))
            .await;
        assert_eq!(made.order_id, Some(order()), "{name}");
    }
}

/// These responses are described without a required `success`.
async fn without_success(wire: &mut Wire<Client>) {
    let missing = r#"{"data":{"ready":false,"missing":["selfie"]}}"#;
    let check =
        wire.sends("start_kyc_check", (200, missing), |unigox| unigox.kyc().start_check(user())).await;
    assert_eq!(check.ready, Some(false));
    let stats = wire
        .sends("get_order_stats", (200, r#"{"data":{"total_orders":161}}"#), |unigox| {
            unigox.orders().get_stats()
        })
        .await;
    assert_eq!(stats.total_orders, Some(161));
}

/// The notice before a close, and the close itself.
#[test]
fn unigox_tells_of_bank_accounts_that_are_closed() {
    let event = |example: &str| Event::decode(documented("unigox", example).as_bytes()).unwrap();
    let Event::FiatAccountClosing(notice) = event("fiat_account_closing_event_closing") else { panic!() };
    assert_eq!(notice.data.closes_at.unwrap().as_str(), "2026-10-15T06:00:00Z");
    let Event::FiatAccountUpdated(closed) = event("fiat_account_updated_event_closed") else { panic!() };
    assert_eq!(closed.data.status, Some(FiatAccountStatus::Closed));
    assert_eq!(closed.data.reason, Some(FiatAccountCloseReason::Inactivity));
    let by_bank = documented("unigox", "fiat_account_updated_event_closed").replace("\"inactivity\"", "null");
    let Event::FiatAccountUpdated(closed) = Event::decode(by_bank.as_bytes()).unwrap() else { panic!() };
    assert_eq!(closed.data.reason, None);
}

pub(super) fn account() -> IssueFiatAccount {
    IssueFiatAccount::new(issue_fiat_account::Required { user_uuid: user(), currency: "EUR".into() })
        .issuer_country("NL")
        .postal_code("1011 AB")
}

/// The order of all examples.
pub(super) fn order() -> Uuid {
    Uuid::parse("b2c3d4e5-f6a7-8901-bcde-f12345678901").unwrap()
}

pub(super) fn sepa() -> CreatePaymentDetails {
    let account = CreatePaymentDetailsAnyInstitution::new(create_payment_details_any_institution::Required {
        currency: "EUR".into(),
        rail: AnyInstitutionRail::IbanSepa,
        details: details([("full_name", "John Doe"), ("iban", "DE89370400440532013000")]),
    })
    .country_code("DE");
    CreatePaymentDetails::AnyInstitution(Box::new(account))
}
