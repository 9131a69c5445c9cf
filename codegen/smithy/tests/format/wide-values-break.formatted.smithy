namespace a

@a([
    "10"
    "11"
    "12"
    "13"
    "14"
    "15"
    "16"
    "17"
    "18"
    "19"
    "20"
    "21"
    "22"
    "23"
    "24"
    "25"
    "26"
    "27"
    "28"
    "29"
    "30"
    "31"
    "32"
    "33"
    "34"
    "35"
    "36"
    "37"
    "38"
    "39"
])
@b(key0: 0, key1: 1, key2: 2, key3: 3, key4: 4, key5: 5, key6: 6, key7: 7, key8: 8, key9: 9, key10: 10, key11: 11)
string A

@c({ key0: 0, key1: 1, key2: 2, key3: 3, key4: 4, key5: 5, key6: 6, key7: 7, key8: 8, key9: 9, key10: 10, key11: 11 })
structure B with [
    Mixin0
    Mixin1
    Mixin2
    Mixin3
    Mixin4
    Mixin5
    Mixin6
    Mixin7
    Mixin8
    Mixin9
    Mixin10
    Mixin11
    Mixin12
    Mixin13
    Mixin14
    Mixin15
    Mixin16
    Mixin17
    Mixin18
    Mixin19
] {}
