//! Newtypes for names, pointers and documentation.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

/// Declares a string newtype that dereferences to its text.
macro_rules! text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[cfg_attr(feature = "serialize", derive(serde::Serialize))]
        pub struct $name(String);

        impl $name {
            /// The text as spelled in the model.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
    };
}

text! {
    /// A shape name without namespace.
    ShapeName
}

text! {
    /// A member name.
    MemberName
}

text! {
    /// Raw HTML documentation from the model.
    Docs
}

text! {
    /// A JSON pointer into a source text.
    ///
    /// The empty pointer is the entire model. [`Pointer::push`] escapes tokens as RFC 6901 requires. A pointer into a sidecar
    /// starts with the sidecar's name and `#`, like a URI fragment.
    Pointer
}

impl Pointer {
    /// The pointer to the entire model.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to an entire sidecar.
    ///
    /// ```
    /// use sansmith_codegen::ir::Pointer;
    ///
    /// let pointer = Pointer::into_source("paginators-1.json").child("pagination");
    /// assert_eq!(pointer.as_str(), "paginators-1.json#/pagination");
    /// assert_eq!(pointer.source(), Some("paginators-1.json"));
    /// ```
    pub fn into_source(name: &str) -> Self {
        Self(format!("{name}#"))
    }

    /// The name of the sidecar that the pointer refers to; `None` for the model.
    pub fn source(&self) -> Option<&str> {
        let (source, _) = self.0.split_once('#')?;
        (!self.0.starts_with('/')).then_some(source)
    }

    /// Appends one reference token, escaped.
    pub fn push(&mut self, token: &str) {
        self.0.push('/');
        if token.contains(['~', '/']) {
            self.0
                .push_str(&token.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(token);
        }
    }

    /// The pointer to child `token`.
    ///
    /// ```
    /// use sansmith_codegen::ir::Pointer;
    ///
    /// assert_eq!(Pointer::root().child("shapes").child("a/b").as_str(), "/shapes/a~1b");
    /// ```
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        let mut child = Self(text);
        child.push(token);
        child
    }

    /// The reference tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        let path = match self.source() {
            Some(source) => self.0.get(source.len() + 1..).unwrap_or_default(),
            None => &self.0,
        };
        path.split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn tokens_come_back_as_they_went_in() {
        let tokens = ["", "a/b", "m~n", "~1", "plain"];
        let pointer = tokens
            .iter()
            .fold(Pointer::root(), |pointer, token| pointer.child(token));
        assert_eq!(pointer.as_str(), "//a~1b/m~0n/~01/plain");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens);
        assert_eq!(Pointer::root().tokens().count(), 0);
    }
}
