//! Bitmama: a user passes KYC, and a card transaction is read after its webhook.
//!
//! The documentation gives no method and path for creating and funding cards, so this crate has no such calls, and the
//! tour starts with a card that exists. Plu, the successor, documents them: see the tour of Plu.
//!
//! `cargo run -p clientwright-tours --example bitmama` runs it against a stand-in on this machine. What the stand-in
//! expects stands in `scenario.yaml`; the webhook handler in `webhooks.rs`.

#![expect(clippy::print_stdout, reason = "a tour tells what it sees")]

mod webhooks;

use bitmama_client::models::{CreateUser, SetRedirectUrl, SetWebhook, Transaction, create_user};
use bitmama_client::webhooks::Event;
use bitmama_client::{Client, Environment, ErrorCode};
use clientwright_runtime::Json;
use clientwright_tours::{Failure, Inbox, StandIn, listen};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let books = run().await?;
    println!("spent {} {}", books.purchase.amount, books.purchase.currency);
    println!("events for people to look at: {}", books.unknown_events);
    Ok(())
}

/// What the partner knows at the end.
pub(crate) struct Books {
    pub(crate) purchase: Transaction,
    pub(crate) unknown_events: usize,
}

pub(crate) async fn run() -> Result<Books, Failure> {
    let provider = StandIn::start("bitmama", include_str!("scenario.yaml")).await?;
    let outcome = tour(&provider).await;
    provider.judge(outcome).await
}

async fn tour(provider: &StandIn) -> Result<Books, Failure> {
    // A service says `Client::from_env()?`, which reads BITMAMA_ENVIRONMENT and BITMAMA_API_KEY. Only staging is documented.
    let bitmama = Client::builder(Environment::Custom(provider.url())).api_key("sk_staging_tour").build()?;

    let inbox = Inbox::default();
    set_up(&bitmama, provider, &inbox).await?;

    let user = create_user(&bitmama).await?;
    pass_kyc(&inbox, &user).await?;

    let purchase = settled_purchase(&bitmama, &inbox).await?;
    Ok(Books { purchase, unknown_events: inbox.len() })
}

/// Tells Bitmama where webhooks and users go. No other call shows the secret: keep it where keys are kept.
async fn set_up(bitmama: &Client, provider: &StandIn, inbox: &Inbox<Event>) -> Result<(), Failure> {
    let address = SetWebhook::new("https://api.acme.com/webhooks/bitmama");
    let configured = bitmama.profile().set_webhook(address).send().await?;
    // The documentation shows the secret and does not promise it: without it, the one in the vault stays.
    let secret = configured.documented(|it| &it.webhook_secret)?.clone();
    let verifier = bitmama_client::webhooks::verifier([secret.as_str()])?;
    let url = listen(webhooks::router(verifier, inbox.clone())).await?;
    provider.deliver_to(url, bitmama_client::webhooks::SIGNATURE, &secret).await?;

    let address = SetRedirectUrl::new("https://app.acme.com/kyc-complete");
    bitmama.profile().set_redirect_url(address).await?;
    Ok(())
}

/// Creates the user, who then has to prove who they are.
async fn create_user(bitmama: &Client) -> Result<String, Failure> {
    let jane = CreateUser::new(create_user::Required {
        first_name: "Jane".into(),
        last_name: "Doe".into(),
        email: "jane@example.com".into(),
        phone_number: "+14155555555".into(),
        account_purpose: "personal use".into(),
        ip_address: "203.0.113.42".into(),
        is_terms_of_service_accepted: true,
        program: create_user::ProgramChoice::Custodial,
    });
    let call = bitmama.users().create(&jane);
    let created = match call.await {
        Ok(created) => created,
        // KYC costs money, and the wallet that pays for it is empty. This call was answered and is over; after topping up,
        // a new one has a new key. Repeating is something else: a clone of the call, for an answer that was lost.
        Err(error) if ErrorCode::of(&error) == Some(ErrorCode::InsufficientWalletBalance) => {
            println!("{error}");
            bitmama.users().create(&jane).await?
        }
        Err(error) => return Err(error.into()),
    };
    println!("user {}: to be verified at {}", created.service_id, created.verification_url);
    Ok(created.service_id)
}

/// Waits for the result of KYC. There is one event for each state, and nothing to poll.
async fn pass_kyc(inbox: &Inbox<Event>, user: &str) -> Result<(), Failure> {
    loop {
        let state = inbox.take(|event| kyc_of(user, event)).await;
        println!("user {user}: {state:?}");
        match state {
            KycState::Approved => return Ok(()),
            KycState::Denied => return Err(format!("{user} is denied").into()),
            KycState::Open => {}
        }
    }
}

fn kyc_of(user: &str, event: &Event) -> Option<KycState> {
    // Only the data of the approval is documented; that the others name the user too is inferred.
    let (state, of) = match event {
        Event::UserKycApproved(event) => (KycState::Approved, Some(&event.data.service_id)),
        Event::UserKycDenied(event) => (KycState::Denied, event.data.service_id.as_ref()),
        Event::UserKycPending(event) => (KycState::Open, event.data.service_id.as_ref()),
        Event::UserKycManualReview(event) => (KycState::Open, event.data.service_id.as_ref()),
        Event::UserKycNeedsVerification(event) => (KycState::Open, event.data.service_id.as_ref()),
        _ => return None,
    };
    (of? == user).then_some(state)
}

#[derive(Debug)]
enum KycState {
    Open,
    Approved,
    Denied,
}

/// Waits for a transaction to be final, and reads it.
async fn settled_purchase(bitmama: &Client, inbox: &Inbox<Event>) -> Result<Transaction, Failure> {
    // What these events carry is not documented, so their `data` is a map. The name is the one used everywhere else; an
    // event without it would stay in the inbox for people to look at.
    let transaction = inbox
        .take(|event| match event {
            Event::TransactionSettled(event) => {
                event.data.get("serviceTransactionId").and_then(Json::to_text)
            }
            _ => None,
        })
        .await;
    // The webhook says that something happened, and the call says what.
    Ok(bitmama.transactions().get(&transaction).await?)
}
