//! Recorded calls, replayed.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use super::*;
use crate::call::tests::lamp::{Glow, PutGlow};
use crate::record::{Recording, Tape};
use crate::{asynchronous, call::TransportErrorKind};

/// A writer into memory.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Memory {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn replies() -> Mock {
    Mock::of([
        Reply::failure(TransportErrorKind::ResetBefore),
        Reply::new(503),
        Reply::new(200).header("x-name", "on").body("{}"),
    ])
}

#[test]
fn a_recording_answers_as_the_service_did() {
    let memory = Memory::default();
    let tape = Tape::new(memory.clone());
    let time = VirtualTime::new();
    let recorder = blocking::Recorder::new(replies(), tape);
    let client = configured::<blocking::Client>(&time, nothing).build_with(recorder);
    let first = client.send::<PutGlow>(&Glow::default()).unwrap();
    assert_eq!(memory.text().lines().count(), 3);

    let recording = Recording::parse(&memory.text()).unwrap();
    let client = configured::<blocking::Client>(&time, nothing).build_with(recording.clone());
    assert_eq!(client.send::<PutGlow>(&Glow::default()).unwrap(), first);
    assert_eq!(recording.remaining(), 0);
    let error = client.send::<PutGlow>(&Glow::default()).unwrap_err();
    assert!(error.to_string().contains("no more of PUT"), "{error}");

    let recording = Recording::parse(&memory.text()).unwrap();
    let client = configured::<Client>(&time, nothing).build_with(recording);
    let replayed = runtime().block_on(client.send::<PutGlow>(&Glow::default()));
    assert_eq!(replayed.unwrap(), first);
}

#[test]
fn a_tape_is_a_layer() {
    let memory = Memory::default();
    let transport = asynchronous::Transport::new(replies()).layered(&Tape::new(memory.clone()));
    let client = configured::<Client>(&VirtualTime::new(), nothing).build_with(transport);
    runtime()
        .block_on(client.send::<PutGlow>(&Glow::default()))
        .unwrap();
    assert_eq!(memory.text().lines().count(), 3);
}
