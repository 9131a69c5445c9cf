//! A model that was opened: operations by name, and shapes made on first use.

mod rules;
mod schemas;
mod traits;

use std::fmt;
use std::sync::OnceLock;

use sansmith::interpreted::{AnyOperation, AnyProtocol};
use sansmith::page::waiter;
use sansmith::{Schema, Service};
use sansmith_codegen::{Bundle, Config, Source, front, tables};

pub(crate) use self::rules::{attribute_place, function_place};
pub(crate) use self::traits::METHODS;
use crate::error::{Error, ErrorKind};
use crate::image::{Image, OperationRecord, WaiterRecord, encode};
use crate::interned;
use crate::operation::Operation;
use crate::pages::Pagination;
use crate::waiters::{self, Waiter};

/// A service model that is interpreted at run time.
///
/// A handle: copies are the same model. See [the memory that it takes](crate#memory).
#[derive(Clone, Copy)]
pub struct Model(&'static Inner);

/// An open image with what was made of it.
pub(crate) struct Inner {
    image: Image,
    protocol: OnceLock<AnyProtocol>,
    service: OnceLock<Service>,
    operations: Vec<OnceLock<&'static AnyOperation>>,
    /// Pagination of each operation that has it.
    pages: Vec<OnceLock<Option<Pagination>>>,
    /// The schema of each waiter, or the reason why it has none.
    waiters: Vec<OnceLock<Result<&'static waiter::Schema, String>>>,
    schemas: Vec<OnceLock<&'static Schema>>,
}

impl Inner {
    /// The content of an image, of which nothing is made yet.
    pub(crate) fn new(image: Image) -> Self {
        Self {
            protocol: OnceLock::new(),
            service: OnceLock::new(),
            operations: empty(image.index.operations.len()),
            pages: empty(image.index.operations.len()),
            waiters: empty(image.index.waiters.len()),
            schemas: empty(image.index.shapes.len()),
            image,
        }
    }
}

/// Cells that are filled on first use.
fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({})", self.service().id)
    }
}

impl Model {
    /// The number of bytes of models, in their compact form, that a process keeps: 1 GiB, which is about 500 times EC2's.
    pub const LIMIT: usize = 1 << 30;

    /// A handle of an open image.
    pub(crate) fn new(inner: &'static Inner) -> Result<Self, Error> {
        let name = inner.image.index.service.protocol;
        let protocol = AnyProtocol::by_name(name).ok_or_else(|| ErrorKind::Protocol {
            expected: AnyProtocol::ALL.map(|known| known.spec().name).join(", "),
        })?;
        inner.protocol.get_or_init(|| protocol);
        Ok(Self(inner))
    }

    /// Interprets a model in memory, with the files beside it.
    ///
    /// # Errors
    ///
    /// The model is invalid, or has no known protocol.
    pub fn of_sources(
        service: Source,
        beside: impl IntoIterator<Item = Source>,
    ) -> Result<Self, Error> {
        let sidecars = beside.into_iter().collect();
        Self::of_bundle(&Bundle { service, sidecars }, &Config::default())
    }

    /// Interprets a model in memory; `config` may choose one of several services, or the protocol.
    ///
    /// # Errors
    ///
    /// The model is invalid, or has no known protocol.
    pub fn of_bundle(bundle: &Bundle, config: &Config) -> Result<Self, Error> {
        let bytes = image(bundle, config)?;
        let key = interned::hash([&*bytes]);
        interned::open(bytes, key, Self::LIMIT)
    }

    /// Facts of the service.
    pub fn service(self) -> &'static Service {
        self.0.service.get_or_init(|| {
            let record = &self.0.image.index.service;
            let service = Service::new(record.id, record.name, record.version);
            let service = traits::service(service, &record.calls);
            match self.rules() {
                Some(rules) => service.rules(rules),
                None => service,
            }
        })
    }

    /// The protocol.
    pub fn protocol(self) -> AnyProtocol {
        let protocol = self.0.protocol.get();
        protocol.copied().unwrap_or(AnyProtocol::RestJson1)
    }

    /// Names of the operations, in the model's order.
    pub fn operation_names(self) -> impl Iterator<Item = &'static str> {
        self.0.image.index.operations.iter().map(|(name, _)| *name)
    }

    /// All operations, in the model's order.
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        (0..self.0.operations.len()).filter_map(move |place| self.operation_at(place))
    }

    /// The operation with the given name.
    ///
    /// # Errors
    ///
    /// The service has no such operation; the error has similar names.
    pub fn operation(self, name: &str) -> Result<Operation, Error> {
        let place = self.operation_names().position(|known| known == name);
        let found = place.and_then(|place| self.operation_at(place));
        found.ok_or_else(|| {
            ErrorKind::Operation {
                service: self.service().id.to_owned(),
                name: name.to_owned(),
                similar: near(name, self.operation_names()),
            }
            .into()
        })
    }

    /// The operation at a place of the model's order.
    pub(crate) fn operation_at(self, place: usize) -> Option<Operation> {
        let cell = self.0.operations.get(place)?;
        let any = if let Some(any) = cell.get() {
            any
        } else {
            let made = self.make_operation(place)?;
            cell.get_or_init(|| Box::leak(Box::new(made)))
        };
        Some(Operation { any, model: self })
    }

    fn make_operation(self, place: usize) -> Option<AnyOperation> {
        let (name, offset) = *self.0.image.index.operations.get(place)?;
        let record: OperationRecord<'static> = self.0.image.record(offset)?;
        let facts =
            sansmith::operation::Schema::new(self.service(), name, record.method, record.uri);
        let mut facts = traits::operation(facts, &record.calls);
        let asked = record.discovery.as_ref();
        // The operation that returns endpoints has no discovery itself, so this ends.
        if let Some(row) = asked.filter(|row| !self.discovers(row.0)) {
            facts.discovery = crate::operation::discovery(self, row);
        }
        for (method, place) in record
            .nested
            .iter()
            .filter(|(_, place)| !self.nests(*place))
        {
            let nested = crate::operation::nested(self, *place);
            match *method {
                "session_by" => facts.session = nested,
                "region_by" => facts.region = nested,
                _ => {}
            }
        }
        let errors = record
            .errors
            .iter()
            .filter_map(|error| self.schema_at(*error));
        let [input_events, output_events] = record
            .events
            .map(|union| union.and_then(|union| self.schema_at(union)));
        Some(AnyOperation {
            input_events,
            output_events,
            facts: Box::leak(Box::new(facts)),
            protocol: self.protocol(),
            input: self.schema_at(record.input)?,
            output: self.schema_at(record.output)?,
            errors: interned::keep(errors.collect()),
            endpoint: rules::bindings(&record.bindings),
        })
    }

    /// Returns true if an operation takes part in endpoint discovery.
    fn discovers(self, place: u32) -> bool {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let found = self.0.image.index.operations.get(place);
        let record =
            found.and_then(|(_, offset)| self.0.image.record::<OperationRecord<'_>>(*offset));
        record.is_none_or(|record| record.discovery.is_some())
    }

    /// Returns true if the calls of an operation make others; the operations that they make do not, so this ends.
    fn nests(self, place: u32) -> bool {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let found = self.0.image.index.operations.get(place);
        let record =
            found.and_then(|(_, offset)| self.0.image.record::<OperationRecord<'_>>(*offset));
        record.is_none_or(|record| !record.nested.is_empty())
    }

    /// Names of the waiters, in the model's order.
    pub fn waiter_names(self) -> impl Iterator<Item = &'static str> {
        self.0.image.index.waiters.iter().map(|(name, _)| *name)
    }

    /// The waiter with the given name.
    ///
    /// # Errors
    ///
    /// The service has no such waiter (the error has similar names), or one of its conditions cannot be judged.
    pub fn waiter(self, name: &str) -> Result<Waiter, Error> {
        let waiters = &self.0.image.index.waiters;
        let place = waiters.iter().position(|(known, _)| *known == name);
        let found = place.and_then(|place| waiters.get(place).zip(self.0.waiters.get(place)));
        let Some(((name, offset), cell)) = found else {
            let kind = ErrorKind::Waiter {
                service: self.service().id.to_owned(),
                name: name.to_owned(),
                similar: near(name, self.waiter_names()),
            };
            return Err(kind.into());
        };
        let record: Option<WaiterRecord<'static>> = self.0.image.record(*offset);
        let record = record.ok_or(ErrorKind::Image)?;
        let schema = cell.get_or_init(|| waiters::schema(name, &record));
        match schema {
            Ok(schema) => Ok(Waiter {
                operation: self.operation(record.operation)?,
                schema,
            }),
            Err(why) => Err(ErrorKind::Acceptor {
                name: (*name).to_owned(),
                why: why.clone(),
            }
            .into()),
        }
    }

    /// Pagination of an operation.
    pub(crate) fn pagination(self, name: &str) -> Option<&'static Pagination> {
        let operations = &self.0.image.index.operations;
        let place = operations.iter().position(|(known, _)| *known == name)?;
        let (_, offset) = operations.get(place)?;
        let made = self.0.pages.get(place)?.get_or_init(|| {
            let record: OperationRecord<'static> = self.0.image.record(*offset)?;
            Pagination::new(record.pagination?)
        });
        made.as_ref()
    }

    /// The schema of the shape with the given name in the model.
    pub fn schema(self, name: &str) -> Option<&'static Schema> {
        let mut shapes = (0..).zip(&self.0.image.index.shapes);
        let (place, _) = shapes.find(|(_, (known, _))| *known == name)?;
        self.schema_at(place)
    }
}

/// Up to three names that are similar to one, most similar first.
fn near(name: &str, names: impl Iterator<Item = &'static str>) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .map(|known| {
            let distance = strsim::osa_distance(&name, &known.to_ascii_lowercase());
            (distance, known)
        })
        .filter(|(distance, _)| *distance * 3 <= name.len())
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .take(3)
        .map(|(_, known)| known.to_owned())
        .collect()
}

/// The compact form of a model.
///
/// # Errors
///
/// The model is invalid, or has no known protocol.
pub(crate) fn image(bundle: &Bundle, config: &Config) -> Result<Vec<u8>, Error> {
    let (ir, _) = front(bundle, config)?;
    let tables = tables::of(&ir, config.protocol).ok_or_else(|| ErrorKind::Protocol {
        expected: AnyProtocol::ALL.map(|known| known.spec().name).join(", "),
    })?;
    encode(&tables)
}
