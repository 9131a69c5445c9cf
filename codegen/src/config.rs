//! Options for a generated crate.

use std::collections::BTreeMap;

use crate::ir::Protocol;

/// Options for code generation. `generated/` is made with the defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The service to generate, such as `example.weather#Weather`, if a Smithy model has several.
    pub service: Option<String>,
    /// The operations to keep, with the shapes they reach; `None` keeps all. Names may be patterns: `*` matches any
    /// characters and `?` matches one, as in `Start*`.
    pub operations: Option<Vec<String>>,
    /// The protocol to use instead of the model's preferred one.
    pub protocol: Option<Protocol>,
    /// The package name; derived from the service if absent. For a module: the package that contains it. If absent, the
    /// module's doc examples are not tested.
    pub package: Option<String>,
    /// The version of the crate. If absent, it is inherited from the workspace, or is `0.1.0` outside of one.
    pub version: Option<String>,
    /// Module path, such as `lamp` or `services::lamp`, to generate a module of an existing crate instead of a crate. The
    /// files are placed in a folder of that name, without a manifest. The containing crate depends on `sansmith` and,
    /// if it has a `serde` feature, on `serde`.
    pub module: Option<String>,
    /// The source of the generated crate's runtime dependency.
    pub runtime: Runtime,
    /// Cargo features of operations, by the operation's name, in place of the ones that their names give. Crates only.
    pub groups: BTreeMap<String, String>,
    /// Rust names of types, fields and variants that an earlier release of the crate gave, by shape or `Shape$member`
    /// (`Shape$value` of an enum), where a newer model would give them to something else.
    pub names: BTreeMap<String, String>,
    /// Copy the documentation of the model into doc comments; on by default.
    pub docs: bool,
    /// Origin stated in each file header: ``by `cargo xtask codegen connect` from models/connect``.
    pub origin: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            service: None,
            operations: None,
            protocol: None,
            package: None,
            version: None,
            module: None,
            runtime: Runtime::default(),
            groups: BTreeMap::new(),
            names: BTreeMap::new(),
            docs: true,
            origin: String::new(),
        }
    }
}

/// The source of the runtime dependency of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Runtime {
    /// Inherited from the workspace.
    #[default]
    Workspace,
    /// A version from the registry.
    Version(String),
    /// A folder: an absolute path, or one relative to the generated crate.
    Path(String),
    /// The URL of a Git repository that contains it.
    Git(String),
}

impl Runtime {
    /// The source of the client, which is beside the runtime; none if the folder of the runtime does not tell.
    pub(crate) fn client(&self) -> Option<Self> {
        let Self::Path(path) = self else {
            return Some(self.clone());
        };
        let folder = path.strip_suffix("runtime")?;
        let is_folder = folder.is_empty() || folder.ends_with(['/', '\\']);
        is_folder.then(|| Self::Path(format!("{folder}client")))
    }
}
