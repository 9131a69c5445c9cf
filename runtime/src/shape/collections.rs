//! [`Shape`] for containers: options, boxes, lists and maps.

use std::collections::BTreeMap;

use crate::model::schema::{Member, Schema};
use crate::shape::deserializer::{MemberSource, ShapeDeserializer, Source};
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};

impl<T: Shape> Shape for Option<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const OPTIONAL: bool = true;
    const HOLDS_NULL: bool = T::HOLDS_NULL;
    const SIMPLE: bool = T::SIMPLE;
    const DYNAMIC: bool = T::DYNAMIC;

    #[inline]
    fn own_schema(&self) -> &'static Schema {
        self.as_ref().map_or(T::SCHEMA, T::own_schema)
    }

    #[inline]
    fn holds_null(at: &Member) -> bool {
        T::holds_null(at)
    }

    #[inline]
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.null(),
        }
    }

    #[inline]
    fn read<R: ShapeDeserializer + ?Sized>(mut from: Source<'_, R>) -> Self {
        if !T::holds_null(from.at) && from.is_null() {
            None
        } else {
            Some(T::read(from))
        }
    }

    #[inline]
    fn build<S: MemberSource>(_: &mut S) -> Self {
        None
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.same(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[cfg(feature = "page")]
    fn open(&self) -> crate::shape::node::Opened<'_> {
        match self {
            Some(value) => value.open(),
            None => crate::shape::node::Opened::Null,
        }
    }
}

impl<T: Shape> Shape for Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const HOLDS_NULL: bool = T::HOLDS_NULL;
    const SIMPLE: bool = T::SIMPLE;
    const DYNAMIC: bool = T::DYNAMIC;

    #[inline]
    fn own_schema(&self) -> &'static Schema {
        (**self).own_schema()
    }

    #[inline]
    fn holds_null(at: &Member) -> bool {
        T::holds_null(at)
    }

    #[inline]
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        (**self).write(serializer)
    }

    #[inline]
    fn read<R: ShapeDeserializer + ?Sized>(from: Source<'_, R>) -> Self {
        Self::new(T::read(from))
    }

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        (**self).members(visitor);
    }

    #[inline]
    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self::new(T::build(source))
    }

    fn same(&self, other: &Self) -> bool {
        (**self).same(other)
    }

    #[cfg(feature = "page")]
    fn open(&self) -> crate::shape::node::Opened<'_> {
        (**self).open()
    }
}

impl<T: Shape> Shape for Vec<T> {
    const SCHEMA: &'static Schema = &Schema::list("List", &Member::new("member", T::SCHEMA));
    const SIMPLE: bool = T::SIMPLE;

    #[inline]
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        serializer.list(self)
    }

    #[inline]
    fn read<R: ShapeDeserializer + ?Sized>(from: Source<'_, R>) -> Self {
        from.list()
    }

    #[inline]
    fn build<S: MemberSource>(_: &mut S) -> Self {
        Self::new()
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.same(other))
    }

    #[cfg(feature = "page")]
    fn open(&self) -> crate::shape::node::Opened<'_> {
        crate::shape::node::Opened::List(self)
    }
}

impl<K: Key, T: Shape> Shape for BTreeMap<K, T> {
    const SCHEMA: &'static Schema = &Schema::map(
        "Map",
        &Member::new("key", K::SCHEMA),
        &Member::new("value", T::SCHEMA),
    );
    const SIMPLE: bool = T::SIMPLE;

    #[inline]
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        serializer.map(self)
    }

    #[inline]
    fn read<R: ShapeDeserializer + ?Sized>(from: Source<'_, R>) -> Self {
        from.map()
    }

    #[inline]
    fn build<S: MemberSource>(_: &mut S) -> Self {
        Self::new()
    }

    fn same(&self, other: &Self) -> bool {
        let mut pairs = self.iter().zip(other);
        self.len() == other.len()
            && pairs.all(|(one, other)| one.0 == other.0 && one.1.same(other.1))
    }

    #[cfg(feature = "page")]
    fn open(&self) -> crate::shape::node::Opened<'_> {
        crate::shape::node::Opened::Map(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::Shape as _;
    use crate::fixture::Point;
    use crate::forms::Codecs as _;

    #[test]
    fn floats_are_compared_by_their_bits() {
        assert!(f64::NAN.same(&f64::NAN));
        assert!(!0.0_f32.same(&-0.0));
        assert!(vec![Some(f64::NAN)].same(&vec![Some(f64::NAN)]));
        assert!(!Some(0.0_f32).same(&Some(-0.0)));
        assert!(!vec![1.0].same(&vec![1.0, 1.0]));
        assert!(Box::new(f32::NAN).same(&Box::new(f32::NAN)));
        let map = |value: f64| BTreeMap::from([("a".to_owned(), value)]);
        assert!(map(f64::NAN).same(&map(f64::NAN)));
        assert!(!map(0.0).same(&map(-0.0)));
    }

    #[test]
    fn lists_and_maps_stand_alone() {
        let points = vec![
            Point {
                x: 1,
                ..Point::default()
            },
            Point::default(),
        ];
        let map = BTreeMap::from([("a".to_owned(), points.clone())]);
        assert_eq!(points.to_json(), r#"[{"X":1},{"X":0}]"#);
        assert_eq!(Vec::from_json(points.to_json()), Ok(points.clone()));
        assert_eq!(Vec::from_value(&points.to_value()), Ok(points.clone()));
        assert_eq!(BTreeMap::from_json(map.to_json()), Ok(map.clone()));
        #[cfg(feature = "cbor")]
        assert_eq!(BTreeMap::from_cbor(map.to_cbor()), Ok(map.clone()));
        #[cfg(feature = "xml")]
        assert_eq!(BTreeMap::from_xml(map.to_xml()), Ok(map));
        let error = Vec::<Point>::from_json(r#"[{"X":1},{"X":"no"}]"#).unwrap_err();
        assert_eq!(error.path(), "[1].X");
        let error = Vec::<Point>::from_json("{}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "found a map, expected a list (at byte 0)"
        );
    }
}
