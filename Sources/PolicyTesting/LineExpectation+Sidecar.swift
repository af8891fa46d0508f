import Findings
package import SourceText

extension LineExpectation {
  /// The ending of a file that holds expectations, behind the path of the file that they are about.
  package static let sidecarEnding = ".expect"

  /// A line of a sidecar that says nothing.
  package struct SidecarError: Error {
    package let path: String
    package let line: Int
    package let message: String
  }

  /// What a sidecar expects: lines such as `36 expect policy-id, other-id`; empty lines and those
  /// that begin with `#` say nothing.
  ///
  /// - Parameter sidecar: `serving.json.expect`, for example, which is about `serving.json`.
  package static func sidecar(_ sidecar: SourceFile) throws(SidecarError) -> [LineExpectation] {
    let path =
      sidecar.path.hasSuffix(sidecarEnding)
      ? String(sidecar.path.dropLast(sidecarEnding.count)) : sidecar.path
    let lines = LineIndex(sidecar.bytes)
    var expectations: [LineExpectation] = []
    for number in 1...lines.starts.count {
      let content = lines.content(ofLine: number)
      let words = content.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      guard words.count == 3, let line = Int(text(first)), line > 0,
        let claim = Claim(rawValue: text(words[1]))
      else {
        throw SidecarError(
          path: sidecar.path,
          line: number,
          message: "'\(text(content))' is not a line such as '36 expect policy-id'"
        )
      }
      expectations += ids(in: words[2]).map { LineExpectation(claim, $0, path: path, line: line) }
    }
    return expectations
  }
}
