// head
$version: "2" // control

metadata a = 1

metadata "b-c" = {
    x: 1
    y: [2]
}

metadata d = 2

namespace a

string A

apply A @b#C
