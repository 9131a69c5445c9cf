namespace a

// of used
use b#Used

/// of the shape
structure S {
    a: Used$m
    b: b#Unused
}
