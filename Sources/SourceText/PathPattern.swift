/// A pattern of paths in the notation of `.gitignore`: `*` and `?` within a name, `[a-z]`, `**` for any
/// folders, `\` before a character that means itself.
///
/// Source: gitignore(5), "PATTERN FORMAT".
package struct PathPattern: Hashable, Sendable {
  /// One name of the pattern.
  private enum Part: Hashable {
    /// `**`: any number of names, none included.
    case anyNames
    case name([Piece])
  }

  private enum Piece: Hashable {
    case byte(UInt8)
    case anyByte
    case anyText
    case oneOf([ClosedRange<UInt8>], isNegated: Bool)
  }

  /// As it is written.
  package let text: String
  /// A slash at the end: the pattern is about folders.
  private let isForFolders: Bool
  private let parts: [Part]

  /// - Parameter isAnchored: Whether a pattern without a slash stands for a name beside the file that
  ///   the pattern is in only, and not for the same name further down.
  /// - Returns: Nil for a text that no path matches.
  package init?(_ text: String, isAnchored: Bool = false) {
    self.text = text
    var bytes = Array(text.utf8)[...]
    let slash = UInt8(ascii: "/")
    isForFolders = bytes.last == slash
    while bytes.last == slash { bytes.removeLast() }
    let isRooted = isAnchored || bytes.contains(slash)
    if bytes.first == slash { bytes.removeFirst() }
    guard !bytes.isEmpty else { return nil }
    var parts: [Part] = isRooted ? [] : [.anyNames]
    for name in bytes.split(separator: slash, omittingEmptySubsequences: false) {
      if name.elementsEqual("**".utf8) {
        if parts.last != .anyNames { parts.append(.anyNames) }
        continue
      }
      guard !name.isEmpty, let pieces = Self.pieces(of: name) else { return nil }
      parts.append(.name(pieces))
    }
    self.parts = parts
  }

  /// Whether it names one path, without any wildcard.
  package var isLiteral: Bool {
    parts.allSatisfy { part in
      guard case .name(let pieces) = part else { return false }
      return pieces.allSatisfy { if case .byte = $0 { true } else { false } }
    }
  }

  /// Whether a path, without a slash at either end, is among those that the pattern stands for. Time
  /// proportional to the product of the lengths.
  package func covers(_ path: some StringProtocol, isFolder: Bool = false) -> Bool {
    guard isFolder || !isForFolders else { return false }
    return covers(Array(path.utf8).split(separator: UInt8(ascii: "/")))
  }

  private func covers(_ names: [ArraySlice<UInt8>]) -> Bool {
    var part = 0
    var name = 0
    // After a mismatch the last `**` swallows one name more.
    var retry: (part: Int, name: Int)?
    while name < names.count {
      if part < parts.count, case .anyNames = parts[part] {
        // At the end it stands for what is in a folder, not for the folder.
        if part == parts.count - 1 { return true }
        retry = (part, name)
        part += 1
      } else if part < parts.count, case .name(let pieces) = parts[part],
        Wildcard.covers(pieces, names[name], wildcard: .anyText, where: Self.stands)
      {
        part += 1
        name += 1
      } else if let last = retry {
        retry = (last.part, last.name + 1)
        part = last.part + 1
        name = last.name + 1
      } else {
        return false
      }
    }
    return part == parts.count
  }

  private static func stands(_ piece: Piece, _ byte: UInt8) -> Bool {
    switch piece {
    case .byte(let own): own == byte
    case .anyByte, .anyText: true
    case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
    }
  }

  /// Nil where a bracket or a backslash has nothing behind it: such a pattern matches nothing.
  private static func pieces(of name: ArraySlice<UInt8>) -> [Piece]? {
    var pieces: [Piece] = []
    var index = name.startIndex
    while index < name.endIndex {
      switch name[index] {
      case UInt8(ascii: "*"):
        if pieces.last != .anyText { pieces.append(.anyText) }
      case UInt8(ascii: "?"):
        pieces.append(.anyByte)
      case UInt8(ascii: "\\"):
        index += 1
        guard index < name.endIndex else { return nil }
        pieces.append(.byte(name[index]))
      case UInt8(ascii: "["):
        guard let (set, end) = set(in: name, after: index) else { return nil }
        pieces.append(set)
        index = end
      default:
        pieces.append(.byte(name[index]))
      }
      index += 1
    }
    return pieces
  }

  /// What stands in brackets, and the place of the closing one.
  private static func set(
    in name: ArraySlice<UInt8>,
    after bracket: Int
  ) -> (set: Piece, end: Int)? {
    var index = bracket + 1
    guard index < name.endIndex else { return nil }
    let isNegated = name[index] == UInt8(ascii: "!") || name[index] == UInt8(ascii: "^")
    if isNegated { index += 1 }
    let first = index
    var ranges: [ClosedRange<UInt8>] = []
    while index < name.endIndex {
      if name[index] == UInt8(ascii: "]"), index > first {
        return (.oneOf(ranges, isNegated: isNegated), index)
      }
      if name[index] == UInt8(ascii: "\\") { index += 1 }
      guard index < name.endIndex else { return nil }
      let low = name[index]
      var high = low
      if index + 2 < name.endIndex, name[index + 1] == UInt8(ascii: "-"),
        name[index + 2] != UInt8(ascii: "]")
      {
        high = name[index + 2]
        index += 2
      }
      if low <= high { ranges.append(low...high) }
      index += 1
    }
    return nil
  }
}
