namespace a

@a
@b(1)
@c("x")
@d([1, 2])
@e({ x: 1 })
@f(x: 1, y: 2)
@g([
    {
        x: 1
    }
    {}
])
@h(
    x: [1]
)
@i(
    // c
    1
)
@j(
    1
    // c
)
@k(
    // c
    x: 1
)
string A
