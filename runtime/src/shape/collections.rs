//! [`Shape`] for what holds other shapes: options, boxes, lists and maps.

use std::collections::BTreeMap;

use crate::schema::Schema;
use crate::shape::{Key, Members, Shape, Sink};
use crate::tree::{Fields, Source, Tree};

impl<T: Shape> Shape for Option<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const OPTIONAL: bool = true;
    const HOLDS_NULL: bool = T::HOLDS_NULL;

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Out {
        match self {
            Some(value) => value.write(sink),
            None => sink.null(),
        }
    }

    #[inline]
    fn read<R: Tree + ?Sized>(mut from: Source<'_, R>) -> Self {
        if !T::HOLDS_NULL && from.is_null() {
            None
        } else {
            Some(T::read(from))
        }
    }

    #[inline]
    fn build<F: Fields>(_: &mut F) -> Self {
        None
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> Shape for Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const HOLDS_NULL: bool = T::HOLDS_NULL;

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Out {
        (**self).write(sink)
    }

    #[inline]
    fn read<R: Tree + ?Sized>(from: Source<'_, R>) -> Self {
        Self::new(T::read(from))
    }

    fn members<M: Members>(&self, members: &mut M) {
        (**self).members(members);
    }

    #[inline]
    fn build<F: Fields>(fields: &mut F) -> Self {
        Self::new(T::build(fields))
    }
}

impl<T: Shape> Shape for Vec<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Out {
        sink.list(self)
    }

    #[inline]
    fn read<R: Tree + ?Sized>(from: Source<'_, R>) -> Self {
        from.list()
    }

    #[inline]
    fn build<F: Fields>(_: &mut F) -> Self {
        Self::new()
    }
}

impl<K: Key, T: Shape> Shape for BTreeMap<K, T> {
    const SCHEMA: &'static Schema = T::SCHEMA;

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Out {
        sink.map(self)
    }

    #[inline]
    fn read<R: Tree + ?Sized>(from: Source<'_, R>) -> Self {
        from.map()
    }

    #[inline]
    fn build<F: Fields>(_: &mut F) -> Self {
        Self::new()
    }
}
