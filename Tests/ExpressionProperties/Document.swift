package import Values

/// A document as tests write it down; each of its nodes gets an origin of its own.
package indirect enum Document {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(String)
  case list([Document])
  case map([(key: String, value: Document)])
  /// AWS's default: not written.
  case defaulted(Document)
  /// An element that may turn out not to be there.
  case possible(Document)
  case unknown(String)
  /// An id that is not known.
  case identifier(String)
  /// A string with open parts.
  case template([Document])
  case reference(to: Int, attribute: String = "", text: Document)
  case choice([(guard: GuardID, value: Document?)])
  case resource(Int)
}

extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(arrayLiteral elements: Document...) { self = .list(elements) }
  package init(dictionaryLiteral entries: (String, Document)...) {
    self = .map(entries.map { (key: $0.0, value: $0.1) })
  }
}
