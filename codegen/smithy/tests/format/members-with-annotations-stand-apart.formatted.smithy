namespace a

structure S {
    @t
    a: B // at a

    b: B

    // at b
}

enum E {
    A

    // above B
    B = "b" // at B
}
