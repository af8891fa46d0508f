/// A text whose parts are counted in code points.
struct ScalarText {
  private let utf8: [UInt8]
  /// Where each code point begins, and where the text ends.
  private let offsets: [Int]

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    offsets = utf8.indices.filter { utf8[$0] & 0xC0 != 0x80 } + [utf8.count]
  }

  var count: Int { offsets.count - 1 }

  var utf8Count: Int { utf8.count }

  subscript(range: Range<Int>) -> ArraySlice<UInt8> {
    utf8[offsets[range.lowerBound]..<offsets[range.upperBound]]
  }

  /// The code points in the opposite order.
  var reversed: [UInt8] {
    (0..<count).reversed().flatMap { self[$0..<$0 + 1] }
  }

  /// The text without the white space of Unicode around it.
  var trimmed: [UInt8] {
    var range = 0..<count
    while let first = range.first, isSpace(first) { range = first + 1..<range.upperBound }
    while let last = range.last, isSpace(last) { range = range.lowerBound..<last }
    return Array(self[range])
  }

  private func isSpace(_ index: Int) -> Bool {
    String(decoding: self[index..<index + 1], as: UTF8.self).unicodeScalars
      .allSatisfy(\.properties.isWhitespace)
  }

  /// The first place of a text, from a place on; nil if it is nowhere.
  func firstIndex(of part: [UInt8], from start: Int) -> Int? {
    utf8[offsets[start]...].firstRun(part).flatMap { offsets.firstIndex(of: $0) }
  }

  /// The last place of a text that is not behind `end`; nil if it is nowhere. Quadratic at worst.
  func lastIndex(of part: [UInt8], upTo end: Int) -> Int? {
    (0...end).last { utf8[offsets[$0]...].starts(with: part) }
  }

  /// What stands between the separators, in at most `limit` parts; in as many as there are if it is
  /// negative. An empty separator stands between any two code points.
  func split(at separator: [UInt8], limit: Int) -> [[UInt8]] {
    guard limit != 0 else { return [] }
    if separator.isEmpty {
      let cut = limit < 0 ? count : min(limit - 1, count)
      let single = (0..<cut).map { Array(self[$0..<$0 + 1]) }
      return cut < count ? single + [Array(self[cut..<count])] : single
    }
    var parts: [[UInt8]] = []
    var rest = utf8[...]
    while limit < 0 || parts.count + 1 < limit, let place = rest.firstRun(separator) {
      parts.append(Array(rest[..<place]))
      rest = rest[(place + separator.count)...]
    }
    return parts + [Array(rest)]
  }

  /// The text with another one in the place of the first `limit` occurrences, of all if it is
  /// negative. An empty text occurs before each code point and at the end.
  func replacing(_ old: [UInt8], with new: [UInt8], limit: Int) -> [UInt8] {
    guard old.isEmpty else {
      let parts = split(at: old, limit: limit < 0 ? limit : limit &+ 1)
      return Array(parts.joined(separator: new))
    }
    var result: [UInt8] = []
    for index in 0...count {
      if limit < 0 || index < limit { result += new }
      if index < count { result += self[index..<index + 1] }
    }
    return result
  }
}
