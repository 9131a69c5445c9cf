namespace a

// of a
use b#A

// of z
use b#Z // at z

/// of the shape
@Z
structure S {
    a: A
}
