//! [`Shape`] for booleans, numbers, text, bytes, timestamps and documents.

use crate::model::schema::{self, Schema};
use crate::shape::deserializer::{MemberSource, ShapeDeserializer, Source};
use crate::shape::{Shape, ValueSerializer};
use crate::types::{BigDecimal, BigInteger, Blob, Document, Timestamp};

/// Implements [`Shape`] for an integer: all are passed as `i64`, and checked when deserialized.
macro_rules! integer {
    ($type:ty, $schema:ident) => {
        impl Shape for $type {
            const SCHEMA: &'static Schema = &schema::$schema;

            #[inline]
            fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
                serializer.integer(i64::from(*self))
            }

            #[inline]
            fn read<T: ShapeDeserializer + ?Sized>(mut from: Source<'_, T>) -> Self {
                let value = from.integer();
                Self::try_from(value).unwrap_or_else(|_| from.out_of_range(value))
            }

            #[inline]
            fn build<S: MemberSource>(_: &mut S) -> Self {
                0
            }
        }
    };
}

integer!(i8, BYTE);
integer!(i16, SHORT);
integer!(i32, INTEGER);
integer!(i64, LONG);

/// Implements [`Shape`] for a scalar with its own method in both traits.
macro_rules! scalar {
    ($type:ty, $schema:ident, $method:ident, $zero:expr, |$value:ident| $borrowed:expr $(, $null:ident)? $(; $same:ident)? $(=> $open:expr)?) => {
        impl Shape for $type {
            const SCHEMA: &'static Schema = &schema::$schema;
            $(const HOLDS_NULL: bool = $null;)?

            #[inline]
            fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
                let $value = self;
                serializer.$method($borrowed)
            }

            #[inline]
            fn read<T: ShapeDeserializer + ?Sized>(mut from: Source<'_, T>) -> Self {
                from.$method()
            }

            #[inline]
            fn build<S: MemberSource>(_: &mut S) -> Self {
                $zero
            }

            $(fn same(&self, other: &Self) -> bool {
                self.$same() == other.$same()
            })?

            $(#[cfg(feature = "page")]
            fn open(&self) -> crate::shape::node::Opened<'_> {
                let open: fn(&Self) -> crate::shape::node::Opened<'_> = $open;
                open(self)
            })?
        }
    };
}

scalar!(bool, BOOLEAN, boolean, false, |value| *value);
scalar!(f32, FLOAT, float, 0.0, |value| *value; to_bits);
scalar!(f64, DOUBLE, double, 0.0, |value| *value; to_bits);
scalar!(String, STRING, string, Self::new(), |value| value => |text| {
    crate::shape::node::Opened::Text(text.as_str().into())
});
scalar!(BigInteger, BIG_INTEGER, number, Self::default(), |value| {
    value.as_str()
});
scalar!(BigDecimal, BIG_DECIMAL, number, Self::default(), |value| {
    value.as_str()
});
scalar!(Blob, BLOB, blob, Self::default(), |value| value);
scalar!(Timestamp, TIMESTAMP, timestamp, Self::default(), |value| {
    value
});
scalar!(
    Document,
    DOCUMENT,
    document,
    Self::default(),
    |value| value,
    true => crate::shape::node::open_document
);
