//! A small mail server on a socket of this machine, which answers as a test wants.
//! Owns the word `Postbox`.
//! Never hands a message on.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How it answers one message after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It takes it.
    Takes,
    /// It answers with this line to the recipient.
    Answers(&'static str),
    /// It answers with this line once the message is over.
    AnswersAtEnd(&'static str),
    /// It hangs up while the message is being said.
    HangsUp,
    /// It says nothing for so long that nobody waits.
    Sleeps,
}

/// A mail server.
pub struct Postbox {
    pub port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Postbox {
    /// Opens one that greets each message with the next mood, and then with the last.
    pub async fn open(moods: &'static [Mood]) -> Postbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::new(Mutex::new(0));
        let kept = taken.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(speak(line, moods, asked.clone(), kept.clone()));
            }
        });
        Postbox { port, taken }
    }

    /// Everything that was taken, first to last.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("nobody fails holding it").clone()
    }
}

async fn speak(
    line: TcpStream,
    moods: &'static [Mood],
    asked: Arc<Mutex<usize>>,
    taken: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let (read, mut write) = line.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mood = Mood::Takes;
    write.write_all(b"220 postbox.example\r\n").await?;
    while let Some(said) = lines.next_line().await? {
        let word = said.split(' ').next().unwrap_or_default().to_uppercase();
        let answer = match word.as_str() {
            "EHLO" => "250-postbox.example\r\n250 8BITMIME",
            "MAIL" => {
                let mut asked = asked.lock().expect("nobody fails holding it");
                mood = moods[(*asked).min(moods.len() - 1)];
                *asked += 1;
                "250 yes"
            }
            "RCPT" => match mood {
                Mood::Answers(answer) => answer,
                _ => "250 yes",
            },
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                match mood {
                    Mood::HangsUp => return Ok(()),
                    Mood::Sleeps => tokio::time::sleep(Duration::from_secs(60)).await,
                    _ => {}
                }
                let mut message = String::new();
                while let Some(said) = lines.next_line().await? {
                    if said == "." {
                        break;
                    }
                    message.push_str(&said);
                    message.push('\n');
                }
                match mood {
                    Mood::AnswersAtEnd(answer) => answer,
                    _ => {
                        taken.lock().expect("nobody fails holding it").push(message);
                        "250 taken"
                    }
                }
            }
            "QUIT" => {
                write.write_all(b"221 goodbye\r\n").await?;
                return Ok(());
            }
            _ => "250 yes",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
