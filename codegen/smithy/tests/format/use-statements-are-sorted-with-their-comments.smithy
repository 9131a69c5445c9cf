namespace a
// of z
use b#Z // at z
// of a
use b#A
/// of the shape
@Z
structure S { a: A }
