//! What builders have in common: conversions of what a setter takes, and the states of a required member.

use std::collections::BTreeMap;

use crate::shape::Shape;

/// A structure where nothing is required: it is its own builder.
///
/// Its setters are methods of the structure itself, so `builder()` and `build()` may be left out:
/// `Endpoint::default().address("+15551234567")` is as good.
pub trait Build: Shape + Default {
    /// Begins with nothing set.
    #[must_use]
    fn builder() -> Self {
        Self::default()
    }

    /// The finished value.
    #[must_use]
    fn build(self) -> Self {
        self
    }
}

/// The state of a required member that a builder has been given.
#[derive(Debug, Clone, Copy)]
pub struct Set;

/// The states in which a builder may be finished; the other state is a type named after the member.
#[diagnostic::on_unimplemented(
    message = "the required member `{Self}` is missing",
    label = "set it before this",
    note = "each parameter of a builder that is not `Set` names a required member without a value"
)]
pub trait IsSet {}

impl IsSet for Set {}

/// What becomes a list: anything that gives what becomes its elements.
///
/// ```
/// use sansmith::IntoList;
///
/// let list: Vec<String> = ["text/plain", "text/markdown"].into_list();
/// assert_eq!(list.len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give elements that become `{T}`",
    label = "expected an array, `Vec` or iterator of what is `Into<{T}>`"
)]
pub trait IntoList<T> {
    /// The list.
    fn into_list(self) -> Vec<T>;
}

impl<T, I: IntoIterator> IntoList<T> for I
where
    I::Item: Into<T>,
{
    fn into_list(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

/// What becomes a list of text or of an enum: anything that gives what becomes its elements, and a slice of `&str`.
///
/// `By` tells the two apart; the compiler finds it.
///
/// ```
/// use sansmith::IntoTexts;
///
/// let types: &[&str] = &["text/plain", "text/markdown"];
/// let list: Vec<String> = types.into_texts();
/// assert_eq!(list.len(), 2);
/// let list: Vec<String> = ["text/plain", "text/markdown"].into_texts();
/// assert_eq!(list.len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give elements that become `{T}`",
    label = "expected an array, slice, `Vec` or iterator of text or of what is `Into<{T}>`"
)]
pub trait IntoTexts<T, By> {
    /// The list.
    fn into_texts(self) -> Vec<T>;
}

/// Marks a list whose elements become those of another by themselves.
#[derive(Debug)]
pub struct ByValue;

/// Marks a list of references to text.
#[derive(Debug)]
pub struct ByReference;

impl<T, I: IntoIterator> IntoTexts<T, ByValue> for I
where
    I::Item: Into<T>,
{
    fn into_texts(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<'r, 't: 'r, T: From<&'t str>, I: IntoIterator<Item = &'r &'t str>> IntoTexts<T, ByReference>
    for I
{
    fn into_texts(self) -> Vec<T> {
        self.into_iter().map(|text| T::from(text)).collect()
    }
}

/// What becomes a map: anything that gives pairs of what becomes its keys and values.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use sansmith::IntoMap;
///
/// let map: BTreeMap<String, i32> = [("one", 1), ("two", 2)].into_map();
/// assert_eq!(map["two"], 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give pairs that become `{K}` and `{T}`",
    label = "expected an array, map or iterator of pairs of what is `Into<{K}>` and `Into<{T}>`"
)]
pub trait IntoMap<K, T> {
    /// The map.
    fn into_map(self) -> BTreeMap<K, T>;
}

impl<K: Ord, T, A: Into<K>, B: Into<T>, I: IntoIterator<Item = (A, B)>> IntoMap<K, T> for I {
    fn into_map(self) -> BTreeMap<K, T> {
        let pairs = self.into_iter();
        pairs
            .map(|(key, value)| (key.into(), value.into()))
            .collect()
    }
}
