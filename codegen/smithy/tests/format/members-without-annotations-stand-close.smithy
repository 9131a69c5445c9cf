namespace a
structure S {a: B,  // at a
 b: B = 1 // at b
 // below b
 $c
 d: C = "x",
}
