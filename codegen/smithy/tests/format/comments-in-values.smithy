metadata a = [ // in
 1 /// doc
 {x // key
: // value
 1}, {} ]
