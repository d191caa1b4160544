//! Keeps how the settings name the place of files that people bring.
//! Owns the word `Objects`.
//! Never holds a secret.

use super::{is_here, told};
use crate::toml_form::{Form, Problem};

/// Where the files that people bring are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objects {
    /// In a folder; the data folder's own where none is named.
    Folder(Option<String>),
    /// In a bucket that speaks the S3 protocol.
    S3 {
        /// The address of the service; none for Amazon's own.
        endpoint: Option<String>,
        /// The region.
        region: String,
        /// The bucket.
        bucket: String,
        /// The number of the key.
        key: String,
        /// The file in which the secret stands.
        secret_file: Option<String>,
    },
    /// In Azure Blob Storage.
    Azure {
        /// The address of the service; none for Microsoft's own.
        endpoint: Option<String>,
        /// The account.
        account: String,
        /// The container.
        container: String,
        /// The file in which the secret stands.
        secret_file: Option<String>,
    },
}

const KINDS: [&str; 3] = ["folder", "s3", "azure"];

/// What stands where a kind needs nothing else.
const REGION: &str = "eu-west-2";

pub(super) fn objects(form: Option<&Form<'_, '_>>) -> Result<Objects, Problem> {
    let Some(form) = form else {
        return Ok(Objects::Folder(None));
    };
    form.only(&told::keys("objects"))?;
    let kind = form.word("kind", &KINDS)?;
    let kind = kind.as_deref().unwrap_or("folder");
    let strange: &[&str] = match kind {
        "s3" => &["folder", "container"],
        "azure" => &["folder", "bucket", "region"],
        _ => &[
            "endpoint",
            "region",
            "bucket",
            "account",
            "container",
            "secret_file",
        ],
    };
    for key in strange {
        if form.text(key)?.is_some() {
            return Err(form.problem(
                key,
                format!("has {key}, which the kind {kind} does not know."),
            ));
        }
    }
    if kind == "folder" {
        return Ok(Objects::Folder(form.text("folder")?));
    }
    let endpoint = form.text("endpoint")?;
    let is_private = |address: &str| address.starts_with("https://") || is_here(address);
    if !endpoint.as_deref().is_none_or(is_private) {
        return Err(form.problem("endpoint", "has an endpoint that does not begin with https://. Only on this machine itself may it begin with http://127.0.0.1 or http://localhost."));
    }
    let (account, secret_file) = (form.needed_text("account")?, form.text("secret_file")?);
    Ok(match kind {
        "s3" => Objects::S3 {
            endpoint,
            region: form.text("region")?.unwrap_or_else(|| REGION.to_owned()),
            bucket: form.needed_text("bucket")?,
            key: account,
            secret_file,
        },
        _ => Objects::Azure {
            endpoint,
            account,
            container: form.needed_text("container")?,
            secret_file,
        },
    })
}
