namespace a
use b#A
use c#A
string S
