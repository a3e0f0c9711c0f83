//! Plu: a user passes KYC and gets a card; the card is funded although an answer is lost, spends, and gives money back.
//!
//! `cargo run -p clientwright-tours --example plu` runs it against a stand-in on this machine. What the stand-in
//! expects stands in `scenario.yaml`; the webhook handler in `webhooks.rs`.

#![expect(clippy::print_stdout, reason = "a tour tells what it sees")]

mod webhooks;

use clientwright_runtime::Decimal;
use clientwright_tours::{Failure, Inbox, StandIn, listen};
use plu_client::models::{
    CardWithdrawalDeposit, CreateCard, CreateUser, FundCard, SetWebhook, TransactionDetails, UserKyc,
    WalletBalance, WithdrawFromCard, create_user, fund_card, withdraw_from_card,
};
use plu_client::sandbox::KycOutcome;
use plu_client::webhooks::Event;
use plu_client::{Client, Environment, ErrorCode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let books = run().await?;
    println!("spent {}, took back {}", books.purchase.amount, books.withdrawal.net_amount);
    println!("events for people to look at: {}", books.unknown_events);
    Ok(())
}

/// What the partner knows at the end.
pub(crate) struct Books {
    pub(crate) purchase: TransactionDetails,
    pub(crate) withdrawal: CardWithdrawalDeposit,
    pub(crate) unknown_events: usize,
}

pub(crate) async fn run() -> Result<Books, Failure> {
    let provider = StandIn::start("plu", include_str!("scenario.yaml")).await?;
    let outcome = tour(&provider).await;
    provider.judge(outcome).await
}

async fn tour(provider: &StandIn) -> Result<Books, Failure> {
    // A service says `Client::from_env()?`, which reads PLU_ENVIRONMENT and PLU_API_KEY. There is no default environment,
    // and a staging key is refused in production before anything is sent:
    assert!(Client::builder(Environment::Production).api_key("sk_staging_tour").build().is_err());
    let plu = Client::builder(Environment::Custom(provider.url())).api_key("sk_staging_tour").build()?;

    let inbox = Inbox::default();
    take_webhooks(&plu, provider, &inbox).await?;

    let user = create_user(&plu).await?;
    pass_kyc(&inbox, &user).await?;

    let card = create_card(&plu, &user).await?;
    fund(&plu, &card, Decimal::parse("100")?).await?;

    let purchase = last_purchase(&plu, &card).await?;
    let withdrawal = withdraw(&plu, &inbox, &card, Decimal::parse("25")?).await?;
    Ok(Books { purchase, withdrawal, unknown_events: inbox.len() })
}

/// Tells Plu where webhooks go. No other call shows the secret: keep it where keys are kept.
async fn take_webhooks(plu: &Client, provider: &StandIn, inbox: &Inbox<Event>) -> Result<(), Failure> {
    let address = SetWebhook::new("https://api.acme.com/webhooks/plu");
    let configured = plu.profile().set_webhook(address).send().await?;
    // The documentation shows the secret and does not promise it: without it, the one in the vault stays.
    let secret = configured.documented(|it| &it.webhook_secret)?.clone();
    // During a change of the address both secrets count: `[new, old]`.
    let verifier = plu_client::webhooks::verifier([secret.as_str()])?;
    let url = listen(webhooks::router(verifier, inbox.clone())).await?;
    provider.deliver_to(url, plu_client::webhooks::SIGNATURE, &secret).await
}

/// Creates the user, who then has to prove who they are.
async fn create_user(plu: &Client) -> Result<String, Failure> {
    // In staging the end of the last name decides how KYC ends. No other environment gives such names out.
    let staging = Environment::Staging.sandbox().ok_or("staging has test triggers")?;
    let jane = CreateUser::new(create_user::Required {
        first_name: "Jane".into(),
        last_name: staging.last_name("Doe", KycOutcome::Approved),
        email: "jane@example.com".into(),
        phone_number: "+14155555555".into(),
        account_purpose: "personal use".into(),
        ip_address: "203.0.113.42".into(),
        is_terms_of_service_accepted: true,
        program: create_user::ProgramChoice::Custodial,
        address: "123 Main Street".into(),
        city: "San Francisco".into(),
        region: "CA".into(),
        postal_code: "94105".into(),
        country_code: "US".into(),
    });
    match plu.users().create(jane).await {
        Ok(created) => {
            println!("user {}: to be verified at {}", created.service_id, created.verification_url);
            Ok(created.service_id)
        }
        // The codes that a program acts on; all others are for people.
        Err(error) => match ErrorCode::of(&error) {
            Some(ErrorCode::DuplicateUser) => {
                Err("there is a user with this address: look into users().list()".into())
            }
            Some(ErrorCode::InsufficientWalletBalance) => Err("the wallet cannot pay for KYC".into()),
            _ => Err(error.into()),
        },
    }
}

/// Waits for the result of KYC. It comes as a webhook, after minutes or days: there is nothing to poll.
async fn pass_kyc(inbox: &Inbox<Event>, user: &str) -> Result<(), Failure> {
    loop {
        match inbox.take(|event| kyc_of(user, event)).await {
            UserKyc::Approved(_) => {
                println!("user {user}: approved");
                return Ok(());
            }
            UserKyc::NeedsVerification(open) => {
                println!("user {user}: to be verified again at {}", open.verification_link);
            }
            UserKyc::Denied(denied) => return Err(format!("{user} is denied: {}", denied.reason).into()),
            // A result that Plu added after this crate was made.
            other => return Err(format!("{user} has an unknown result of KYC: {other:?}").into()),
        }
    }
}

fn kyc_of(user: &str, event: &Event) -> Option<UserKyc> {
    let Event::UserKycEvent(event) = event else { return None };
    let whose = match &event.data {
        UserKyc::Approved(kyc) => &kyc.service_id,
        UserKyc::Denied(kyc) => &kyc.service_id,
        UserKyc::NeedsVerification(kyc) => &kyc.service_id,
        _ => return None,
    };
    (whose == user).then(|| event.data.clone())
}

async fn create_card(plu: &Client, user: &str) -> Result<String, Failure> {
    // Amounts are decimals, in dollars: what is written here is what is sent, no f64 comes between.
    let call = plu.cards().create(CreateCard::new(user).amount(Decimal::parse("50")?));
    // Every such call has an idempotency key of its own. Write it down before the call is sent: after a crash, the same
    // call with that key (`with_idempotency_key`) is the only way to ask again without paying again.
    println!("card for {user}: key {}", call.idempotency_key().unwrap_or("none"));
    // Should this answer be lost: no call lists cards, so the id has to come from Plu's support, or from a webhook.
    let created = call.await?;
    println!("card {}: made", created.service_card_id);
    Ok(created.service_card_id)
}

/// Funds a card exactly once, also when an answer is lost.
async fn fund(plu: &Client, card: &str, amount: Decimal) -> Result<(), Failure> {
    let before = in_cents(&plu.wallet().get_balance().await?)?;
    let call = plu.cards().fund(FundCard::new(fund_card::Required {
        service_card_id: card.to_owned(),
        amount: amount.clone(),
    }));
    // What shows whether it worked. The call is gone once it is sent.
    let look_up = call.look_up();
    // What failed without an answer was asked again, with the same key.
    let error = match call.await {
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    // Nothing was sent, or Plu refused it: no money has moved.
    if !error.may_have_worked() {
        return Err(error.into());
    }
    // An answer was lost, came from a gateway, or cannot be read. When Plu knew the key (`is_repeated_key`) an attempt had
    // arrived, which is not yet to say that it worked. A new call would have a new key and could pay twice.
    println!("card {card}: {error}");
    // The wallet that paid for it decides; one that pays for much at a time needs the card's transactions as well.
    let paid = before - in_cents(&look_up.await?)?;
    let amount = amount.to_scaled(2).ok_or("an amount has at most two decimals")?;
    if paid < amount {
        return Err("the wallet has not paid: look again before funding anew".into());
    }
    println!("card {card}: funded by the call whose answer was lost");
    Ok(())
}

/// Ledgers count in whole cents, and a balance that does not fit into them is refused and not rounded.
fn in_cents(wallet: &WalletBalance) -> Result<i128, Failure> {
    Ok(wallet.balance.to_scaled(2).ok_or("the balance has more than two decimals")?)
}

async fn last_purchase(plu: &Client, card: &str) -> Result<TransactionDetails, Failure> {
    let page = plu.transactions().list().service_card_id(card).limit(20).await?;
    // The name of the filter is inferred, as its documentation says: check what comes back.
    let of_card = page.transactions.into_iter().filter(|transaction| transaction.service_card_id == card);
    let settled = of_card.filter(|transaction| transaction.status == "settled");
    let latest = settled.max_by(|one, other| one.created_at.as_str().cmp(other.created_at.as_str()));
    let latest = latest.ok_or("the card has no settled transaction")?;
    let purchase = plu.transactions().get(&latest.service_transaction_id).await?;
    println!("card {card}: {} {} at {:?}", purchase.amount, purchase.currency, purchase.merchant_name);
    Ok(purchase)
}

/// Takes money back. The answer only says that it was accepted; the webhook says what reached the wallet.
async fn withdraw(
    plu: &Client,
    inbox: &Inbox<Event>,
    card: &str,
    amount: Decimal,
) -> Result<CardWithdrawalDeposit, Failure> {
    // One's own name for this withdrawal, by which the webhook is known again.
    let reference = "ref-test-001";
    let withdrawal = WithdrawFromCard::new(withdraw_from_card::Required {
        service_card_id: card.to_owned(),
        amount,
        reference: reference.into(),
    });
    match plu.cards().withdraw(withdrawal).await {
        Ok(_) => {}
        // It may have arrived, and the webhook will tell.
        Err(error) if error.may_have_worked() => println!("card {card}: {error}"),
        Err(error) => return Err(error.into()),
    }
    let deposit = inbox
        .take(|event| match event {
            Event::WalletDepositCardWithdrawal(event)
                if event.data.reference.as_deref() == Some(reference) =>
            {
                Some(event.data.clone())
            }
            _ => None,
        })
        .await;
    println!("card {card}: {} {} back, {} of it a fee", deposit.net_amount, deposit.currency, deposit.fee);
    Ok(deposit)
}
