//! Nobody's money moves because an environment was forgotten.
use plu_client::{Client, Environment};

fn main() {
    let _ = Client::builder(Environment::default());
}
