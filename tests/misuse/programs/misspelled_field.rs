//! A field has another name.
use plu_client::models::{FundCard, fund_card};
use plu_client::runtime::Decimal;

fn main() {
    let _ = FundCard::new(fund_card::Required {
        service_card_id: "card".to_owned(),
        amount: Decimal::from(10),
        ammount: Decimal::from(10),
    });
}
