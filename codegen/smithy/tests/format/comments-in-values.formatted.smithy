metadata a = [
    // in
    1
    // doc
    {
        // key
        // value
        x: 1
    }
    {}
]
