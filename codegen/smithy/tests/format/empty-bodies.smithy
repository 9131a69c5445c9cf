namespace a
structure A {

}
structure B { // c
}
operation O {}
service S {}
enum E {}
