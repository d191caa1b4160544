//! Keeps whole files under names of their own: in a folder, or in a store that speaks S3 or Azure Blob.
//!
//! Owns the words `Objects` and `Place`. It never says an account's key, and never keeps a file under a
//! name that leads elsewhere.

use std::{fmt, path::PathBuf, sync::Arc};

use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, PutMode, PutOptions, aws::AmazonS3Builder,
    azure::MicrosoftAzureBuilder, local::LocalFileSystem, memory::InMemory, path::Path,
};

/// Where objects are kept.
#[derive(Clone)]
pub enum Place {
    /// In the program's memory, for as long as it runs.
    Memory,
    /// In a folder of this machine, which is there.
    Folder(PathBuf),
    /// In a bucket that is reached by the S3 protocol.
    S3 {
        /// The address of the service; none for Amazon's own.
        endpoint: Option<String>,
        /// The region, as the service names it.
        region: String,
        /// The bucket.
        bucket: String,
        /// The number of the key.
        key: String,
        /// The secret of the key.
        secret: String,
    },
    /// In a container of Azure Blob Storage.
    Azure {
        /// The address of the service; none for Microsoft's own.
        endpoint: Option<String>,
        /// The account.
        account: String,
        /// The container.
        container: String,
        /// The secret of the account.
        secret: String,
    },
}

impl fmt::Debug for Place {
    fn fmt(&self, told: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Memory => write!(told, "memory"),
            Place::Folder(folder) => write!(told, "folder {}", folder.display()),
            Place::S3 { bucket, .. } => write!(told, "S3 bucket {bucket}"),
            Place::Azure { container, .. } => write!(told, "Azure container {container}"),
        }
    }
}

/// Why an object could not be kept or fetched.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A name of other letters than a to z, digits, dots and strokes, or with an empty part.
    #[error("“{0}” cannot be the name of an object")]
    Name(String),
    /// The store did not do it.
    #[error("the store of objects did not answer as it should")]
    Store(#[from] object_store::Error),
    /// This machine's disk did not do it.
    #[error("this machine's disk did not take a file, or give it back")]
    Disk(#[from] std::io::Error),
}

/// An object on its way out, piece by piece.
pub type Pieces = BoxStream<'static, Result<Vec<u8>, Fault>>;

/// A store of objects that is open.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    place: Place,
}

impl fmt::Debug for Objects {
    fn fmt(&self, told: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(told, "Objects in {:?}", self.place)
    }
}

impl Objects {
    /// A store in the program's memory.
    #[must_use]
    pub fn in_memory() -> Objects {
        Objects {
            store: Arc::new(InMemory::new()),
            place: Place::Memory,
        }
    }

    /// Opens a store. Nothing is asked of another machine yet.
    ///
    /// # Errors
    /// When the folder is not there, or an address cannot be read.
    pub fn open(place: Place) -> Result<Objects, Fault> {
        // Made once for the whole program; a second time it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store: Arc<dyn ObjectStore> = match place.clone() {
            Place::Memory => Arc::new(InMemory::new()),
            Place::Folder(folder) => Arc::new(LocalFileSystem::new_with_prefix(folder)?),
            Place::S3 {
                endpoint,
                region,
                bucket,
                key,
                secret,
            } => {
                let plain = is_plain(endpoint.as_deref());
                let mut builder = AmazonS3Builder::new()
                    .with_region(region)
                    .with_bucket_name(bucket)
                    .with_access_key_id(key)
                    .with_secret_access_key(secret)
                    .with_allow_http(plain);
                if let Some(endpoint) = endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                Arc::new(builder.build()?)
            }
            Place::Azure {
                endpoint,
                account,
                container,
                secret,
            } => {
                let plain = is_plain(endpoint.as_deref());
                let mut builder = MicrosoftAzureBuilder::new()
                    .with_account(account)
                    .with_container_name(container)
                    .with_access_key(secret)
                    .with_allow_http(plain);
                if let Some(endpoint) = endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                Arc::new(builder.build()?)
            }
        };
        Ok(Objects { store, place })
    }

    /// Keeps an object under a name. One that is there already stays as it is: names tell content.
    ///
    /// # Errors
    /// When the name cannot be one, or the store fails.
    pub async fn keep(&self, name: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let options = PutOptions::from(PutMode::Create);
        let path = path(name)?;
        match self.store.put_opts(&path, bytes.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Fetches an object, if one is kept under the name.
    ///
    /// # Errors
    /// When the name cannot be one, or the store fails.
    pub async fn fetch(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.store.get(&path(name)?).await {
            Ok(found) => Ok(Some(found.bytes().await?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens an object to be passed on piece by piece, if one is kept under the name.
    ///
    /// # Errors
    /// When the name cannot be one, or the store fails.
    pub async fn pieces(&self, name: &str) -> Result<Option<Pieces>, Fault> {
        match self.store.get(&path(name)?).await {
            Ok(found) => {
                let pieces = found.into_stream().map(|piece| piece.map(Vec::from));
                Ok(Some(pieces.map_err(Fault::from).boxed()))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets an object. One that is not there is forgotten.
    ///
    /// # Errors
    /// When the name cannot be one, or the store fails.
    pub async fn forget(&self, name: &str) -> Result<(), Fault> {
        match self.store.delete(&path(name)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether an address is one without encryption, which only a store of the same machine should have.
fn is_plain(endpoint: Option<&str>) -> bool {
    endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"))
}

fn path(name: &str) -> Result<Path, Fault> {
    let sound = |part: &str| {
        let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        let dots = part.starts_with('.') || part.ends_with('.');
        !part.is_empty() && !dots && part.chars().all(|one| letters(one) || "-_.".contains(one))
    };
    match name.split('/').all(sound) {
        true => Ok(Path::from(name)),
        false => Err(Fault::Name(name.to_owned())),
    }
}
