//! Answers get new fields: nobody else makes them.
use plu_client::models::Pagination;

fn main() {
    let _ = Pagination { skip: None, limit: None, total: None, extra: Default::default() };
}
