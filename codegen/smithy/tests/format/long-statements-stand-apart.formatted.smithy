$version: "2"

metadata a = 1

metadata b = "two
lines"

metadata c = 3

// above
metadata d = 4
