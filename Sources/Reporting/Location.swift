/// A span as people and editors count: from 1, columns in Unicode scalars, the end exclusive.
struct Location: Hashable, Encodable {
  let path: String
  let line: Int
  let column: Int
  let endLine: Int
  let endColumn: Int
}
