//! Names as words.

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

#[cfg(test)]
mod tests {
    use super::*;

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
