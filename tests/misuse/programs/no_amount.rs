//! A quote without an amount.
use unigox_client::models::{CreateOnrampQuote, create_onramp_quote::Required};
use unigox_client::runtime::Uuid;

fn main() {
    let _ = CreateOnrampQuote::new(Required {
        user_uuid: Uuid::parse("550e8400-e29b-41d4-a716-446655440000").unwrap(),
        fiat_currency: "NGN".to_owned(),
        crypto_currency: "USDT".to_owned(),
    });
}
