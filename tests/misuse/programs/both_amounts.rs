//! A quote is for one of two amounts.
use unigox_client::models::{CreateOnrampQuote, create_onramp_quote::{Amount, Required}};
use unigox_client::runtime::{DecimalString, Uuid};

fn main() {
    let amount = || DecimalString::parse("5").unwrap();
    let quote = CreateOnrampQuote::new(Required {
        user_uuid: Uuid::parse("550e8400-e29b-41d4-a716-446655440000").unwrap(),
        fiat_currency: "NGN".to_owned(),
        crypto_currency: "USDT".to_owned(),
        amount: Amount::Fiat(amount()),
    });
    let _ = quote.crypto_amount(amount());
}
