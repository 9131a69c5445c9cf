//! Turns a bundle into a tree of files that is ready to be written or compared.

use miette::Diagnostic;
use sansmith_codegen::{Bundle, Config, Report};

use crate::tree::{Owner, Tree, TreeError};

/// A crate in memory, and what is to be said about it.
#[derive(Debug)]
pub struct Generated {
    /// The files.
    pub tree: Tree,
    /// What is strange about the model, if anything is; the crate is right all the same.
    pub warnings: Option<Report>,
}

/// Generates a crate from a model.
///
/// # Errors
///
/// If the model has a problem that the generator cannot work around.
pub fn generate(bundle: &Bundle, config: &Config) -> Result<Generated, GenerateError> {
    let (_ir, warnings) = sansmith_codegen::front(bundle, config)?;
    let tree = Tree::new(Owner::Marked);
    Ok(Generated {
        tree,
        warnings: (!warnings.is_empty()).then(|| Report::new(bundle, warnings)),
    })
}

/// Why a crate could not be generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// The model has problems.
    #[error(transparent)]
    Model(#[from] Report),
    /// The files could not be put together.
    #[error(transparent)]
    Tree(#[from] TreeError),
}

impl GenerateError {
    fn inner(&self) -> &dyn Diagnostic {
        match self {
            Self::Model(report) => report,
            Self::Tree(error) => error,
        }
    }
}

impl Diagnostic for GenerateError {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.inner().help()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.inner().related()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_codegen::Source;

    #[test]
    fn what_is_wrong_with_a_model_is_in_the_error() {
        let bundle = Bundle::new(Source::new("m.json", "{"));
        let error = generate(&bundle, &Config::default()).unwrap_err();
        assert!(matches!(error, GenerateError::Model(_)), "{error}");
        assert!(
            error
                .related()
                .is_some_and(|mut entries| entries.next().is_some())
        );
    }
}
