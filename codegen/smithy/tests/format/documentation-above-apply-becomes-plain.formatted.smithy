namespace a

string A
// not for apply

apply A @x
