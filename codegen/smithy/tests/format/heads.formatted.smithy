namespace a

// c
structure A for R with [M, N] {}

structure B with [
    M
    // c
    N
] {}

string C with [M]
