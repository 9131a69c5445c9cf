namespace a

string A // same
// below
// below too

// apart
/// of B
string B
// nothing follows
