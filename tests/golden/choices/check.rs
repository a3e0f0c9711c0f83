//! A constructor takes one alternative, and what fields are given afterwards is checked.

use clientwright_runtime::{DecimalString, ScriptedTransport};
use golden_choices::models::{Amount, Lookup, Pay, lookup, pay};
use golden_choices::{Client, Environment};

fn client() -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap()
}

fn payment() -> Pay {
    Pay::new(pay::Required {
        currency: Amount::new(),
        amount: pay::AmountChoice::Fiat(DecimalString::parse("5").unwrap()),
        saved_or_new_recipient: pay::SavedOrNewRecipient::NewRecipient {
            name: "Jane".to_owned(),
            bank: "b-1".to_owned(),
        },
    })
}

fn refusal(pay: &Pay) -> String {
    let error = client().pay().pay(pay).request().unwrap_err();
    assert!(error.violation().is_some());
    error.to_string()
}

#[test]
fn an_alternative_fills_its_fields() {
    let payment = payment();
    assert_eq!(payment.fiat_amount.as_option().map(DecimalString::as_str), Some("5"));
    assert_eq!((payment.crypto_amount, payment.saved_id), (None, None));
    assert_eq!((payment.name.as_deref(), payment.bank.as_deref()), (Some("Jane"), Some("b-1")));
    let by = lookup::IdOrEmail::Email("jane@example.com".to_owned());
    assert_eq!(format!("{by:?}"), "Email { .. }");
    assert_eq!(Lookup::new(by).email.as_deref(), Some("jane@example.com"));
}

#[test]
fn what_the_types_cannot_say_is_checked() {
    let mut both = payment().note("n");
    // `note` with `bank` is the other alternative.
    assert!(refusal(&both).contains("expected exactly one of `note` and (`note` and `bank`), found both"));
    both.bank = None;
    assert!(refusal(&both).contains("expected at least one of `saved_id` and (`name` and `bank`), found none"));
    both.crypto_amount = Some(DecimalString::parse("1").unwrap());
    let told = refusal(&both);
    assert!(told.contains("expected exactly one of `crypto_amount` and (`fiat_amount` and `currency`), found both"));
    assert!(told.ends_with("(documented at https://docs.example.com/payments#amounts)"), "{told}");
}
