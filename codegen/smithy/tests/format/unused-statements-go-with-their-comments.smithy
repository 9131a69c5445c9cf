namespace a
// of unused
use b#Unused
// of used
use b#Used
use c#Unused2
/// of the shape
structure S {
    a: Used$m
    b: b#Unused
}
