/// A run of `Code.operands`.
struct Run: BitwiseCopyable {
  let start: Int32
  let count: Int32

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
