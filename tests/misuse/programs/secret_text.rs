//! A secret does not give its text away.
use plu_client::runtime::Secret;

fn main() {
    let _ = Secret::from("sk_live_1").expose();
}
