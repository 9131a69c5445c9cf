//! Shared parts of builders: setter argument conversions, and states of required members.

use std::collections::BTreeMap;

/// State of a required member that has been set.
#[derive(Debug, Clone, Copy)]
pub struct Set;

/// Implemented by states that allow `build`; the other state is a marker type named after the member.
#[diagnostic::on_unimplemented(
    message = "the required member `{Self}` is missing",
    label = "set it before this call",
    note = "each type parameter of a builder that is not `Set` is the name of a required member without a value"
)]
pub trait IsSet {}

impl IsSet for Set {}

/// Conversion to a list, from an iterator of convertible elements.
///
/// ```
/// use sansmith::IntoList;
///
/// let list: Vec<String> = ["text/plain", "text/markdown"].into_list();
/// assert_eq!(list.len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not yield elements that convert into `{T}`",
    label = "expected an array, `Vec` or iterator of items that are `Into<{T}>`"
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

/// Conversion to a list of strings or enums, from an iterator of convertible elements or a slice of `&str`.
///
/// `By` distinguishes the two; it is inferred.
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
    message = "`{Self}` does not yield elements that convert into `{T}`",
    label = "expected an array, slice, `Vec` or iterator of text or of items that are `Into<{T}>`"
)]
pub trait IntoTexts<T, By> {
    /// The list.
    fn into_texts(self) -> Vec<T>;
}

/// Marks lists with directly convertible elements.
#[derive(Debug)]
pub struct ByValue;

/// Marks lists of references to text.
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

/// Conversion to a map, from an iterator of convertible key-value pairs.
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
    message = "`{Self}` does not yield pairs that convert into `{K}` and `{T}`",
    label = "expected an array, map or iterator of pairs that are `Into<{K}>` and `Into<{T}>`"
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
