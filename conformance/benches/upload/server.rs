//! Serves the benchmark: takes everything, looks at nothing, and always answers the same. The
//! stand-in would judge what it is sent, and be what is measured.
//!
//! One thread serves all connections: the system may put two threads on different processors, and
//! then one caller would be answered sooner than the other for no reason of its own.

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const ANSWER: &[u8] = include_bytes!("../../payloads/samples/resident-card.json");

/// Prints where it is, and serves until it is stopped.
pub(crate) async fn run() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}/key", listener.local_addr().unwrap());
    loop {
        let (connection, _) = listener.accept().await.unwrap();
        tokio::spawn(serve(connection));
    }
}

/// Calls of one connection, until it is closed.
async fn serve(mut connection: TcpStream) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        ANSWER.len()
    );
    let answer = [head.as_bytes(), ANSWER].concat();
    let mut piece = vec![0; 1 << 20];
    let mut begun = Vec::new();
    loop {
        let end = loop {
            let end = begun.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                break end;
            }
            let read = some(connection.read(&mut piece).await?)?;
            begun.extend_from_slice(&piece[..read]);
        };
        let head = str::from_utf8(&begun[..end]).unwrap().to_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut left = length.unwrap().parse::<usize>().unwrap();
        left -= begun.len() - (end + 4);
        while left > 0 {
            left -= some(connection.read(&mut piece).await?)?;
        }
        begun.clear();
        connection.write_all(&answer).await?;
    }
}

fn some(read: usize) -> io::Result<usize> {
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(read)
}
