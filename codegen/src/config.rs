//! What a user decides about a generated crate.

use crate::ir::Protocol;

/// What a user decides; the default is what `generated/` is made with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The service to generate, `example.weather#Weather` say, where a Smithy model has several.
    pub service: Option<String>,
    /// The operations to keep, with what they reach; all where there is no list. In a name, `*` stands for any letters
    /// and `?` for one: `Start*`.
    pub operations: Option<Vec<String>>,
    /// The protocol to speak in place of the preferred one of the model.
    pub protocol: Option<Protocol>,
    /// The name of the package; made from the service's where there is none. Of a module, the package around it: where
    /// it is not said, the module's examples are shown and not tested.
    pub package: Option<String>,
    /// The path of a module, `lamp` or `services::lamp`, where what is generated is to be a module of a crate instead
    /// of a crate: its files stand in a folder of that name, and there is no manifest. The crate around it depends on
    /// `sansmith` and, where it has a feature `serde`, on `serde`.
    pub module: Option<String>,
    /// Where the generated crate finds its runtime.
    pub runtime: Runtime,
    /// Whether to keep the documentation of the model.
    pub docs: bool,
    /// What a file says of where it comes from: ``by `cargo xtask codegen connect` from models/connect``.
    pub origin: String,
}

/// Where a generated crate finds its runtime.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Runtime {
    /// Inherited from the workspace.
    #[default]
    Workspace,
    /// A version from the registry.
    Version(String),
    /// A folder, relative to that of the crate, or by its whole path.
    Path(String),
    /// The address of a Git repository that holds it.
    Git(String),
}
