//! Shapes as trait objects, to share code between many types: type tables, tools, tests.

use std::any::Any;
use std::fmt::Debug;

use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::{self, Node, ShapeDeserializer};
use crate::shape::serializer::{self, ShapeSerializer};

/// A value of any shape.
pub trait DynShape: Any + Debug {
    /// The schema.
    fn schema(&self) -> &'static Schema;

    /// Serializes the value.
    fn write(&self, writer: &mut dyn ShapeSerializer);

    /// Returns true if the other value has the same type and is equal.
    fn equals(&self, other: &dyn DynShape) -> bool;

    /// A copy.
    fn boxed_clone(&self) -> Box<dyn DynShape>;

    /// The value as `Any`, for downcasting.
    fn as_any(&self) -> &dyn Any;
}

impl<T: Shape> DynShape for T {
    fn schema(&self) -> &'static Schema {
        self.own_schema()
    }

    fn write(&self, writer: &mut dyn ShapeSerializer) {
        serializer::write(self, writer);
    }

    fn equals(&self, other: &dyn DynShape) -> bool {
        other.as_any().downcast_ref::<T>() == Some(self)
    }

    fn boxed_clone(&self) -> Box<dyn DynShape> {
        Box::new(self.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A shape type known at run time only.
///
/// ```
/// use sansmith::Type;
/// use sansmith::json::{JsonTree, JsonWriter, Names, Options};
///
/// static TYPES: [Type; 2] = [Type::of::<bool>(), Type::of::<String>()];
///
/// let mut tree = JsonTree::parse(b"\"a\"", TYPES[1].schema(), Options::new())?;
/// let root = tree.root();
/// let value = TYPES[1].read(&mut tree, root);
/// let (value, _) = tree.finish(value)?;
/// let mut writer = JsonWriter::new(Names::Wire);
/// value.write(&mut writer);
/// assert_eq!(writer.finish(), "\"a\"");
/// # Ok::<(), sansmith::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Type {
    schema: &'static Schema,
    read: fn(&mut dyn ShapeDeserializer, Node) -> Box<dyn DynShape>,
}

impl Type {
    /// The entry for a type.
    pub const fn of<T: Shape>() -> Self {
        Self {
            schema: T::SCHEMA,
            read: |tree, node| Box::new(deserializer::read::<T, _>(tree, node)),
        }
    }

    /// The schema.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Deserializes a value from a node; the tree keeps the error.
    pub fn read(&self, tree: &mut dyn ShapeDeserializer, node: Node) -> Box<dyn DynShape> {
        (self.read)(tree, node)
    }
}
