//! Sends forms, with files and without, as a browser writes them.
//!
//! Owns the shape of their bodies. It never follows where they lead.

use super::*;

impl Whole {
    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .body(Body::from(form.to_owned()));
        self.ask(request.expect("a request")).await
    }

    /// Sends the parts of a form: each has a name and what it holds, and a file has its own name too.
    pub async fn send(&self, path: &str, cookie: &str, parts: &[(&str, &str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = match *file {
                "" => String::new(),
                file => format!("; filename=\"{file}\""),
            };
            let head =
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_LENGTH, body.len())
            .body(Body::from(body));
        self.ask(request.expect("a request")).await
    }
}
