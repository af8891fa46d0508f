/// Something that stands in the declarations as a fixed number of words.
package protocol TableRow: BitwiseCopyable, Sendable {
  static var wordCount: Int { get }

  init(_ words: ArraySlice<UInt32>)
}

/// A run of rows of a table, decoded one by one as they are asked for.
package struct TableRows<Row: TableRow>: RandomAccessCollection, Sendable {
  private let words: [UInt32]
  private let start: Int
  package let count: Int

  init(words: [UInt32], start: Int, count: Int) {
    self.words = words
    self.start = start
    self.count = count
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> Row {
    let first = start + position * Row.wordCount
    return Row(words[first..<first + Row.wordCount])
  }
}
