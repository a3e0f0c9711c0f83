//! Decode and encode throughput of the codec against serde derive, with and without a flattened map.
//!
//! `cargo run --release --example codec_throughput`. One process, the contestants in turn within each round, the best
//! round of each: the ratios are what counts.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use clientwright_runtime::json::{self, Json};
use serde::{Deserialize, Serialize};

/// The same fields three times: for the codec, for serde derive, and for serde derive with unknown members kept.
macro_rules! payments {
    ($(#[$attribute:meta])* $name:ident, $payee:ident $(, $(#[$extra_attribute:meta])* $extra:ty)?) => {
        $(#[$attribute])*
        struct $payee {
            name: String,
            iban: Option<String>,
            country: String,
            $($(#[$extra_attribute])* extra: BTreeMap<String, $extra>,)?
        }

        $(#[$attribute])*
        struct $name {
            id: String,
            created: String,
            amount: i64,
            rate: f64,
            settled: bool,
            note: Option<String>,
            reference: Option<String>,
            payee: $payee,
            tags: Vec<String>,
            fees: Vec<i64>,
            $($(#[$extra_attribute])* extra: BTreeMap<String, $extra>,)?
        }
    };
}

payments!(Payment, Payee, Json);
payments!(
    #[derive(Serialize, Deserialize)]
    SerdePayment,
    SerdePayee
);
payments!(
    #[derive(Serialize, Deserialize)]
    FlattenPayment,
    FlattenPayee,
    #[serde(flatten)]
    serde_json::Value
);

clientwright_runtime::object! {
    Payee { name: "name", iban: "iban" [optional], country: "country" }
    extra
}

clientwright_runtime::object! {
    Payment {
        id: "id",
        created: "created",
        amount: "amount",
        rate: "rate",
        settled: "settled",
        note: "note" [optional],
        reference: "reference" [optional],
        payee: "payee",
        tags: "tags",
        fees: "fees",
    }
    extra
}

fn document(unknown: bool, pretty: bool) -> String {
    let payments: Vec<_> = (0..1000)
        .map(|index| {
            let mut payment = serde_json::json!({
                "id": format!("pay_{index:024x}"),
                "created": "2024-02-29T12:30:00.000Z",
                "amount": index * 7919,
                "rate": f64::from(index) * 1.0625 + 0.1,
                "settled": index % 3 == 0,
                "note": if index % 4 == 0 { "Müller & Söhne\nsecond line" } else { "rent of March, paid in advance" },
                "payee": {"name": "Jane Doe", "iban": "DE02120300000000202051", "country": "DE"},
                "tags": ["rent", "monthly"],
                "fees": [12, 250, index],
            });
            if unknown {
                payment["risk"] = serde_json::json!({"score": 12.5, "rules": ["a", "b"]});
                payment["channel"] = "api".into();
            }
            payment
        })
        .collect();
    if pretty { serde_json::to_string_pretty(&payments) } else { serde_json::to_string(&payments) }.unwrap()
}

/// The best time of each contestant.
fn race<const N: usize>(mut contestants: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..60 {
        for (index, contestant) in contestants.iter_mut().enumerate() {
            let start = Instant::now();
            contestant();
            best[index] = best[index].min(start.elapsed());
        }
    }
    best
}

#[allow(clippy::print_stdout, reason = "it is what this program is for")]
fn main() {
    println!("{:<34}{:>9}{:>9}{:>9}   codec/derive, codec/flatten", "MB/s", "codec", "derive", "flatten");
    let report = |what: String, bytes: [usize; 3], times: [Duration; 3]| {
        let [codec, derive, flatten] =
            std::array::from_fn(|index| bytes[index] as f64 / times[index].as_secs_f64() / 1e6);
        println!(
            "{what:<34}{codec:>9.0}{derive:>9.0}{flatten:>9.0}   {:.2}, {:.2}",
            codec / derive,
            codec / flatten
        );
    };
    for (name, unknown, pretty) in
        [("known members", false, false), ("with unknown members", true, false), ("indented", true, true)]
    {
        let text = document(unknown, pretty);
        let bytes = text.as_bytes();
        let times = race([
            &mut || drop(black_box(json::from_slice::<Vec<Payment>>(black_box(bytes)).unwrap())),
            &mut || drop(black_box(serde_json::from_slice::<Vec<SerdePayment>>(black_box(bytes)).unwrap())),
            &mut || drop(black_box(serde_json::from_slice::<Vec<FlattenPayment>>(black_box(bytes)).unwrap())),
        ]);
        report(format!("decode, {name}"), [bytes.len(); 3], times);

        let codec: Vec<Payment> = json::from_slice(bytes).unwrap();
        let derive: Vec<SerdePayment> = serde_json::from_slice(bytes).unwrap();
        let flatten: Vec<FlattenPayment> = serde_json::from_slice(bytes).unwrap();
        let times = race([
            &mut || drop(black_box(json::to_vec(black_box(&codec)))),
            &mut || drop(black_box(serde_json::to_vec(black_box(&derive)).unwrap())),
            &mut || drop(black_box(serde_json::to_vec(black_box(&flatten)).unwrap())),
        ]);
        let kept = json::to_vec(&codec).len();
        // Derive alone has lost the unknown members.
        let known = serde_json::to_vec(&derive).unwrap().len();
        report(format!("encode, {name}"), [kept, known, kept], times);
    }
}
