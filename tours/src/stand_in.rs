use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use clientwright_runtime::webhooks::Signature;
use futures_util::stream;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::Failure;
use crate::check::{self, Keys};
use crate::deliver::Receiver;
use crate::documentation::{self, Documentation};
use crate::request::Arrived;
use crate::scenario::{Answer, Call, Scenario, Step, Webhook};

/// A provider on a loopback address, as strict as its documentation. It ends when it is dropped.
pub struct StandIn {
    address: SocketAddr,
    base_path: String,
    play: Arc<Mutex<Play>>,
    server: JoinHandle<()>,
}

/// How far the scenario has come.
struct Play {
    documentation: Documentation,
    scenario: Scenario,
    next: usize,
    keys: Keys,
    receiver: Option<Receiver>,
    complaints: Vec<String>,
}

impl StandIn {
    /// Starts a provider of `specs/` with a scenario.
    ///
    /// # Errors
    ///
    /// The spec or the scenario cannot be read, or the machine gives no port.
    pub async fn start(provider: &str, scenario: &str) -> Result<Self, Failure> {
        let documentation = Documentation::read(provider)?;
        let base_path = documentation.base_path().to_owned();
        let play = Play {
            documentation,
            scenario: Scenario::parse(scenario)?,
            next: 0,
            keys: Keys::default(),
            receiver: None,
            complaints: Vec::new(),
        };
        let play = Arc::new(Mutex::new(play));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback(answer).with_state(Arc::clone(&play));
        let server = tokio::spawn(async move {
            // It only ends with its task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, base_path, play, server })
    }

    /// The base URL, for `Environment::Custom`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base_path)
    }

    /// Sends webhooks to `url` from now on, signed with a secret as the provider does it.
    ///
    /// A webhook that a call causes is delivered before the call is answered: the order that surprises most.
    ///
    /// # Errors
    ///
    /// The secret cannot sign.
    pub async fn deliver_to(
        &self,
        url: impl Into<String>,
        signature: Signature,
        secret: &str,
    ) -> Result<(), Failure> {
        self.play.lock().await.receiver = Some(Receiver::new(url.into(), signature, secret)?);
        Ok(())
    }

    /// The tour's outcome, if nothing was wrong with what the provider received and nothing is missing.
    ///
    /// # Errors
    ///
    /// What the provider complains about, or else the tour's own failure.
    pub async fn judge<T>(self, outcome: Result<T, Failure>) -> Result<T, Failure> {
        let play = self.play.lock().await;
        if !play.complaints.is_empty() {
            return Err(play.complaints.join("\n").into());
        }
        let outcome = outcome?;
        match play.scenario.steps.get(play.next) {
            None => Ok(outcome),
            Some(step) => Err(format!("the tour ended before {step:?}").into()),
        }
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(play): State<Arc<Mutex<Play>>>, request: Request) -> Response {
    let mut play = play.lock().await;
    match play.answer(request).await {
        Ok(response) => response,
        Err(complaint) => {
            play.complaints.push(complaint.clone());
            (StatusCode::NOT_IMPLEMENTED, complaint).into_response()
        }
    }
}

impl Play {
    async fn answer(&mut self, request: Request) -> Result<Response, String> {
        let request = Arrived::read(request).await?;
        let Some(Step::Receive(expected)) = self.scenario.steps.get(self.next) else {
            return Err(format!("`{} {}` is not expected any more", request.method, request.uri.path()));
        };
        let (documentation, credential) = (&self.documentation, &self.scenario.credential);
        check::check(documentation, expected, credential, &mut self.keys, &request)
            .map_err(|complaint| format!("{}: {complaint}", expected.operation))?;
        let response = response(documentation, expected)?;
        self.next += 1;
        while let Some(Step::Send(webhook)) = self.scenario.steps.get(self.next) {
            self.deliver(webhook).await?;
            self.next += 1;
        }
        Ok(response)
    }

    async fn deliver(&self, webhook: &Webhook) -> Result<(), String> {
        let name = webhook.webhook.as_deref();
        let body = self.documentation.webhook(name, &webhook.body)?;
        let receiver = self.receiver.as_ref().ok_or("nobody has said where webhooks go")?;
        let status = receiver.deliver(&webhook.path, &body, webhook.forged).await;
        let status = status.map_err(|error| error.to_string())?;
        let fits = if webhook.forged { status == 401 } else { status == 200 };
        if fits { Ok(()) } else { Err(format!("{webhook:?} was answered with {status}")) }
    }
}

fn response(documentation: &Documentation, expected: &Call) -> Result<Response, String> {
    let operation = documentation.operation(&expected.operation)?;
    let Some(Answer { status, body }) = &expected.answer else { return Ok(broken()) };
    let code = StatusCode::from_u16(*status).map_err(|error| error.to_string())?;
    match body {
        Some(payload) => {
            let (media_type, body) = documentation.answer(operation, *status, payload)?;
            Ok((code, [(header::CONTENT_TYPE, media_type.to_owned())], body).into_response())
        }
        None => documentation::response(operation, *status).map(|_| code.into_response()),
    }
}

/// A response whose connection breaks before it is whole.
fn broken() -> Response {
    let lost = std::io::Error::other("the connection breaks here");
    Response::new(Body::from_stream(stream::iter([Err::<Bytes, _>(lost)])))
}
