//! The events of one validator.

use crate::event::{Event, Severity};
use crate::files::Location;
use crate::subject::Subject;

/// The events of one validator, under its name.
pub(super) struct Report {
    name: &'static str,
    pub(super) events: Vec<Event>,
}

impl Report {
    pub(super) fn new(name: &'static str) -> Self {
        let events = Vec::new();
        Self { name, events }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// Adds an error at the place of a shape or member.
    pub(super) fn error<'m>(&mut self, subject: impl Into<Subject<'m>>, message: String) {
        self.add(Severity::Error, subject.into(), message);
    }

    /// Adds an error about a shape or member at a place of its own, such as a trait's.
    pub(super) fn error_at<'m>(
        &mut self,
        subject: impl Into<Subject<'m>>,
        at: Location,
        message: String,
    ) {
        self.add_at(Severity::Error, subject.into(), at, message);
    }

    /// Adds a warning at the place of a shape or member.
    pub(super) fn warning<'m>(&mut self, subject: impl Into<Subject<'m>>, message: String) {
        self.add(Severity::Warning, subject.into(), message);
    }

    /// Adds a warning about a shape or member at a place of its own.
    pub(super) fn warning_at<'m>(
        &mut self,
        subject: impl Into<Subject<'m>>,
        at: Location,
        message: String,
    ) {
        self.add_at(Severity::Warning, subject.into(), at, message);
    }

    /// Adds an event at the place of a shape or member.
    pub(super) fn add(&mut self, severity: Severity, subject: Subject<'_>, message: String) {
        self.add_at(severity, subject, subject.at(), message);
    }

    /// Adds an event about a shape or member at a place of its own.
    pub(super) fn add_at(
        &mut self,
        severity: Severity,
        subject: Subject<'_>,
        at: Location,
        message: String,
    ) {
        let event = Event::new(severity, self.name, message, at);
        self.events.push(event.of(subject.id().clone()));
    }

    /// Appends `.part` to the name of the last event.
    pub(super) fn within(&mut self, part: &str) {
        if let Some(event) = self.events.last_mut() {
            event.id = format!("{}.{part}", event.id).into();
        }
    }

    /// Gives the last event another name.
    pub(super) fn named(&mut self, id: &'static str) {
        if let Some(event) = self.events.last_mut() {
            event.id = id.into();
        }
    }
}
