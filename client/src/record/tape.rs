//! Recordings in files.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::line::{Exchange, Outcome, RecordedRequest};
use crate::transport::{TransportError, TransportErrorKind};

/// A recording that is written; clones write to the same one.
#[derive(Clone)]
pub struct Tape {
    out: Arc<Mutex<Box<dyn Write + Send>>>,
}

impl Tape {
    /// A tape in a file, which is replaced.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self::new(BufWriter::new(File::create(path)?)))
    }

    /// A tape in any writer.
    pub fn new(out: impl Write + Send + 'static) -> Self {
        Self {
            out: Arc::new(Mutex::new(Box::new(out))),
        }
    }

    /// Writes a line.
    ///
    /// # Errors
    ///
    /// That of the writer.
    pub fn write(&self, exchange: &Exchange) -> io::Result<()> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(out, "{}", exchange.to_line())?;
        out.flush()
    }

    /// Writes a request and its outcome. A failure of the writer is an error of the transport, which is not repeated.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn add(
        &self,
        request: RecordedRequest,
        outcome: Outcome,
    ) -> Result<(), TransportError> {
        let refused = |error: io::Error| {
            let text = format!("the recording cannot be written: {error}");
            TransportError::new(TransportErrorKind::Other, text)
        };
        self.write(&Exchange { request, outcome }).map_err(refused)
    }
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tape")
    }
}

/// A recording that answers requests; clones share what is left of it.
///
/// A request is answered by the first line that is not used yet and has the same method and URI. Among several of
/// them, one with the same body comes first. Credentials, signatures and times may differ.
#[derive(Debug, Clone)]
pub struct Recording {
    lines: Arc<Mutex<Vec<Exchange>>>,
}

impl Recording {
    /// The recording in a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a line is not valid: the message has its number.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        Self::parse(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// The recording in a text.
    ///
    /// # Errors
    ///
    /// A line is not valid: the message has its number.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let failed = |error| format!("line {}: {error}", index + 1);
            lines.push(Exchange::parse(line).map_err(failed)?);
        }
        Ok(Self {
            lines: Arc::new(Mutex::new(lines)),
        })
    }

    /// The number of lines that are left.
    pub fn remaining(&self) -> usize {
        self.lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// The outcome of a request.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn answer(&self, request: &RecordedRequest) -> Outcome {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of = |line: &Exchange| {
            line.request.method == request.method && line.request.uri == request.uri
        };
        let same = |line: &Exchange| is_of(line) && line.request.body == request.body;
        let place = lines.iter().position(same);
        if let Some(place) = place.or_else(|| lines.iter().position(is_of)) {
            return lines.remove(place).outcome;
        }
        let RecordedRequest { method, uri, .. } = request;
        let text = format!("the recording has no more of {method} {uri}");
        Err(TransportError::new(TransportErrorKind::Other, text))
    }
}
