//! In-memory model texts by name; the generator reads these instead of files.

/// A service model and its sidecar files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The model of the service.
    pub service: Source,
    /// Sidecars. botocore: paginators, waiters, examples, endpoint rules and overlays, recognized by name. Smithy: the other
    /// files of the model.
    pub sidecars: Vec<Source>,
}

impl Bundle {
    /// A model without sidecars.
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

/// The UTF-8 byte order mark, which some editors write.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name, for example `models/connect/service-2.json`; the last component tells the kind of a sidecar.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// A named text. A leading byte order mark is removed.
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

    /// The last path component, without a `.gz` suffix.
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
