namespace a

use b#A

string S
