namespace a

service S { version: "1" }

service T {
    version: "1"
    operations: [
        A
        B
    ]
    resources: []
    errors: [
        E
    ]
    rename: {
        "a#B": "C"
    }
    other: [1, 2]
}

resource R {
    identifiers: {
        a: A
    }
    create: C
    properties: {}
}
