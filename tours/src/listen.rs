use std::net::Ipv4Addr;

use axum::Router;
use tokio::net::TcpListener;

use crate::Failure;

/// Serves the partner's webhook handlers on a loopback address and returns its base URL. Where it really runs, something
/// in front of it speaks TLS. It ends with the program.
///
/// # Errors
///
/// The machine gives no port.
pub async fn listen(handlers: Router) -> Result<String, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, handlers).await });
    Ok(url)
}
