namespace a
operation O { input: I, output // c
 := { a: B } errors: [E, // c
F] }
operation P { input := @t for R with [M] { @u a: B, $b }
errors : [] }
