//! P100: a user is created and verified and pays by SEPA; the partner pays too, and the answer is lost.
//!
//! `cargo run -p clientwright-tours --example p100` runs it against a stand-in on this machine. What the stand-in
//! expects stands in `scenario.yaml`; the webhook handlers in `webhooks.rs`.

#![expect(clippy::print_stdout, reason = "a tour tells what it sees")]

mod webhooks;

use clientwright_runtime::{Date, DecimalString, File, Polling, Wait};
use clientwright_tours::{Failure, Inbox, StandIn, listen};
use p100_client::models::{
    CreatePartnerSepaTransfer, CreateUser, CreateUserSepaTransfer, KycFileStatus, KycFiles, ReceiverType,
    SepaTransferResponse, SepaTransferStatus, UserDocumentType, UserVerification,
    create_partner_sepa_transfer, create_user, create_user_sepa_transfer,
};
use p100_client::{Client, Environment, ErrorCode};

use self::webhooks::Event;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let books = run(SCENARIO).await?;
    println!("paid {:?} for the user, {:?} for ourselves", books.payment.amount, books.settlement.amount);
    println!("events for people to look at: {}", books.events_left);
    Ok(())
}

/// What the partner knows at the end.
pub(crate) struct Books {
    pub(crate) payment: SepaTransferResponse,
    pub(crate) settlement: SepaTransferResponse,
    pub(crate) events_left: usize,
}

pub(crate) const SCENARIO: &str = include_str!("scenario.yaml");

pub(crate) async fn run(scenario: &str) -> Result<Books, Failure> {
    let provider = StandIn::start("p100", scenario).await?;
    let outcome = tour(&provider).await;
    provider.judge(outcome).await
}

async fn tour(provider: &StandIn) -> Result<Books, Failure> {
    // A service says `Client::from_env()?`, which reads P100_ENVIRONMENT and P100_API_KEY. There is no default environment.
    // P100's keys do not tell which one they are for, and production takes calls from registered addresses only.
    let p100 = Client::builder(Environment::Custom(provider.url())).api_key("p100-tour-key").build()?;

    // The Webhook Security Token is handed out with the key. It comes in `Authorization`; with or without `Bearer ` before
    // it is not documented, so both are taken.
    let secret = "webhook-token-tour";
    let verifier = p100_client::webhooks::verifier([secret])?;
    let inbox = Inbox::default();
    let url = listen(webhooks::router(verifier, inbox.clone())).await?;
    provider.deliver_to(url, p100_client::webhooks::SIGNATURE, secret).await?;

    // Our own id of the user. P100 knows the user by it from now on.
    let user = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
    create_user(&p100, user).await?;
    pass_kyc(&p100, &inbox, user).await?;

    let payment = pay_for_user(&p100, user).await?;
    let settlement = pay_for_ourselves(&p100, &inbox).await?;
    Ok(Books { payment, settlement, events_left: inbox.len() })
}

async fn create_user(p100: &Client, user: &str) -> Result<(), Failure> {
    let jan = CreateUser::new(create_user::Required {
        external_user_id: user.into(),
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
        birth_date: Date::new(1990, 5, 15)?,
        has_accepted_p100_tc: true,
    })
    .birth_country("PL")
    .user_identification_number("123456789");
    match p100.users().create(jan).await {
        Ok(_) => Ok(()),
        // No idempotency key is needed: the id is unique, and a user that exists is what an earlier call made.
        Err(error) if ErrorCode::of(&error) == Some(ErrorCode::UserExists) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Sends the user's documents, and waits until the balances stand. All results come as webhooks.
async fn pass_kyc(p100: &Client, inbox: &Inbox<Event>, user: &str) -> Result<(), Failure> {
    // A passport takes its photo page and a selfie. Files come from memory or, with `File::open`, from a disk.
    let page =
        File::from_bytes("passport.jpg", "the bytes of the photo page").with_content_type("image/jpeg");
    let selfie = File::from_bytes("selfie.png", "the bytes of the selfie").with_content_type("image/png");
    p100.kyc().add_files(user, KycFiles::new([page, selfie])).await?;
    let taken = inbox
        .take(|event| match event {
            Event::KycFileAdded(event) if event.external_user_id == user => Some(event.status.clone()),
            _ => None,
        })
        .await;
    if taken != KycFileStatus::Added {
        return Err(format!("the documents of {user} were not taken: {taken:?}").into());
    }

    let passport = UserVerification::new()
        .external_user_id(user)
        .document_type(UserDocumentType::Passport)
        .document_number("AB1234567");
    p100.kyc().add_user_verification(passport).await?;
    loop {
        let status = inbox
            .take(|event| match event {
                Event::UserBalanceGeneration(event) if event.external_user_id == user => {
                    Some(event.status.clone())
                }
                _ => None,
            })
            .await;
        println!("user {user}: {status}");
        if status == "ACTIVE" {
            return Ok(());
        }
    }
}

/// Pays from the user's balance. The answer is an id and no more: the transfer is checked and carried out later.
async fn pay_for_user(p100: &Client, user: &str) -> Result<SepaTransferResponse, Failure> {
    let payment = CreateUserSepaTransfer::new(create_user_sepa_transfer::Required {
        source_external_user_id: user.into(),
        currency: "eur".into(),
        // A decimal in a string: what is written here is what is sent, no f64 comes between.
        amount: DecimalString::parse("100")?,
        destination_iban: "LT601010012345678901".into(),
        transfer_title: "Invoice 17".into(),
    })
    // Partners of the closed loop pay the user's own account and leave the receiver out.
    .receiver_type(ReceiverType::Natural)
    .receiver_first_name("John")
    .receiver_last_name("Doe");
    let accepted = match p100.sepa().create_user_transfer(payment).await {
        Ok(accepted) => accepted,
        // No id, no list, no webhook: `look_up()` reads the balance, of which a lower one proves that it was paid. Ask P100
        // too, and never pay anew.
        Err(error) if error.may_have_worked() => return Err(format!("{user} may have paid: {error}").into()),
        Err(error) => return Err(error.into()),
    };
    // No webhook of users' transfers is published, so this is the one thing to ask for again until it is final. Store the
    // id: it is all that the wait needs, also after a restart.
    let id = accepted.transfer_id;
    let is_final = |transfer: &SepaTransferResponse| match transfer.status {
        SepaTransferStatus::Successful => Wait::Done,
        SepaTransferStatus::Failed => Wait::Failed,
        // Also what P100 adds after this crate was made.
        _ => Wait::Pending,
    };
    let transfer = Polling::new().wait_until(|| p100.sepa().get_transfer(&id), is_final).await;
    transfer.map_err(|error| {
        format!("transfer {id}: {error}, last {:?}", error.last().map(|it| &it.status)).into()
    })
}

/// Pays from the partner's balance exactly once, also when the answer is lost.
async fn pay_for_ourselves(p100: &Client, inbox: &Inbox<Event>) -> Result<SepaTransferResponse, Failure> {
    // P100 has no idempotency keys and no list of transfers. The title is the only thing of ours that comes back, so give
    // every transfer its own, and write it down before the call is made.
    let title = "Settlement 2025-08-05";
    let transfer = CreatePartnerSepaTransfer::new(create_partner_sepa_transfer::Required {
        amount: DecimalString::parse("3.8")?,
        currency: "eur".into(),
        destination_iban: "PL49109024028743516259813188".into(),
        transfer_title: title.into(),
    });
    match p100.sepa().create_partner_transfer(transfer).await {
        Ok(_) => {}
        // It was not sent, or P100 refused it: no money has moved, and the call may be made again.
        Err(error) if !error.may_have_worked() => return Err(error.into()),
        // The answer was lost, came from a gateway, cannot be read, or is P500, by which P100 itself does not know: the
        // money may have moved. Making the call again could pay twice, so wait for what P100 says.
        Err(error) => println!("{title}: {error}"),
    }
    // Whether the answer came or not, the webhook tells. If it does not come within the day, P100's support is asked for
    // this title.
    let event = inbox
        .take(|event| match event {
            Event::PartnerSepaTransfer(event) if event.transfer_title.as_deref() == Some(title) => {
                Some(event.clone())
            }
            _ => None,
        })
        .await;
    // A token proves the sender and not the content, so the transfer itself decides.
    let transfer = p100.sepa().get_transfer(event.id.ok_or("the event has no id")?).await?;
    match transfer.status {
        SepaTransferStatus::Successful => Ok(transfer),
        _ => Err(format!("{title}: {:?}, {:?}", transfer.status, event.error).into()),
    }
}
