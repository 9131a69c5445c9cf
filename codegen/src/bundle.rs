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

/// What some editors write before a text of UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, `models/connect/service-2.json` say; the last part tells what a sidecar holds.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// A text with its name; a byte order mark before the text is left out.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with(BYTE_ORDER_MARK) {
            text.remove(0);
        }
        Self {
            name: name.into(),
            text,
        }
    }

    /// The name without folders, and without the `.gz` of a file that was compressed.
    ///
    /// ```
    /// use sansmith_codegen::Source;
    ///
    /// let source = Source::new("data/lamp/waiters-2.json.gz", "\u{feff}{}");
    /// assert_eq!((source.file_name(), source.text.as_str()), ("waiters-2.json", "{}"));
    /// ```
    pub fn file_name(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next();
        let name = name.unwrap_or(self.name.as_str());
        name.strip_suffix(".gz").unwrap_or(name)
    }
}
