namespace a

string A

// //// B
// of it
string B

////// C
string C
