//! Names and texts as words.

/// The words of a name, in lower case: `dateOfBirth`, `date_of_birth` and `DATE-OF-BIRTH` are the same three.
pub(super) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1);
        let starts = match before {
            Some(before) if letter.is_uppercase() => {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            }
            Some(before) => letter.is_ascii_digit() != before.is_ascii_digit(),
            None => false,
        };
        if starts {
            words.push(String::new());
        }
        match words.last_mut() {
            Some(word) if letter.is_alphanumeric() => word.extend(letter.to_lowercase()),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The name without what spellings differ in: case, and what stands between words.
pub(super) fn folded(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let is_between = |index: usize| {
        let beside = |index: Option<usize>| {
            index.and_then(|index| letters.get(index)).is_some_and(|letter| letter.is_alphanumeric())
        };
        matches!(letters[index], '_' | '-' | ' ') && beside(index.checked_sub(1)) && beside(Some(index + 1))
    };
    let kept = (0..letters.len()).filter(|&index| !is_between(index));
    kept.flat_map(|index| letters[index].to_lowercase()).collect()
}

/// The first of the phrases that a text has, word by word and in any case.
pub(super) fn phrase_in<'p>(text: &str, phrases: &[&'p str]) -> Option<&'p str> {
    let text = spaced(text);
    phrases.iter().find(|phrase| text.contains(&format!(" {phrase} "))).copied()
}

/// The first of the phrases with which a text begins.
pub(super) fn phrase_before<'p>(text: &str, phrases: &[&'p str]) -> Option<&'p str> {
    let text = spaced(text);
    phrases.iter().find(|phrase| text.starts_with(&format!(" {phrase} "))).copied()
}

/// The words of a text in lower case, a space around each.
fn spaced(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + &word.to_lowercase() + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(
            phrase_in("It is not\n documented.", &["published", "not documented"]),
            Some("not documented")
        );
        assert_eq!(phrase_in("uninferred", &["inferred"]), None);
        assert_eq!(phrase_before("Inferred: a guess", &["inferred"]), Some("inferred"));
        assert_eq!(phrase_before("It is inferred", &["inferred"]), None);
    }

    #[test]
    fn names_as_words() {
        for (name, expected) in [
            ("dateOfBirth", "date of birth"),
            ("DATE_OF-BIRTH", "date of birth"),
            ("userIPAddress", "user ip address"),
            ("address_line1", "address line 1"),
            ("IBAN", "iban"),
            ("data[card.number]", "data card number"),
            ("größe", "größe"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn spellings_of_one_name() {
        assert_eq!(folded("user_Id"), folded("userId"));
        assert_eq!(folded("DATE-of birth"), folded("dateOfBirth"));
        // Descending is not ascending.
        assert_ne!(folded("-created"), folded("created"));
        assert_ne!(folded("1.0"), folded("10"));
    }
}
