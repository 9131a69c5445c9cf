namespace a
apply A { // c
@a @b(1)
// d
@c
}
apply A // c
@d
apply A$m {}
