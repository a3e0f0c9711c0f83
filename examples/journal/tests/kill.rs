//! Kills the program at random moments until all payments are made: each is made once.
//!
//! `KILLS=1000 cargo test --release` kills it a thousand times; `SEED` repeats a run.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where chance comes from: the same seed gives the same run, as far as the moments of kills allow.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What really happened.
#[derive(Default)]
struct Books {
    /// How often each payment was made.
    made: BTreeMap<String, u32>,
    keys: BTreeSet<String>,
    requests: u64,
    lost_answers: u64,
}

/// A bank that reads requests one after the other, loses answers and has bad moments.
fn bank(mut chance: Chance) -> (String, Arc<Mutex<Books>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let books = Arc::new(Mutex::new(Books::default()));
    let shared = Arc::clone(&books);
    // It ends with the test.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Who was killed in the middle of its request has sent none.
            let _ = serve(&mut BufReader::new(stream.unwrap()), &shared, &mut chance);
        }
    });
    (url, books)
}

fn serve(
    stream: &mut BufReader<TcpStream>,
    books: &Mutex<Books>,
    chance: &mut Chance,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let header =
        |name: &str| head.iter().find_map(|line| line.strip_prefix(name)).map(|text| text.trim().to_owned());
    let length = header("content-length:").map_or(0, |text| text.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let body = String::from_utf8(body).unwrap();

    let mut books = books.lock().unwrap();
    books.requests += 1;
    let (status, answer) = if let Some(path) = head[0].strip_prefix("GET /payments/") {
        let made = books.made.contains_key(path.split(' ').next().unwrap());
        (200, format!(r#"{{"made":{made}}}"#))
    } else {
        match chance.below(10) {
            0 => (503, "{}".to_owned()),
            1 => (429, "{}".to_owned()),
            luck => {
                if header("idempotency-key:").is_some_and(|key| !books.keys.insert(key)) {
                    (400, r#"{"code":"KEY_USED"}"#.to_owned())
                } else {
                    let reference = body.split('"').nth(3).unwrap().to_owned();
                    *books.made.entry(reference).or_default() += 1;
                    if luck == 2 {
                        books.lost_answers += 1;
                        return Ok(());
                    }
                    (201, "{}".to_owned())
                }
            }
        }
    };
    drop(books);
    write!(
        stream.get_mut(),
        "HTTP/1.1 {status} -\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
        answer.len()
    )
}

fn start(database: &Path, url: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_example-journal"));
    command.arg(database).arg(url).stderr(Stdio::null()).spawn().unwrap()
}

fn unpaid(database: &Path) -> i64 {
    let database = rusqlite::Connection::open(database).unwrap();
    database.query_row("SELECT count(*) FROM payments WHERE NOT paid", [], |row| row.get(0)).unwrap()
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

#[test]
fn a_program_that_is_killed_pays_once() {
    let (kills, seed) = (number("KILLS", 40), number("SEED", 17));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kill");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let database = folder.join("payments.db");
    let (url, books) = bank(Chance(seed));

    // The program makes the tables.
    assert!(start(&database, &url).wait().unwrap().success());
    let payments = kills * 4;
    let mut connection = rusqlite::Connection::open(&database).unwrap();
    let insertion = connection.transaction().unwrap();
    for number in 0..payments {
        let insert = "INSERT INTO payments (reference, amount, by_card) VALUES (?1, '12.50', ?2)";
        insertion.execute(insert, (format!("order-{number}"), number % 2 == 0)).unwrap();
    }
    insertion.commit().unwrap();
    drop(connection);

    let mut chance = Chance(seed + 1);
    let mut killed = 0;
    while killed < kills {
        let mut program = start(&database, &url);
        std::thread::sleep(Duration::from_micros(chance.below(30_000)));
        killed += u64::from(program.try_wait().unwrap().is_none());
        program.kill().unwrap();
        program.wait().unwrap();
        if unpaid(&database) == 0 {
            break;
        }
    }
    while unpaid(&database) > 0 {
        assert!(start(&database, &url).wait().unwrap().success());
    }

    let books = books.lock().unwrap();
    println!(
        "killed {killed} times; {} payments wanted, {} made; {} requests, {} answers lost; seed {seed}",
        payments,
        books.made.len(),
        books.requests,
        books.lost_answers
    );
    let twice: Vec<_> = books.made.iter().filter(|(_, count)| **count != 1).collect();
    assert!(twice.is_empty(), "made more than once: {twice:?}");
    assert_eq!(books.made.len() as u64, payments, "a payment was forgotten");
}
