//! The local server: the built site with the headers it will have anywhere.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use crate::headers;

/// The port when none is named.
pub const PORT: u16 = 8080;

/// A folder to serve and a port that is ours.
pub struct Door {
    folder: PathBuf,
    listener: TcpListener,
    /// What to type into the browser.
    pub address: String,
}

impl Door {
    /// Takes the port that was named; without one, the first free from 8080 on, and says so.
    pub fn open(folder: PathBuf, port: Option<u16>) -> Result<Door> {
        if !folder.join("index.html").exists() {
            bail!("{} has no index.html: run `cargo xtask build` first.", folder.display());
        }
        let taken = |port| format!("Port {port} is in use: end what uses it, or choose another with --port.");
        let listener = match port {
            Some(port) => bind(port).with_context(|| taken(port))?,
            None => (PORT..PORT + 20).find_map(bind).with_context(|| taken(PORT))?,
        };
        let got = listener.local_addr()?.port();
        if port.is_none() && got != PORT {
            println!("Port {PORT} is in use; this is {got}.");
        }
        Ok(Door { folder, listener, address: format!("http://localhost:{got}/") })
    }

    /// Serves until the process is ended.
    pub fn serve(self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            axum::serve(listener, site(&self.folder)).await.context("The server stopped.")
        })
    }
}

fn bind(port: u16) -> Option<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()
}

fn site(folder: &Path) -> Router {
    Router::new().fallback_service(ServeDir::new(folder)).layer(from_fn(dress))
}

/// Adds the headers of the path, and words to an answer that would be empty.
async fn dress(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        let text = format!("There is no {path} here. The app is at the root: /\n");
        response = (StatusCode::NOT_FOUND, text).into_response();
    }
    // A missing file must not be remembered as missing.
    let known = if response.status() == StatusCode::NOT_FOUND { headers::of("/") } else { headers::of(&path) };
    for (name, value) in known {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("nestor-serve-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("a/1f")).unwrap();
        std::fs::write(folder.join("index.html"), "<p>app").unwrap();
        folder
    }

    fn ask(port: u16, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.to_ascii_lowercase()
    }

    #[test]
    fn files_have_their_types_and_headers() {
        let folder = folder("files");
        std::fs::write(folder.join("a/1f/engine_bg.wasm"), "wasm").unwrap();
        let door = Door::open(folder.clone(), Some(0)).unwrap();
        let port = door.listener.local_addr().unwrap().port();
        std::thread::spawn(move || door.serve());
        let page = ask(port, "/");
        assert!(page.starts_with("http/1.1 200") && page.ends_with("<p>app"), "{page}");
        assert!(page.contains("content-type: text/html") && page.contains("frame-ancestors 'self'"), "{page}");
        let wasm = ask(port, "/a/1f/engine_bg.wasm");
        assert!(wasm.contains("content-type: application/wasm") && wasm.contains("immutable"), "{wasm}");
        let missing = ask(port, "/a/1f/other.js");
        assert!(missing.starts_with("http/1.1 404") && missing.contains("there is no /a/1f/other.js"), "{missing}");
        assert!(missing.contains("no-cache") && missing.contains("content-type: text/plain"), "{missing}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_port_in_use_and_a_site_not_built_are_sentences() {
        let folder = folder("port");
        let held = bind(0).unwrap();
        let port = held.local_addr().unwrap().port();
        let error = Door::open(folder.clone(), Some(port)).err().unwrap();
        let sentence = format!("Port {port} is in use: end what uses it, or choose another with --port.");
        assert_eq!(format!("{error:#}"), sentence);
        std::fs::remove_dir_all(&folder).unwrap();
        let error = Door::open(folder, None).err().unwrap();
        assert!(error.to_string().ends_with("has no index.html: run `cargo xtask build` first."), "{error}");
    }
}
