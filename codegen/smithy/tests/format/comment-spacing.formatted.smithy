// a
//  b
//
//	c
// d
namespace a

/// doc
////banner
///
string A
