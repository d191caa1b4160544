//! Remembers the file of an import while somebody looks at what it would do.
//!
//! Owns no table of its own. It never keeps a file once somebody decided.

use uuid::Uuid;

use crate::{StoreError, Tx};

const PREVIEW: &str = "update audit_import
    set file = $2, preview = $3
    where id = $1 and state = 'previewed'";
const FILE: &str = "select file, preview from audit_import where id = $1";

pub(super) const CONSTANTS: [&str; 2] = [PREVIEW, FILE];

/// Keeps the file of an import that somebody looks at, and what it would change, in words.
///
/// # Errors
/// When the engine fails.
pub async fn keep_preview(
    tx: &mut Tx,
    import: Uuid,
    file: &[u8],
    told: &str,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(PREVIEW)
        .bind(import)
        .bind(file)
        .bind(told)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Reads the file of an import that is looked at, and what it would change.
///
/// # Errors
/// When the engine fails.
pub async fn preview(tx: &mut Tx, import: Uuid) -> Result<Option<(Vec<u8>, String)>, StoreError> {
    let row: Option<(Option<Vec<u8>>, Option<String>)> =
        run!(tx, |connection| sqlx::query_as(FILE)
            .bind(import)
            .fetch_optional(connection)
            .await?);
    Ok(row.and_then(|(file, told)| Some((file?, told.unwrap_or_default()))))
}
