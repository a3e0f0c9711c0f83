//! Words that are nearly the same, for hints.

/// The word that differs least from `word`, when it differs little.
pub fn nearest<'n>(word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // Two letters that changed places are two changes: `psot`.
    let length = word.chars().count();
    let limit = if length < 4 { length / 3 } else { (length / 3).max(2) };
    known
        .map(|other| (distance(&word.to_lowercase(), &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many characters have to be put in, taken out or changed (Levenshtein).
pub fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], index + 1);
        for (column, to) in right.iter().enumerate() {
            let changed = corner + usize::from(from != *to);
            corner = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(corner + 1);
        }
    }
    row[right.len()]
}
