//! A call that nobody awaits sends nothing.
#![deny(unused_must_use)]
use plu_client::Client;

fn main() {
    let client = Client::from_env().unwrap();
    client.users().list();
}
