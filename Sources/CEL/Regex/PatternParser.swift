/// Reads regular expressions in the syntax of RE2, which CEL prescribes: no backreferences, no
/// looking around, so that matching takes linear time.
struct PatternParser {
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  let scalars: [UInt32]
  var offset = 0
  var flags = Flags()
  private var depth = 0

  static func parse(_ utf8: some Collection<UInt8>) throws(PatternError) -> PatternNode {
    let text = String(decoding: utf8, as: UTF8.self)
    var parser = PatternParser(scalars: text.unicodeScalars.map(\.value))
    let node = try parser.alternatives()
    guard parser.offset == parser.scalars.count else {
      throw PatternError("this regular expression has a ')' without '('")
    }
    return node
  }

  private init(scalars: [UInt32]) {
    self.scalars = scalars
  }

  func peek(_ ahead: Int = 0) -> Character? {
    guard offset + ahead < scalars.count else { return nil }
    return Unicode.Scalar(scalars[offset + ahead]).map(Character.init)
  }

  mutating func accept(_ text: String) -> Bool {
    let wanted = text.unicodeScalars.map(\.value)
    guard scalars[offset...].starts(with: wanted) else { return false }
    offset += wanted.count
    return true
  }

  mutating func next() throws(PatternError) -> UInt32 {
    guard offset < scalars.count else {
      throw PatternError("this regular expression ends too early")
    }
    offset += 1
    return scalars[offset - 1]
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw PatternError("this regular expression is nested too deeply") }
    let outer = flags
    defer { flags = outer }
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let character = peek(), character != "|", character != ")" {
      if accept("\\Q") {
        while offset < scalars.count, !accept("\\E") { nodes.append(scalar(try next())) }
        continue
      }
      guard let node = try atom() else { continue }
      nodes.append(try repeated(node))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// One thing that can be repeated; nil where only flags were set.
  private mutating func atom() throws(PatternError) -> PatternNode? {
    let value = try next()
    switch Unicode.Scalar(value) {
    case "(": return try group()
    case "[": return .set(folded(try characterClass()))
    case ".":
      return .set(flags.dotMatchesNewline ? ScalarSet().negated : ScalarSet(0x0A...0x0A).negated)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escape()
    case "*", "+", "?":
      throw PatternError("this regular expression repeats nothing")
    default: return scalar(value)
    }
  }

  func scalar(_ value: UInt32) -> PatternNode {
    guard flags.ignoresCase else { return .scalar(value) }
    let set = folded(ScalarSet(value...value))
    return set == ScalarSet(value...value) ? .scalar(value) : .set(set)
  }

  private func folded(_ set: ScalarSet) -> ScalarSet {
    guard flags.ignoresCase else { return set }
    var set = set
    set.foldCase()
    return set
  }
}

// MARK: - Repetitions and groups

extension PatternParser {
  private mutating func repeated(_ node: PatternNode) throws(PatternError) -> PatternNode {
    guard let (least, most) = try repetition() else { return node }
    // Greedy or not makes no difference to whether there is a match.
    _ = accept("?")
    guard try repetition() == nil else {
      throw PatternError(
        "this regular expression repeats a repetition",
        help: "put it into a group: (?:a+)*"
      )
    }
    return .repetition(node, least: least, most: most)
  }

  private mutating func repetition() throws(PatternError) -> (least: Int, most: Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    let start = offset
    guard accept("{"), let least = number() else {
      offset = start
      return nil
    }
    var most: Int? = least
    if accept(",") { most = number() }
    guard accept("}") else {
      offset = start
      return nil
    }
    guard least <= 1000, most ?? 0 <= 1000, least <= most ?? least else {
      throw PatternError("this regular expression repeats more than 1000 times or backwards")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = offset
    var number = 0
    while let digit = peek()?.wholeNumberValue, peek()?.isASCII == true, number < 100_000 {
      number = number * 10 + digit
      offset += 1
    }
    return offset == start ? nil : number
  }

  private mutating func group() throws(PatternError) -> PatternNode? {
    guard accept("?") else { return try closed(alternatives()) }
    if accept("P<") || (peek() == "<" && peek(1) != "=" && peek(1) != "!" && accept("<")) {
      while try next() != 0x3E {}
      return try closed(alternatives())
    }
    guard let character = peek(), !"=!<".contains(character) else {
      throw PatternError(
        "regular expressions cannot look ahead or behind here",
        help: "combine two 'matches' with && or !"
      )
    }
    let outer = flags
    try setFlags()
    if accept(")") { return nil }
    guard accept(":") else { throw PatternError("this group of a regular expression is malformed") }
    let node = try closed(alternatives())
    flags = outer
    return node
  }

  private mutating func closed(_ node: PatternNode) throws(PatternError) -> PatternNode {
    guard accept(")") else { throw PatternError("this regular expression lacks a ')'") }
    return node
  }

  private mutating func setFlags() throws(PatternError) {
    var isOn = true
    while let character = peek(), character != ":", character != ")" {
      switch character {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "U": break
      case "-" where isOn: isOn = false
      default:
        throw PatternError("'\(character)' is not a flag of regular expressions")
      }
      offset += 1
    }
  }
}
