//! A required field is left out.
use plu_client::models::{FundCard, fund_card};

fn main() {
    let _ = FundCard::new(fund_card::Required { service_card_id: "card".to_owned() });
}
