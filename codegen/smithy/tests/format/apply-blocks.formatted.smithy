namespace a

// c
apply A {
    @a
    @b(1)
    // d
    @c
}

// c
apply A @d

apply A$m {
}
