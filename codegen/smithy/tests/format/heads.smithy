namespace a
structure A  for R  with [ M, N ] // c
{}
structure B with [M // c
 N] {}
string C with [M]
