//! A fault tried on an operation.

use std::sync::Arc;
use std::time::Duration;

use clientwright_runtime::{HyperTransport, Proxy, Transport};
use tokio::time::timeout;

use crate::certificates::{Certificates, HOST};
use crate::clock::Skipping;
use crate::judge::{unexpected, wrongs};
use crate::plan::{Expected, Row, Step};
use crate::report::Line;
use crate::server::Server;
use crate::subject::{Caller, Setup, Shared, Subject, Told};
use crate::world::{Dial, Truth, World};

/// Limit of an attempt in rows that have one.
pub(crate) const LIMIT: Duration = Duration::from_millis(700);

/// After which a call hangs.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// Puts something between a client and its transport: what tests of the harness break.
pub type Wrap = Arc<dyn Fn(HyperTransport) -> Arc<dyn Transport> + Send + Sync>;

/// What rows need.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) certificates: Arc<Certificates>,
    pub(crate) wrap: Wrap,
}

/// A server, and the clock of its clients.
pub(crate) struct Stage {
    pub(crate) world: Arc<World>,
    pub(crate) server: Server,
    pub(crate) clock: Skipping,
}

impl Context {
    pub(crate) async fn stage(
        &self,
        subject: &Subject,
        https: bool,
        plan: Vec<Vec<Step>>,
    ) -> Result<Stage, String> {
        let world = World::new(subject.facts, Arc::clone(&self.certificates), https, plan);
        let server = Server::start(Arc::clone(&world)).await.map_err(|error| error.to_string())?;
        Ok(Stage { world, server, clock: Skipping::default() })
    }

    /// A client of the stage's server.
    pub(crate) fn client(&self, subject: &Subject, stage: &Stage, row: &Row) -> Result<Caller, String> {
        let builder = HyperTransport::builder()
            .root_certificates(&self.certificates.authority)
            .without_platform_certificates()
            .resolver(Dial(Arc::clone(&stage.world)));
        let port = stage.server.port;
        let builder = match row.proxy {
            true => builder
                .proxy(Proxy::new(&format!("http://localhost:{port}")).map_err(|error| error.to_string())?),
            false => builder.no_proxy(),
        };
        let transport = builder.build().map_err(|error| error.to_string())?;
        let setup = Setup {
            url: if row.https {
                format!("https://{HOST}:{port}")
            } else {
                format!("http://localhost:{port}")
            },
            transport: Shared((self.wrap)(transport)),
            clock: Some(stage.clock.clone()),
            attempt_timeout: row.limit.then_some(LIMIT),
        };
        subject.start(&setup)
    }
}

/// Tries a fault on an operation.
pub(crate) async fn run(context: Context, subject: Subject, row: Row, expected: Expected) -> Line {
    let line = Line::new(&subject.facts, &row.fault);
    match tried(&context, &subject, &row).await {
        Ok((told, truth)) => {
            let mut wrongs = wrongs(&subject.facts, &told, &truth, INTENTION);
            wrongs.extend(unexpected(&told, &expected));
            line.with(&told, &truth, INTENTION, wrongs)
        }
        Err(problem) => line.broken(problem),
    }
}

const INTENTION: &str = "intention-1";

async fn tried(context: &Context, subject: &Subject, row: &Row) -> Result<(Told, Truth), String> {
    let stage = context.stage(subject, row.https, row.connections.clone()).await?;
    let told = {
        let caller = context.client(subject, &stage, row)?;
        for number in 0..row.before {
            let told = within(caller(&format!("before-{number}"))?()).await?;
            if told.failure.is_some() {
                return Err(format!("a call before failed: {}", told.word()));
            }
            settled_reads().await;
        }
        let again = caller(INTENTION)?;
        let mut told = within(again()).await?;
        if let Some(seconds) = row.again_after {
            stage.clock.skip(Duration::from_secs(seconds));
            told = within(again()).await?;
        }
        told
    };
    let Stage { world, server, .. } = stage;
    if !server.settle().await {
        return Err("a connection is never closed".to_owned());
    }
    let truth = world.truth().clone();
    Ok((told, truth))
}

/// Lets what the server wrote after its answer arrive, where it comes at once.
async fn settled_reads() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

/// The end of a call, if there is one.
pub(crate) async fn within(call: impl Future<Output = Told>) -> Result<Told, String> {
    timeout(DEADLINE, call).await.map_err(|_| "hung".to_owned())
}
