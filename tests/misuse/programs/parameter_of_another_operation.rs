//! Only listing has pages.
use plu_client::Client;

fn main() {
    let client = Client::from_env().unwrap();
    let _ = client.users().delete("user").limit(10);
}
