//! Shapes behind a `dyn`, where many types share one code: tables of all types of a crate, tools, tests.

use std::any::Any;
use std::fmt::Debug;

use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::{self, Node, ShapeDeserializer};
use crate::shape::serializer::{self, ShapeSerializer};

/// A value of some shape.
pub trait DynShape: Any + Debug {
    /// What the model says of the shape.
    fn schema(&self) -> &'static Schema;

    /// Hands the value to a serializer.
    fn write(&self, writer: &mut dyn ShapeSerializer);

    /// Whether the other value is of the same type and equal.
    fn equals(&self, other: &dyn DynShape) -> bool;

    /// A copy.
    fn boxed_clone(&self) -> Box<dyn DynShape>;

    /// The value, for who knows its type.
    fn as_any(&self) -> &dyn Any;
}

impl<T: Shape> DynShape for T {
    fn schema(&self) -> &'static Schema {
        T::SCHEMA
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

/// A type that is a shape, as a value.
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
    /// The row of a type.
    pub const fn of<T: Shape>() -> Self {
        Self {
            schema: T::SCHEMA,
            read: |tree, node| Box::new(deserializer::read::<T, _>(tree, node)),
        }
    }

    /// What the model says of the shape.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Reads a value from a node of a tree; the tree keeps the error.
    pub fn read(&self, tree: &mut dyn ShapeDeserializer, node: Node) -> Box<dyn DynShape> {
        (self.read)(tree, node)
    }
}
