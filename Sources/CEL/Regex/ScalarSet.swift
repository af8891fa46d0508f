/// A set of Unicode scalars, as a class of a regular expression describes it.
struct ScalarSet: Sendable, Equatable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var categories: Set<Unicode.GeneralCategory> = []
  private var excludedCategories: [Set<Unicode.GeneralCategory>] = []
  var isNegated = false

  init() {}

  init(_ ranges: ClosedRange<UInt32>...) {
    self.ranges = ranges
  }

  func contains(_ scalar: UInt32) -> Bool {
    isListed(scalar) != isNegated
  }

  private func isListed(_ scalar: UInt32) -> Bool {
    if ranges.contains(where: { $0.contains(scalar) }) { return true }
    guard !categories.isEmpty || !excludedCategories.isEmpty,
      let category = Unicode.Scalar(scalar)?.properties.generalCategory
    else { return false }
    return categories.contains(category)
      || excludedCategories.contains { !$0.contains(category) }
  }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    ranges.append(range)
  }

  mutating func insert(_ categories: Set<Unicode.GeneralCategory>, isNegated: Bool) {
    if isNegated {
      excludedCategories.append(categories)
    } else {
      self.categories.formUnion(categories)
    }
  }

  /// Adds a set; one with categories must not be negated.
  mutating func formUnion(_ other: ScalarSet) {
    guard other.isNegated else {
      ranges += other.ranges
      categories.formUnion(other.categories)
      excludedCategories += other.excludedCategories
      return
    }
    var next: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if next < range.lowerBound { ranges.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { ranges.append(next...0x10FFFF) }
  }

  /// Adds the other case of every scalar. Ranges beyond 1,024 scalars are folded in ASCII only: they
  /// are whole scripts, which hold both cases already.
  mutating func foldCase() {
    for range in ranges {
      let end = range.count <= 1024 ? range.upperBound : min(range.upperBound, 0x7F)
      guard range.lowerBound <= end else { continue }
      for scalar in range.lowerBound...end { insertCases(of: scalar) }
    }
  }

  private mutating func insertCases(of scalar: UInt32) {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return }
    for mapping in [properties.lowercaseMapping, properties.uppercaseMapping] {
      guard let mapped = mapping.unicodeScalars.first, mapping.unicodeScalars.count == 1,
        mapped.value != scalar
      else { continue }
      ranges.append(mapped.value...mapped.value)
    }
    // The two scalars outside ASCII that fold into it: LONG S and the KELVIN SIGN.
    if scalar | 0x20 == 0x73 { ranges.append(0x17F...0x17F) }
    if scalar | 0x20 == 0x6B { ranges.append(0x212A...0x212A) }
  }
}

extension ScalarSet {
  static let digits = ScalarSet(0x30...0x39)
  static let spaces = ScalarSet(0x09...0x0A, 0x0C...0x0D, 0x20...0x20)
  static let words = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)

  var negated: ScalarSet {
    var set = self
    set.isNegated.toggle()
    return set
  }

  /// A class such as `[:alpha:]`, by its name.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A)
    case "alpha": ScalarSet(0x41...0x5A, 0x61...0x7A)
    case "ascii": ScalarSet(0x00...0x7F)
    case "blank": ScalarSet(0x09...0x09, 0x20...0x20)
    case "cntrl": ScalarSet(0x00...0x1F, 0x7F...0x7F)
    case "digit": digits
    case "graph": ScalarSet(0x21...0x7E)
    case "lower": ScalarSet(0x61...0x7A)
    case "print": ScalarSet(0x20...0x7E)
    case "punct": ScalarSet(0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E)
    case "space": ScalarSet(0x09...0x0D, 0x20...0x20)
    case "upper": ScalarSet(0x41...0x5A)
    case "word": words
    case "xdigit": ScalarSet(0x30...0x39, 0x41...0x46, 0x61...0x66)
    default: nil
    }
  }

  /// The general categories that `\p{…}` names.
  static func categories(_ name: String) -> Set<Unicode.GeneralCategory>? {
    let table: [(String, Unicode.GeneralCategory)] = [
      ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter),
      ("Lm", .modifierLetter), ("Lo", .otherLetter), ("Mn", .nonspacingMark),
      ("Mc", .spacingMark), ("Me", .enclosingMark), ("Nd", .decimalNumber),
      ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
      ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation),
      ("Pi", .initialPunctuation), ("Pf", .finalPunctuation), ("Po", .otherPunctuation),
      ("Sm", .mathSymbol), ("Sc", .currencySymbol), ("Sk", .modifierSymbol),
      ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
      ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Co", .privateUse),
      ("Cs", .surrogate),
    ]
    let chosen = table.filter { name.count == 1 ? $0.0.hasPrefix(name) : $0.0 == name }
    return chosen.isEmpty ? nil : Set(chosen.map(\.1))
  }
}
