extension PatternParser {
  /// What a backslash outside of a class introduces.
  mutating func escape() throws(PatternError) -> PatternNode {
    switch peek() {
    case "A": return try assertion(.textStart)
    case "z": return try assertion(.textEnd)
    case "b": return try assertion(.wordBoundary)
    case "B": return try assertion(.notWordBoundary)
    default: break
    }
    if let set = try perlClass() { return .set(set) }
    return scalar(try escapedScalar())
  }

  private mutating func assertion(
    _ assertion: PatternNode.Assertion
  ) throws(PatternError) -> PatternNode {
    offset += 1
    return .assertion(assertion)
  }

  /// `\d`, `\pL` and their like; nil for the escape of a single character.
  private mutating func perlClass() throws(PatternError) -> ScalarSet? {
    switch peek() {
    case "d": return taking(.digits)
    case "D": return taking(.digits.negated)
    case "s": return taking(.spaces)
    case "S": return taking(.spaces.negated)
    case "w": return taking(.words)
    case "W": return taking(.words.negated)
    case "p", "P": return try unicodeClass()
    default: return nil
    }
  }

  private mutating func taking(_ set: ScalarSet) -> ScalarSet {
    offset += 1
    return set
  }

  private mutating func unicodeClass() throws(PatternError) -> ScalarSet {
    var isNegated = try next() == 0x50
    var name = ""
    if accept("{") {
      if accept("^") { isNegated.toggle() }
      name = try self.name(upTo: "}")
    } else if let scalar = Unicode.Scalar(try next()) {
      name.unicodeScalars.append(scalar)
    }
    guard let categories = ScalarSet.categories(name) else {
      throw PatternError(
        "'\\p{\(name)}' is not a class that is known here",
        help: "general categories such as L, Lu and Nd are"
      )
    }
    var set = ScalarSet()
    set.insert(categories, isNegated: isNegated)
    return set
  }

  private mutating func escapedScalar() throws(PatternError) -> UInt32 {
    let value = try next()
    switch Unicode.Scalar(value) {
    case "a": return 0x07
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "v": return 0x0B
    case "x": return try hexadecimal()
    case "0"?: return octal(0)
    case "1"?, "2"?, "3"?, "4"?, "5"?, "6"?, "7"?:
      guard let digit = peek()?.wholeNumberValue, digit < 8, peek()?.isASCII == true else {
        throw PatternError("regular expressions have no backreferences here")
      }
      return octal(value - 0x30)
    default: break
    }
    let isWord = ScalarSet.words.contains(value)
    guard value < 0x80, !isWord || value == 0x5F else {
      let text = Unicode.Scalar(value).map { String(Character($0)) } ?? ""
      throw PatternError("'\\\(text)' is not an escape of regular expressions")
    }
    return value
  }

  private mutating func octal(_ first: UInt32) -> UInt32 {
    var value = first
    for _ in 0..<2 {
      guard let digit = peek()?.wholeNumberValue, digit < 8, peek()?.isASCII == true else { break }
      value = value * 8 + UInt32(digit)
      offset += 1
    }
    return value
  }

  private mutating func hexadecimal() throws(PatternError) -> UInt32 {
    let isBraced = accept("{")
    var value: UInt32 = 0
    var count = 0
    while let digit = peek()?.hexDigitValue, isBraced ? count < 8 : count < 2 {
      value = value << 4 | UInt32(digit)
      offset += 1
      count += 1
    }
    guard count > 0, isBraced ? accept("}") : count == 2, Unicode.Scalar(value) != nil else {
      throw PatternError("'\\x' needs two hexadecimal digits, or some in braces")
    }
    return value
  }
}

// MARK: - Classes in brackets

extension PatternParser {
  mutating func characterClass() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    let isNegated = accept("^")
    var isFirst = true
    while isFirst || peek() != "]" {
      isFirst = false
      if accept("[:") {
        set.formUnion(try posixClass())
      } else if let members = try escapedClass() {
        set.formUnion(members)
      } else {
        set.insert(try classRange())
      }
    }
    offset += 1
    set.isNegated = isNegated
    return set
  }

  private mutating func escapedClass() throws(PatternError) -> ScalarSet? {
    guard accept("\\") else { return nil }
    let set = try perlClass()
    if set == nil { offset -= 1 }
    return set
  }

  private mutating func classRange() throws(PatternError) -> ClosedRange<UInt32> {
    let low = try classScalar()
    guard peek() == "-", peek(1) != "]" else { return low...low }
    offset += 1
    let high = try classScalar()
    guard low <= high else { throw PatternError("a range of this regular expression is empty") }
    return low...high
  }

  private mutating func classScalar() throws(PatternError) -> UInt32 {
    accept("\\") ? try escapedScalar() : try next()
  }

  private mutating func posixClass() throws(PatternError) -> ScalarSet {
    let isNegated = accept("^")
    let name = try name(upTo: ":]")
    guard let set = ScalarSet.posix(name) else {
      throw PatternError("'[:\(name):]' is not a class that is known here")
    }
    return isNegated ? set.negated : set
  }

  private mutating func name(upTo end: String) throws(PatternError) -> String {
    var name = ""
    while !accept(end) {
      if let scalar = Unicode.Scalar(try next()) { name.unicodeScalars.append(scalar) }
    }
    return name
  }
}
