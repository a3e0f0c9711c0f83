//! Text that nobody checked is no value of an enum.
use plu_client::models::Program;

fn main() {
    let _: Program = "custodail";
}
