namespace a

operation O {
    input: I

    // c
    output := {
        a: B
    }

    errors: [
        E
        // c
        F
    ]
}

operation P {
    input :=
        @t
        for R with [M] {
            @u
            a: B

            $b
        }

    errors: [

    ]
}
