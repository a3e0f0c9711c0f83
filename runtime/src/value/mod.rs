//! Values with a format: identifiers, dates and exact decimals.
//!
//! Each is the text that was sent and nothing else, so that reading and writing again changes no byte. They are
//! strict towards the caller (`parse` and [`FromStr`](std::str::FromStr) refuse what is not in the format) and
//! tolerant towards the provider: a response whose date is odd still decodes, and `is_valid` tells.

mod date;
mod date_time;
mod decimal;
pub(crate) mod number;
mod text;
mod uuid;

pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, DecimalString};
pub use text::ParseError;
pub use uuid::Uuid;
