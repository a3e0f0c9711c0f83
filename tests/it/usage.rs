//! What commands say of themselves, and to words that they do not know.

use crate::repository::Repository;

const COMMANDS: [&str; 8] = ["generate", "diff", "docs check", "lint", "coverage", "new", "publish", "bench"];

/// The words that `--format` is offered with in a command's help.
fn offered(help: &str) -> Vec<&str> {
    let (_, after) = help.split_once("--format <FORMAT>").expect("every command has `--format`");
    let values = after.lines().skip_while(|line| !line.contains("Possible values")).skip(1);
    values.map_while(|line| Some(line.trim().strip_prefix("- ")?.split_once(':')?.0)).collect()
}

#[test]
fn formats_are_offered_where_they_are_taken() {
    let repository = Repository::with_acme();
    for command in COMMANDS {
        let help = repository.xtask(&format!("{command} --help")).exits(0).stdout;
        let expected: &[&str] = match command {
            "diff" | "docs check" => &["text", "json", "markdown", "github"],
            _ => &["text", "json"],
        };
        assert_eq!(offered(&help), expected, "{command}");
        for format in ["markdown", "github"].into_iter().filter(|format| !expected.contains(format)) {
            let run = repository.xtask(&format!("{command} --format {format} acme")).exits(2);
            let said = format!("error: invalid value '{format}' for '--format <FORMAT>'");
            assert!(run.stderr.starts_with(&said), "{command}: {}", run.stderr);
        }
    }
}

#[test]
fn the_version_is_the_generators() {
    let run = Repository::empty().xtask("--version").exits(0);
    assert_eq!(run.stdout, format!("clientwright {}\n", clientwright_codegen::VERSION));
}

#[test]
fn a_misspelt_provider_is_guessed() {
    let repository = Repository::with_acme();
    for command in ["generate", "generate --check", "lint", "coverage", "bench"] {
        let run = repository.xtask(&format!("{command} amce")).exits(2);
        let said = "error: there is no provider `amce`\nhint: did you mean `acme`\n";
        assert_eq!(run.stderr, said, "{command}");
    }
    let run = repository.xtask("generate stripe").exits(2);
    assert_eq!(run.stderr, "error: there is no provider `stripe`\nhint: the providers are acme\n");
}
