//! What the client says of a call, held against what the server did.

use clientwright_runtime::{Delivery, Outcome};

use crate::plan::Expected;
use crate::subject::{ANSWER_CANARY, Facts, SECRET, Told};
use crate::world::Truth;

/// What is wrong with what is said; nothing, if it is right. `intention` is the call's name.
pub(crate) fn wrongs(facts: &Facts, told: &Told, truth: &Truth, intention: &str) -> Vec<String> {
    let effects = truth.effects.get(intention).copied().unwrap_or(0);
    let requests = truth.requests.get(intention).copied().unwrap_or(0);
    let mut wrongs = truth.complaints.clone();
    let changes = facts.class != "safe";
    match &told.failure {
        Some(failure) => {
            if failure.outcome == Outcome::NoEffect && effects > 0 && changes {
                wrongs.push("it says no effect, and the server did it".to_owned());
            }
            if failure.outcome == Outcome::Done && effects == 0 && changes {
                wrongs.push("it says done, and the server did nothing".to_owned());
            }
            if failure.delivery == Delivery::NotSent && told.attempts > 0 && truth.last > 0 {
                wrongs.push(format!("it says not sent, and the server read {} bytes", truth.last));
            }
            wrongs.extend(leaks(&failure.text, truth));
        }
        None => {
            if effects == 0 && changes {
                wrongs.push("it says ok, and the server did nothing".to_owned());
            }
        }
    }
    if effects > 1 && changes {
        wrongs.push(format!("the server did it {effects} times"));
    }
    if let Some(echo) = told.echo.as_deref().filter(|echo| !echo.is_empty() && *echo != intention) {
        wrongs.push(format!("the answer is that to {echo}"));
    }
    if told.attempts > 0 && requests > told.attempts {
        wrongs.push(format!("the server read {requests} requests of {} attempts", told.attempts));
    }
    wrongs
}

/// What the data asks for and the client does not do.
pub(crate) fn unexpected(told: &Told, expected: &Expected) -> Option<String> {
    let Expected { words, attempts } = expected;
    let fits = words.iter().any(|word| word == told.word()) && (*attempts == 0 || *attempts == told.attempts);
    let count = if *attempts == 0 { "any number of".to_owned() } else { attempts.to_string() };
    (!fits).then(|| format!("expected: {}, {count} attempts", words.join(" or ")))
}

fn leaks(text: &str, truth: &Truth) -> Vec<String> {
    let fixed = [SECRET, ANSWER_CANARY].into_iter();
    let shown = fixed.chain(truth.secrets.iter().map(String::as_str)).filter(|secret| text.contains(secret));
    shown.map(|secret| format!("an error shows `{secret}`")).collect()
}
