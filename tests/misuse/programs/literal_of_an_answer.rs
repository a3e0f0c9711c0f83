//! Answers get new fields: nobody else makes them.
use plu_client::models::Pagination;

fn main() {
    let _ = Pagination { skip: 0, limit: 10, total: 2, extra: Default::default() };
}
