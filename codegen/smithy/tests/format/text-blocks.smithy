namespace a
@doc("""
        first
          second   

        third""")
@doc(x: """
    a
    """)
@doc(["""
 a"""])
string A
