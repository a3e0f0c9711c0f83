//! The user's own wallet has an address.
use plu_client::models::create_user::ProgramChoice;

fn main() {
    let _ = ProgramChoice::NonCustodial;
    let _ = ProgramChoice::NonCustodial {};
}
