//! Unigox: a user passes KYC and saves a bank account; crypto is sold and paid out there, although the price moves and
//! an answer is lost. A second order stops after its escrow was funded, and its crypto is got back.
//!
//! `cargo run -p clientwright-tours --example unigox` runs it against a stand-in on this machine. What the stand-in
//! expects stands in `scenario.yaml`; the webhook handler in `webhooks.rs`.

#![expect(clippy::print_stdout, reason = "a tour tells what it sees")]

mod webhooks;

use std::collections::BTreeMap;

use clientwright_runtime::{DecimalString, Json, Uuid};
use clientwright_tours::{Failure, Inbox, StandIn, listen};
use unigox_client::models::{
    AuthorizeRefund, CreateOfframpQuote, CreatePaymentDetails, CreatePaymentDetailsWithInstitution,
    CreateUser, HandoffKycData, InitiateOrder, OfframpQuote, Order, OrderStatus, RefundParameters,
    SlippageTolerance, SlippageToleranceType, SubmitKyc, SubmitKycHandoff, UserKycUpdatedKycStatus,
    create_offramp_quote, create_payment_details_with_institution, create_user,
};
use unigox_client::resources::offramp::InitiateOfframp;
use unigox_client::resources::orders::ListOrders;
use unigox_client::webhooks::Event;
use unigox_client::{Call, Client, Environment, ErrorCode, Response};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let books = run().await?;
    println!("paid out {} for {}", books.fiat_amount, books.crypto_amount);
    println!("got back {}", books.refunded);
    println!("events for people to look at: {}", books.unknown_events);
    Ok(())
}

/// What the partner knows at the end.
pub(crate) struct Books {
    pub(crate) crypto_amount: DecimalString,
    pub(crate) fiat_amount: DecimalString,
    pub(crate) refunded: DecimalString,
    pub(crate) unknown_events: usize,
}

pub(crate) async fn run() -> Result<Books, Failure> {
    let provider = StandIn::start("unigox", include_str!("scenario.yaml")).await?;
    let outcome = tour(&provider).await;
    provider.judge(outcome).await
}

async fn tour(provider: &StandIn) -> Result<Books, Failure> {
    // A service says `Client::from_env()?`, which reads UNIGOX_ENVIRONMENT and UNIGOX_API_KEY. There is no default
    // environment. Unigox's keys do not tell which one they are for, so keep the two variables in one place.
    let unigox = Client::builder(Environment::Custom(provider.url())).api_key("unigox-tour-key").build()?;

    // The secret comes with the API key and through no call. While it is changed, give the verifier both.
    let secret = "webhook-secret-tour";
    let verifier = unigox_client::webhooks::verifier([secret])?;
    let inbox = Inbox::default();
    let url = listen(webhooks::router(verifier, inbox.clone())).await?;
    provider.deliver_to(url, unigox_client::webhooks::SIGNATURE, secret).await?;

    let user = create_user(&unigox).await?;
    pass_kyc(&unigox, &inbox, &user).await?;
    let account = save_bank_account(&unigox, &user).await?;

    let amount = DecimalString::parse("100.00")?;
    let order = sell(&unigox, &user, account, &amount, "payout-17").await?;
    let End::PaidOut = follow(&unigox, &inbox, &order).await? else { return Err("not paid out".into()) };

    let stopped = sell(&unigox, &user, account, &amount, "payout-18").await?;
    let End::Cancelled = follow(&unigox, &inbox, &stopped).await? else { return Err("not cancelled".into()) };
    let refunded = get_back(&unigox, &inbox, &stopped).await?;

    let amounts = order.documented(|it| &it.amounts)?;
    Ok(Books {
        crypto_amount: order.documented(|_| &amounts.crypto_amount)?.clone(),
        fiat_amount: order.documented(|_| &amounts.fiat_amount)?.clone(),
        refunded,
        unknown_events: inbox.len(),
    })
}

/// Creates the user. Repeating it is harmless: with the same `user_ref` Unigox answers with the user that exists.
async fn create_user(unigox: &Client) -> Result<Uuid, Failure> {
    let user = CreateUser::new(create_user::Required {
        user_ref: "partner_unique_id_123".into(),
        email: "user@example.com".into(),
    });
    // Most fields of Unigox's answers are documented by example only, and therefore optional. `documented` makes the
    // absence of one an error of the call: what it was asked to do may have been done.
    let created = unigox.users().create(user).send().await?;
    Ok(created.documented(|it| &it.user_uuid)?.clone())
}

/// Has Unigox verify the user, and waits for the result. It comes as a webhook, after minutes or a day.
async fn pass_kyc(unigox: &Client, inbox: &Inbox<Event>, user: &Uuid) -> Result<(), Failure> {
    let handoff = SubmitKyc::Handoff(Box::new(SubmitKycHandoff::new(HandoffKycData::new())));
    let submitted = unigox.kyc().submit(user, handoff).await?;
    println!("user {user}: to be verified at {}", submitted.verification_url.unwrap_or_default());
    loop {
        let kyc = inbox
            .take(|event| match event {
                Event::UserKycUpdated(event) if event.data.user_uuid.as_ref() == Some(user) => {
                    Some(event.data.clone())
                }
                _ => None,
            })
            .await;
        match kyc.kyc_status {
            Some(UserKycUpdatedKycStatus::Verified) => return Ok(()),
            // By hand, up to a day; another event follows.
            Some(UserKycUpdatedKycStatus::UnderReview) => println!("user {user}: under review"),
            Some(UserKycUpdatedKycStatus::Rejected) => {
                return Err(format!("{user} is rejected: {:?}", kyc.rejection_reasons).into());
            }
            other => return Err(format!("{user} has an unknown result of KYC: {other:?}").into()),
        }
    }
}

/// Saves where the money goes. The keys of `details` depend on the rail: `supported().list_payment_rails(…)` has them.
async fn save_bank_account(unigox: &Client, user: &Uuid) -> Result<i64, Failure> {
    let account =
        CreatePaymentDetailsWithInstitution::new(create_payment_details_with_institution::Required {
            currency: "NGN".into(),
            rail: "nip-nigeria".into(),
            details: BTreeMap::from([("account_number".to_owned(), Json::from("0123456789"))]),
            institution_id: "guaranty-trust-bank".into(),
        })
        .country_code("NG");
    let account = CreatePaymentDetails::WithInstitution(Box::new(account));
    let saved = unigox.payment_details().create(user, account).send().await?;
    // A string here and a number in quotes: that is how Unigox has it.
    Ok(saved.documented(|it| &it.payment_details_id)?.parse()?)
}

/// Sells crypto exactly once, also when the price moves and when an answer is lost.
async fn sell(
    unigox: &Client,
    user: &Uuid,
    account: i64,
    amount: &DecimalString,
    reference: &str,
) -> Result<Response<Order>, Failure> {
    for _ in 0..3 {
        let quote = quote(unigox, user, account, amount).await?;
        let quote_id = quote.documented(|it| &it.quote_id)?.clone();
        let quote = quote.into_value();
        println!("quote {quote_id}: {:?} for {:?}", quote.fiat_amount, quote.crypto_amount);
        // Unigox has no idempotency keys. A quote works once, and that is as good: a call can be made
        // again as long as it names the same quote.
        let call = unigox.offramp().initiate(InitiateOrder::new(quote_id).reference_id(reference));
        match call.clone().send().await {
            Ok(order) => return read_order(unigox, order.documented(|it| &it.order_id)?).await,
            // The answer was lost, came from a gateway, or cannot be read.
            Err(error) if error.may_have_worked() => {
                println!("{error}");
                return once_more(unigox, call, &quote).await;
            }
            Err(error) => match ErrorCode::of(&error) {
                // Refused without effect: ask for another price. Show it to the user before taking it.
                Some(ErrorCode::PriceChangedRequote | ErrorCode::QuoteExpired) => println!("{error}"),
                // `KYC_NOT_CLEARED`, `SENDER_IDENTITY_REQUIRED` and the like are for people: see `error.message()`.
                _ => return Err(error.into()),
            },
        }
    }
    Err("the price does not hold still".into())
}

async fn quote(
    unigox: &Client,
    user: &Uuid,
    account: i64,
    amount: &DecimalString,
) -> Result<Response<OfframpQuote>, Failure> {
    let wanted = CreateOfframpQuote::new(create_offramp_quote::Required {
        user_uuid: user.clone(),
        crypto_currency: "USDT".into(),
        fiat_currency: "NGN".into(),
        // One of the two amounts. They are decimals in strings: nothing is rounded on the way.
        amount: create_offramp_quote::Amount::Crypto(amount.clone()),
        destination: create_offramp_quote::Destination::Saved(account),
    })
    // How far the price may move before Unigox refuses with `PRICE_CHANGED_REQUOTE`.
    .slippage_tolerance(
        SlippageTolerance::new()
            .type_(SlippageToleranceType::Percent)
            .value(clientwright_runtime::Decimal::parse("1.5")?),
    );
    Ok(unigox.offramp().create_quote(wanted).send().await?)
}

/// What became of a call whose answer was lost. It is made once more with the same quote, and never with another one.
async fn once_more(
    unigox: &Client,
    call: Call<InitiateOfframp>,
    quote: &OfframpQuote,
) -> Result<Response<Order>, Failure> {
    let look_up = call.look_up();
    match call.send().await {
        Ok(order) => read_order(unigox, order.documented(|it| &it.order_id)?).await,
        // `QUOTE_ALREADY_USED` says that the first call made an order. A quote that was used and has expired since may
        // say something else, so whatever it says, the orders decide.
        Err(error) => {
            println!("{error}");
            find_order(unigox, look_up, quote).await
        }
    }
}

async fn read_order(unigox: &Client, order: &Uuid) -> Result<Response<Order>, Failure> {
    Ok(unigox.orders().get(order).send().await?)
}

/// Finds the order that a quote became. Orders carry neither the quote nor our reference, so the amounts have to tell;
/// a service leaves out the orders that it knows already.
async fn find_order(
    unigox: &Client,
    look_up: Call<ListOrders>,
    quote: &OfframpQuote,
) -> Result<Response<Order>, Failure> {
    let page = look_up.limit(100).send().await?;
    let mut fitting = page.documented(|it| &it.orders)?.iter().filter(|order| {
        let amounts = order.amounts.as_ref();
        amounts.is_some_and(|own| {
            own.crypto_amount == quote.crypto_amount && own.fiat_amount == quote.fiat_amount
        })
    });
    match (fitting.next(), fitting.next()) {
        (Some(order), None) => read_order(unigox, page.documented(|_| &order.order_id)?).await,
        _ => Err("no order, or more than one, can be the quote's: a matter for people".into()),
    }
}

/// How an order ended.
enum End {
    PaidOut,
    /// That does not say where its crypto is.
    Cancelled,
}

/// Follows the order to its end by webhooks.
async fn follow(unigox: &Client, inbox: &Inbox<Event>, order: &Response<Order>) -> Result<End, Failure> {
    let id = order.documented(|it| &it.order_id)?;
    let order = order.value();
    // Usually `authorize_crypto_transfer`: `orders().get_transfer_parameters(id)` says what to sign with the wallet that
    // pays, and `orders().authorize_crypto_transfer(id, …)` takes the signature. From then on the crypto is in escrow.
    println!("order {id}: {:?}, next {:?}", order.status, order.next_action);
    loop {
        let changed = inbox
            .take(|event| match event {
                Event::OrderStatusChanged(event) if event.data.order_id.as_ref() == Some(id) => {
                    Some(event.data.clone())
                }
                _ => None,
            })
            .await;
        println!("order {id}: {:?}", changed.status);
        match changed.status {
            Some(OrderStatus::Completed) => return Ok(End::PaidOut),
            Some(OrderStatus::Cancelled) => return Ok(End::Cancelled),
            Some(OrderStatus::Failed | OrderStatus::DisputeStarted) => {
                let now = read_order(unigox, id).await?.into_value();
                return Err(format!("order {id} stopped, next {:?}", now.next_action).into());
            }
            // Steps on the way, and steps that Unigox added after this crate was made.
            _ => {}
        }
    }
}

/// Gets back what a cancelled order has in escrow. An event tells of it, at most once; a service also looks through its
/// cancelled orders, since the order tells the same for as long as it is true.
async fn get_back(
    unigox: &Client,
    inbox: &Inbox<Event>,
    order: &Response<Order>,
) -> Result<DecimalString, Failure> {
    let id = order.documented(|it| &it.order_id)?;
    inbox
        .take(|event| match event {
            Event::OrderRefundRequired(event) if event.data.order_id.as_ref() == Some(id) => Some(()),
            _ => None,
        })
        .await;
    if !has_escrow(read_order(unigox, id).await?.value()) {
        return Err(format!("order {id} has nothing in escrow").into());
    }
    let parameters = unigox.orders().get_refund_parameters(id).send().await?;
    let signature = sign(parameters.value())?;
    // Repeating is safe: the escrow pays once. `INVALID_STATUS` and `OPERATION_NOT_ALLOWED` stay what they are, though.
    let accepted = unigox.orders().authorize_refund(id, AuthorizeRefund::new(signature)).await?;
    // Accepted is not executed: without a hash the refund is still under way, and the order tells when it is not any more.
    println!("order {id}: refund accepted, transaction {:?}", accepted.tx_hash);
    if has_escrow(read_order(unigox, id).await?.value()) {
        return Err(format!("order {id}: the refund is under way, look again later").into());
    }
    Ok(parameters.documented(|it| &it.amount_human)?.clone())
}

/// The status does not tell whether a stopped order still holds crypto; this does.
fn has_escrow(order: &Order) -> bool {
    order.allowed_actions.as_ref().is_some_and(|actions| actions.iter().any(|it| it == "authorize-refund"))
}

/// A service signs `safe_params` by EIP-712 here, with the key of `signer_address` and no other.
fn sign(parameters: &RefundParameters) -> Result<&'static str, Failure> {
    if parameters.signer_address.is_none() || parameters.recipient_address != parameters.signer_address {
        return Err("the refund would go to another wallet than the one that paid".into());
    }
    Ok("0xabc123...")
}
