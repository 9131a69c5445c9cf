//! Turns the options that all generating commands share into what the generator is told.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Config, Runtime};

use crate::names::quoted;
use crate::runtime;

/// Which part of a model is meant, and in which protocol.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Selection {
    /// The service, if a Smithy model has several
    #[arg(id = "service-id", long = "service", value_name = "NAMESPACE#NAME")]
    pub service: Option<String>,
    /// Keep these operations and what they reach; `*` stands for any letters, `?` for one
    #[arg(long, value_name = "A,B*", value_delimiter = ',')]
    pub operations: Vec<String>,
    /// The protocol to speak, if not the one the model prefers
    #[arg(long, value_name = "P", value_parser = protocols())]
    pub protocol: Option<Protocol>,
}

/// Reads the name of a protocol.
fn protocols() -> impl TypedValueParser<Value = Protocol> {
    PossibleValuesParser::new(Protocol::ALL.map(Protocol::as_str)).try_map(|name| {
        // The names are those of the protocols, so one is always found.
        Protocol::from_name(&name).ok_or("no such protocol")
    })
}

impl Selection {
    /// What the generator is told of it.
    pub fn config(&self) -> Config {
        Config {
            service: self.service.clone(),
            operations: Some(self.operations.clone()).filter(|names| !names.is_empty()),
            protocol: self.protocol,
            ..Config::default()
        }
    }

    /// The options as somebody would type them.
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

/// What a crate is called, and what it stands on.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Shape {
    /// The name of the package
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write a module of that name, or path of names, in place of a crate
    ///
    /// The crate around it says `mod NAME;` and depends on `sansmith`.
    #[arg(long, value_name = "NAME", conflicts_with = "runtime")]
    pub module: Option<String>,
    /// The runtime of the crate: a folder, the address of a Git repository, or a version of the registry
    ///
    /// If it is not named, it is that of a clone near the crate, else that of the project's repository.
    #[arg(long, value_name = "PATH|URL|VERSION")]
    pub runtime: Option<String>,
}

impl Shape {
    /// Adds it to the settings of the generator; `near` is the runtime where none is named.
    ///
    /// # Errors
    ///
    /// If the runtime is neither a version, nor an address, nor a folder with a package.
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

    /// The options as somebody would type them.
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
