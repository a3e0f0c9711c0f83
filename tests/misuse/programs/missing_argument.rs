//! A path parameter is left out.
use plu_client::Client;

fn main() {
    let client = Client::from_env().unwrap();
    let _ = client.users().delete();
}
