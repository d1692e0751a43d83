//! Files are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// A text that lies beside the file it is to replace.
pub struct Prepared {
    file: NamedTempFile,
    target: std::path::PathBuf,
}

/// Writes a file whole. What is no plain file (a pipe, a device) is written to directly.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|it| !it.is_file()) {
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    prepare(path, bytes)?.replace()
}

/// Writes a file that must not exist yet.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let prepared = prepare(path, bytes)?;
    prepared.file.persist_noclobber(&prepared.target).map(drop).map_err(|it| it.error)
}

/// Writes beside a file, with its permissions; nothing changes until [`Prepared::replace`].
pub fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Prepared> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let before = fs::metadata(&target).ok().map(|it| it.permissions());
    if before.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let mut file = with_usual_permissions().tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = before {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(Prepared { file, target })
}

/// A new file may be read by whom the user's mask lets, not by its writer alone.
fn with_usual_permissions() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".nestor-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

impl Prepared {
    pub fn replace(self) -> io::Result<()> {
        self.file.persist(&self.target).map(drop).map_err(|it| it.error)
    }
}
