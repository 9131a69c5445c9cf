//! Options shared by all generating commands, converted to generator settings.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Config, Runtime};

use crate::names::quoted;
use crate::runtime;

/// The selected service, operations and protocol.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Selection {
    /// The service, if a Smithy model has several
    #[arg(id = "service-id", long = "service", value_name = "NAMESPACE#NAME")]
    pub service: Option<String>,
    /// Keep these operations and the shapes they reach; `*` matches any characters, `?` matches one
    #[arg(long, value_name = "A,B*", value_delimiter = ',')]
    pub operations: Vec<String>,
    /// The protocol to use instead of the model's preferred one
    #[arg(long, value_name = "P", value_parser = protocols())]
    pub protocol: Option<Protocol>,
}

/// A parser for protocol names.
fn protocols() -> impl TypedValueParser<Value = Protocol> {
    PossibleValuesParser::new(Protocol::ALL.map(Protocol::as_str)).try_map(|name| {
        // Possible values are protocol names, so the lookup always succeeds.
        Protocol::from_name(&name).ok_or("no such protocol")
    })
}

impl Selection {
    /// The generator settings for this selection.
    pub fn config(&self) -> Config {
        Config {
            service: self.service.clone(),
            operations: Some(self.operations.clone()).filter(|names| !names.is_empty()),
            protocol: self.protocol,
            ..Config::default()
        }
    }

    /// The options in command-line form.
    pub fn words(&self) -> Vec<String> {
        let operations = Some(self.operations.join(",")).filter(|names| !names.is_empty());
        let options = [
            ("service", self.service.clone()),
            ("operations", operations),
            (
                "protocol",
                self.protocol.map(|protocol| protocol.to_string()),
            ),
        ];
        words(options)
    }
}

/// Name, kind and runtime of the output.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Shape {
    /// The name of the package
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write a module of this name or path instead of a crate
    ///
    /// The containing crate declares `mod NAME;` and depends on `sansmith`.
    #[arg(long, value_name = "NAME", conflicts_with = "runtime")]
    pub module: Option<String>,
    /// The runtime: a folder, the URL of a Git repository, or a registry version
    ///
    /// By default, the runtime of a clone near the crate, or else of the project's repository.
    #[arg(long, value_name = "PATH|URL|VERSION")]
    pub runtime: Option<String>,
}

impl Shape {
    /// Adds these options to generator settings; `near` is the default runtime.
    ///
    /// # Errors
    ///
    /// If the runtime is neither a version, nor a URL, nor a folder with a package.
    pub fn add_to(&self, config: Config, near: Runtime) -> miette::Result<Config> {
        Ok(Config {
            package: self.name.clone(),
            module: self.module.clone(),
            runtime: match &self.runtime {
                Some(given) => runtime::named(given)?,
                None => near,
            },
            ..config
        })
    }

    /// The options in command-line form.
    pub fn words(&self) -> Vec<String> {
        words([
            ("name", self.name.clone()),
            ("module", self.module.clone()),
            ("runtime", self.runtime.clone()),
        ])
    }
}

fn words<const N: usize>(options: [(&str, Option<String>); N]) -> Vec<String> {
    let given = options.into_iter();
    given
        .filter_map(|(name, value)| Some(format!("--{name} {}", quoted(&value?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_was_said() {
        let selection = Selection {
            service: Some("a.b#C".to_owned()),
            operations: vec!["Start*".to_owned(), "Stop".to_owned()],
            protocol: Some(Protocol::RestXml),
        };
        assert_eq!(
            selection.words(),
            [
                "--service a.b#C",
                "--operations 'Start*,Stop'",
                "--protocol restXml"
            ]
        );
        assert!(Selection::default().words().is_empty());
        assert_eq!(Selection::default().config(), Config::default());
    }
}
