import Infrastructure
import Values

/// The name of an export, or the name that an import asks for, as far as it is known.
struct ExportName: Hashable {
  enum Part: Hashable {
    case text([UInt8])
    case hole(Hole)
  }

  /// A part that only a deployment tells. Equal holes stand for equal texts.
  struct Hole: Hashable {
    let unknown: Unknown
    /// The template that the stack, or the outermost one above it, is made from: templates may give
    /// one name to different parameters. Empty for what is the same in all stacks of one region.
    let root: String

    /// Whether a byte may stand here.
    ///
    /// Source: CloudFormation API Reference, `CreateStack`: a stack's name is made of letters, digits
    /// and hyphens.
    func admits(_ byte: UInt8) -> Bool {
      guard isStackName else { return true }
      return switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }

    /// Whether it is the name of a stack, not something else that a template leaves open.
    var isStackName: Bool {
      unknown.reason == .pseudoParameter && unknown.subject == "'AWS::StackName'"
    }
  }

  let parts: [Part]

  private init(_ parts: [Part]) {
    self.parts = parts
  }

  /// - Parameters:
  ///   - value: A text; anything else is a hole.
  ///   - root: The template that the stack, or the outermost one above it, is made from.
  init(_ value: Value, root: String, _ heap: borrowing ValueHeap) {
    let text = value.kind == .reference ? heap.text(of: value) : value
    let pieces = text.kind == .template ? heap.elements(of: text) : [text]
    parts = pieces.map { piece in
      if piece.kind == .string { return .text(Array(heap.utf8(piece))) }
      guard piece.kind == .unknown else {
        // Which of several texts it is does not matter here, only that it is not known.
        let unknown = Unknown(.condition, "\(piece.kind.rawValue) \(piece.bits)")
        return .hole(Hole(unknown: unknown, root: root))
      }
      let unknown = heap.unknown(piece)
      let isOfRegion = Self.ofRegion.contains(unknown.subject)
      return .hole(Hole(unknown: unknown, root: isOfRegion ? "" : root))
    }
  }

  /// Exports are imported in their own account and region only.
  private static let ofRegion: Set<String> = [
    "'AWS::AccountId'", "'AWS::Partition'", "'AWS::Region'", "'AWS::URLSuffix'",
  ]

  var holes: [Hole] {
    parts.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
  }

  /// Whether some letter or digit of it is known: a name that may be any name names nothing.
  var saysSomething: Bool {
    parts.contains { part in
      guard case .text(let bytes) = part else { return false }
      return bytes.contains { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
    }
  }

  /// The name with `…` for what is not known.
  var text: String {
    parts.map { part in
      switch part {
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .hole: "…"
      }
    }.joined()
  }
}

// MARK: - Names that may be the same

extension ExportName {
  /// One byte, or a hole.
  private enum Token {
    case byte(UInt8)
    case hole(Hole)
  }

  private var tokens: [Token] {
    parts.flatMap { part -> [Token] in
      switch part {
      case .text(let bytes): bytes.map(Token.byte)
      case .hole(let hole): [.hole(hole)]
      }
    }
  }

  /// Whether two names may be the same text; true where equal holes would have to differ for it.
  ///
  /// Quadratic in the lengths of both, which are short.
  func mayEqual(_ other: ExportName) -> Bool {
    let one = tokens
    let two = other.tokens
    // `reached[j]`: the tokens so far and the first `j` of the other may be the same.
    var reached = [Bool](repeating: false, count: two.count + 1)
    reached[0] = true
    for (index, token) in two.enumerated() {
      if case .hole = token { reached[index + 1] = reached[index] }
    }
    for token in one {
      var next = [Bool](repeating: false, count: two.count + 1)
      if case .hole = token { next[0] = reached[0] }
      for (index, facing) in two.enumerated() {
        next[index + 1] =
          switch (token, facing) {
          case (.byte(let byte), .byte(let other)): byte == other && reached[index]
          case (.byte(let byte), .hole(let hole)):
            next[index] || (hole.admits(byte) && reached[index + 1])
          case (.hole(let hole), .byte(let byte)):
            reached[index + 1] || (hole.admits(byte) && next[index])
          case (.hole, .hole): reached[index + 1] || next[index] || reached[index]
          }
      }
      guard next.contains(true) else { return false }
      reached = next
    }
    return reached[two.count]
  }

  /// Whether a name that ends with a text may be this one; true where either ending is not known.
  func mayEnd(with ending: Part?) -> Bool {
    guard case .text(let one)? = ending, case .text(let other)? = parts.last else { return true }
    let shared = min(one.count, other.count)
    guard one.suffix(shared).elementsEqual(other.suffix(shared)) else { return false }
    // A name that is all text is not a part of the other's end.
    return holes.isEmpty ? other.count >= one.count : true
  }

  /// What has to be equal for two names to be the same; nil where that can be in more than one way.
  func equations(with other: ExportName) -> [(one: ExportName, other: ExportName)]? {
    if parts.count == other.parts.count {
      var equations: [(one: ExportName, other: ExportName)] = []
      let agree = zip(parts, other.parts).allSatisfy { one, other in
        switch (one, other) {
        case (.text, .text): return one == other
        case (.hole, .hole):
          if one != other { equations.append((ExportName([one]), ExportName([other]))) }
          return true
        case (.text, .hole), (.hole, .text): return false
        }
      }
      if agree { return equations }
    }
    if let rest = other.rest(around: self) { return [rest] }
    if let rest = rest(around: other) { return [(rest.other, rest.one)] }
    return nil
  }

  /// The only hole of another name, and what of this one stands in its place.
  private func rest(around other: ExportName) -> (one: ExportName, other: ExportName)? {
    guard other.holes.count == 1,
      let place = other.parts.firstIndex(where: { if case .hole = $0 { true } else { false } })
    else { return nil }
    var parts = parts
    if place > 0 {
      guard case .text(let start) = other.parts[0], case .text(let bytes)? = parts.first,
        bytes.starts(with: start)
      else { return nil }
      parts[0] = .text(Array(bytes.dropFirst(start.count)))
    }
    if place + 1 < other.parts.count {
      guard case .text(let end) = other.parts[place + 1], case .text(let bytes)? = parts.last,
        bytes.count >= end.count, bytes.suffix(end.count).elementsEqual(end)
      else { return nil }
      parts[parts.count - 1] = .text(bytes.dropLast(end.count))
    }
    parts.removeAll { $0 == .text([]) }
    return parts.isEmpty ? nil : (ExportName([other.parts[place]]), ExportName(parts))
  }
}
