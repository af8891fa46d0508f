/// An expression whose parts read fields of their own, so that one can be put right without another
/// one, and a document for it.
struct SeparateReadings {
  private(set) var expression = ""
  /// Fields that the expression asks for and the document does not have, with what could stand there.
  private(set) var missing: [(key: String, value: Document)] = []
  private var entries: [(key: String, value: Document)] = []
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    expression = bool(3)
  }

  var document: Document { .map(entries) }

  private mutating func bool(_ depth: Int) -> String {
    guard depth > 0, random.chance(75) else { return atom() }
    switch random.next() % 8 {
    case 0, 1, 2: return "(\(bool(depth - 1)) && \(bool(depth - 1)))"
    case 3, 4: return "(\(bool(depth - 1)) || \(bool(depth - 1)))"
    case 5: return "!(\(bool(depth - 1)))"
    case 6: return "(\(bool(depth - 1)) ? \(bool(depth - 1)) : \(bool(depth - 1)))"
    default: return "(\(bool(depth - 1)) && \(bool(depth - 1)) && \(bool(depth - 1)))"
    }
  }

  /// The path of a new field, which is in the document unless that is left to chance.
  private mutating func field(_ value: Document, isOptional: Bool = false) -> String {
    let key = "f\(entries.count + missing.count)"
    if isOptional, random.chance(50) {
      missing.append((key: key, value: value))
    } else {
      entries.append((key: key, value: value))
    }
    return key
  }

  private mutating func text() -> Document { random.pick(["a", "b", "ab"]) }

  private mutating func atom() -> String {
    switch random.next() % 15 {
    case 0, 1: return "d.\(field(text())) == 'a'"
    case 2: return "'a' != d.\(field(text()))"
    case 3: return "d.\(field(.bool(random.chance(50))))"
    case 4: return "d.?\(field(text(), isOptional: true)).orValue('b') == 'a'"
    case 5: return "d.?\(field(.bool(random.chance(50)), isOptional: true)).orValue(false)"
    case 6: return "has(d.\(field(text(), isOptional: true)))"
    case 7: return "d.\(field(text())) in ['ab', 'b']"
    case 8: return "d.\(field(text())).startsWith('a')"
    case 9: return "d.\(field(.int(Int64(random.next() % 4)))) \(random.pick(["<", "=="])) 2"
    case 10: return "d.\(field(.map([(key: "k", value: text())]))).k == 'a'"
    case 11:
      let field = field(.map([(key: "k", value: text())]), isOptional: true)
      return "d.?\(field).?k.orValue('') == 'a'"
    case 12:
      let field = field(text(), isOptional: true)
      return "(!has(d.\(field)) || d.\(field) == 'a')"
    case 13: return "size(d.\(field(list()))) > 1"
    default:
      let macro = random.pick(["all", "exists"])
      return "d.\(field(list())).\(macro)(x, x \(random.pick(["==", "!="])) 'a')"
    }
  }

  private mutating func list() -> Document {
    .list((0..<Int(random.next() % 4)).map { _ in text() })
  }
}
