//! The texts a model is made of, by name: what the generator reads instead of files.

/// A service model and what lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The model of the service.
    pub service: Source,
    /// Of botocore paginators, waiters, examples, endpoint rules and overlays, each known by its name; of Smithy the
    /// other files of the model.
    pub sidecars: Vec<Source>,
}

impl Bundle {
    /// A model with nothing beside it.
    pub fn new(service: Source) -> Self {
        Self {
            service,
            sidecars: Vec::new(),
        }
    }

    /// The source of that name.
    pub fn source(&self, name: &str) -> Option<&Source> {
        std::iter::once(&self.service)
            .chain(&self.sidecars)
            .find(|source| source.name == name)
    }
}

/// A text with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, `models/connect/service-2.json` say; the last part tells what a sidecar holds.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// A text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The name without folders.
    pub fn file_name(&self) -> &str {
        self.name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or(self.name.as_str())
    }
}
