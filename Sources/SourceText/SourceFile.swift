/// The index of a file in the list of files that one run reads.
package struct SourceID: Hashable, Comparable, BitwiseCopyable, Sendable {
  package let rawValue: UInt32

  package init(_ index: Int) {
    rawValue = UInt32(truncatingIfNeeded: index)
  }

  package var index: Int { Int(rawValue) }

  package static func < (left: SourceID, right: SourceID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One input: the path that reports show and the bytes as they were read.
package struct SourceFile: Sendable {
  /// The path relative to the working directory, with `/` between its parts.
  package let path: String
  /// The unchanged content; offsets everywhere count these bytes.
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
