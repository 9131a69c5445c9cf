//! A cache of the latest resolution, for callers whose parameters rarely change.

use super::{Arguments, Endpoint, Error, Params, Rules};

/// The latest resolution with its parameters; owned by the caller.
///
/// ```
/// # use sansmith::endpoint::rules::{Call, NO_MATCH};
/// use sansmith::endpoint::{Arguments, Cache, Params, Rules};
///
/// # let rules = Rules { parameters: &[], slots: 0, texts: &[], operands: &[], calls: &[], conditions: &[], steps: &[], root: NO_MATCH,
/// #     results: &[], schemes: &[], headers: &[], properties: &[] };
/// let mut cache = Cache::new();
/// let params = Params::new().region("eu-central-1");
/// // The second call compares the parameters and evaluates nothing.
/// let first = cache.resolve(&rules, &params, &Arguments::default()).cloned();
/// let second = cache.resolve(&rules, &params, &Arguments::default()).cloned();
/// assert_eq!(first, second);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cache<'p> {
    entry: Option<(Params<'p>, Arguments<'static>, Endpoint<'static>)>,
}

impl<'p> Cache<'p> {
    /// An empty cache.
    pub const fn new() -> Self {
        Self { entry: None }
    }

    /// The endpoint for the given parameters, cached or new. Errors are not cached.
    ///
    /// A cache belongs to one service; rules are not compared.
    ///
    /// # Errors
    ///
    /// Same as for [`Rules::resolve_with`].
    pub fn resolve(
        &mut self,
        rules: &Rules<'_>,
        params: &Params<'p>,
        arguments: &Arguments<'_>,
    ) -> Result<&Endpoint<'static>, Error> {
        let is_same = self.entry.as_ref().is_some_and(|(known, given, _)| {
            known == params && given.as_slice() == arguments.as_slice()
        });
        if !is_same {
            let endpoint = rules.resolve_with(params, arguments)?.into_owned();
            self.entry = Some((params.clone(), arguments.clone().into_owned(), endpoint));
        }
        match &self.entry {
            Some((_, _, endpoint)) => Ok(endpoint),
            None => Err(Error::NoMatch),
        }
    }
}
