//! Whether a type that is new is one that is gone, under another name. Nothing but the whole surface can tell: a type of the
//! same kind, or with the same fields, may mean something else.

use std::collections::BTreeSet;

use clientwright_codegen::surface::Surface;

/// Whether every line that names the one is a line that names the other. Several paths can belong to a type.
pub(super) fn is_renamed(
    base: &Surface,
    head: &Surface,
    old: [Option<&str>; 2],
    new: [Option<&str>; 2],
) -> bool {
    let [base, head] = [base, head].map(Surface::to_string);
    let [old, new] = [old, new].map(|paths| paths.into_iter().flatten().collect::<Vec<&str>>());
    let names = |paths: &[&str], line: &str| paths.iter().any(|path| places(line, path).next().is_some());
    let renamed = |line: &str| {
        let pairs = old.iter().zip(&new);
        pairs.fold(line.to_owned(), |line, (old, new)| replaced(&line, old, new))
    };
    let base: BTreeSet<String> = base.lines().filter(|line| names(&old, line)).map(renamed).collect();
    let head: BTreeSet<&str> = head.lines().filter(|line| names(&new, line)).collect();
    // Somebody has to use it: what stands alone may be anything.
    let is_own = |line: &str| new.iter().any(|path| places(line, path).next() == Some(0));
    head.iter().any(|line| !is_own(line))
        && base.len() == head.len()
        && base.iter().all(|line| head.contains(line.as_str()))
}

/// The line with another path at each place of this one.
fn replaced(line: &str, path: &str, other: &str) -> String {
    let mut text = String::new();
    let mut end = 0;
    for at in places(line, path) {
        text += &line[end..at];
        text += other;
        end = at + path.len();
    }
    text + &line[end..]
}

/// Where a line names a path, and not one that only begins or ends so.
fn places<'l>(line: &'l str, path: &'l str) -> impl Iterator<Item = usize> + 'l {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(path).map(|(at, _)| at).filter(move |at| {
        let before = line[..*at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        !before.is_some_and(|c| is_name(c) || c == ':') && !after.is_some_and(is_name)
    })
}

#[cfg(test)]
mod tests {
    use super::super::changes;

    const BASE: &str = "\
Client::users(&self) -> resources::users::Users
models::CreateUser = struct
models::CreateUser.name: String
models::CreateUser::new(models::create_user::Required) -> Self
models::Program = string enum
models::Program::Custodial
models::Program::Unknown(String)
models::User = struct
models::User.id: String
models::User.name: String
models::UserList = struct
models::UserList.users: Vec<models::User>
models::create_user::Required = required
models::create_user::Required.name: String
resources::users::ListUsers = operation -> models::UserList, models::Problem
resources::users::Users = handle
resources::users::Users::create(&self, models::CreateUser) -> Call<resources::users::CreateUser>
";

    fn suggestions(base: &str, head: &str) -> Vec<String> {
        let [base, head] = [base, head].map(|text| text.parse().expect("a surface"));
        let told = changes(&base, &head).into_iter().map(|change| change.text);
        told.filter(|text| text.contains("which is new")).collect()
    }

    #[test]
    fn a_type_under_another_name_is_suggested() {
        let renamed =
            BASE.replace("models::User ", "models::Payee ").replace("models::User.", "models::Payee.");
        let renamed = renamed.replace("Vec<models::User>", "Vec<models::Payee>");
        assert_eq!(
            suggestions(BASE, &renamed),
            ["`models::User` is gone, and `Payee`, which is new, has its type"]
        );
        // What is needed to make one has a module that is named after it.
        let renamed =
            BASE.replace("models::CreateUser", "models::NewUser").replace("create_user", "new_user");
        assert_eq!(
            suggestions(BASE, &renamed),
            ["`models::CreateUser` is gone, and `NewUser`, which is new, has its type"]
        );
    }

    /// Every variant has the same type, and many fields have.
    #[test]
    fn what_only_has_the_same_type_is_not_suggested() {
        let user = "models::User = struct\nmodels::User.id: String\nmodels::User.name: String\n";
        let user_is_used = "Vec<models::User>";
        for edits in [
            &[("models::Program::Custodial\n", "models::Program::Blocked\n")][..],
            &[("models::User.name: String", "models::User.nick: String")],
            &[("Client::users(&self)", "Client::payees(&self)")],
            // A struct with another field is another struct, and so is one that stands elsewhere.
            &[(user, "models::Fee = struct\nmodels::Fee.id: String\n"), (user_is_used, "Vec<models::Fee>")],
            &[
                (user, "models::Fee = struct\nmodels::Fee.id: String\nmodels::Fee.name: String\n"),
                (user_is_used, "String"),
            ],
        ] {
            let mut head = BASE.to_owned();
            for (from, to) in edits {
                assert!(head.contains(from), "{from}");
                head = head.replace(from, to);
            }
            assert_eq!(suggestions(BASE, &head), [""; 0]);
        }
        // Alike, and nobody uses either.
        let alone = |name: &str| format!("models::{name} = struct\nmodels::{name}.id: String\n");
        assert_eq!(suggestions(&alone("Refund"), &alone("Payout")), [""; 0]);
    }
}
