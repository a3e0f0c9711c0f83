//! The database: the payments that are wanted, and the journal of calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clientwright_runtime::journal::{Intent, Journal, JournalError};
use clientwright_runtime::{BoxFuture, Outcome};
use rusqlite::{Connection, OptionalExtension as _, params};

/// A payment that is wanted.
pub(crate) struct Payment {
    pub(crate) reference: String,
    pub(crate) amount: String,
    pub(crate) by_card: bool,
}

/// What the journal says of the last call for a payment.
pub(crate) struct Note {
    pub(crate) intent: Intent,
    /// `None` while it is under way, and after a crash.
    pub(crate) outcome: Option<Outcome>,
}

#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Connection>>);

const TABLES: &str = "
    -- What returned is on the disk, also when the machine stops.
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS payments (
        reference TEXT PRIMARY KEY, amount TEXT NOT NULL, by_card INTEGER NOT NULL, paid INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE IF NOT EXISTS journal (id TEXT PRIMARY KEY, intent TEXT NOT NULL, outcome TEXT);
";

impl Store {
    pub(crate) fn open(path: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(TABLES)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// SQLite takes microseconds; a database over a network belongs on a thread of its own, or behind an async driver.
    fn database(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn unpaid(&self) -> rusqlite::Result<Vec<Payment>> {
        let database = self.database();
        let mut rows = database.prepare("SELECT reference, amount, by_card FROM payments WHERE NOT paid")?;
        let payments = rows.query_map([], |row| {
            Ok(Payment { reference: row.get(0)?, amount: row.get(1)?, by_card: row.get(2)? })
        })?;
        payments.collect()
    }

    pub(crate) fn paid(&self, payment: &Payment) -> rusqlite::Result<()> {
        let set = "UPDATE payments SET paid = 1 WHERE reference = ?1";
        self.database().execute(set, params![payment.reference]).map(drop)
    }

    /// What is noted of the last call for a payment. A note that cannot be read is an error: it must not be taken for none.
    pub(crate) fn note(&self, reference: &str) -> Result<Option<Note>, JournalError> {
        let query = "SELECT intent, outcome FROM journal WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?));
        let Some((intent, outcome)) =
            self.database().query_row(query, params![reference], read).optional()?
        else {
            return Ok(None);
        };
        let outcome = match outcome.as_deref() {
            None => None,
            Some("no effect") => Some(Outcome::NoEffect),
            Some("done") => Some(Outcome::Done),
            Some(_) => Some(Outcome::Unknown),
        };
        Ok(Some(Note { intent: Intent::from_json(&intent)?, outcome }))
    }

    /// Notes what a look-up found.
    pub(crate) fn has_no_effect(&self, reference: &str) -> rusqlite::Result<()> {
        self.set_outcome(reference, Outcome::NoEffect)
    }

    fn set_outcome(&self, id: &str, outcome: Outcome) -> rusqlite::Result<()> {
        let set = "UPDATE journal SET outcome = ?2 WHERE id = ?1";
        self.database().execute(set, params![id, outcome.as_str()]).map(drop)
    }
}

impl Journal for Store {
    fn sending<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            let set = "INSERT OR REPLACE INTO journal (id, intent, outcome) VALUES (?1, ?2, NULL)";
            self.database().execute(set, params![intent.id(), intent.to_json()])?;
            Ok(())
        })
    }

    fn settled<'a>(&'a self, intent: &'a Intent, outcome: Outcome) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            if let Err(error) = self.set_outcome(intent.id(), outcome) {
                // The note stays open, and the payment is looked up.
                eprintln!("payment {}: its outcome is not noted: {error}", intent.id());
            }
        })
    }

    /// The note is open already, which says what there is to say.
    fn abandoned(&self, _: &Intent) {}
}
