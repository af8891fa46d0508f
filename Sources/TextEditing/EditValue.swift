/// A value to be written into a text.
package indirect enum EditValue: Hashable, Sendable {
  /// An entry of a mapping.
  package struct Entry: Hashable, Sendable {
    package let key: String
    package let value: EditValue

    package init(_ key: String, _ value: EditValue) {
      self.key = key
      self.value = value
    }
  }

  case bool(Bool)
  case integer(Int64)
  case text(String)
  case list([EditValue])
  /// Entries in the order in which they are written; no key stands twice.
  case map([Entry])

  package var isScalar: Bool {
    switch self {
    case .bool, .integer, .text: true
    case .list, .map: false
    }
  }

  /// The text of a scalar; nil for collections.
  package var scalarText: String? {
    switch self {
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .text(let text): text
    case .list, .map: nil
    }
  }

  /// The same behind keys that lead to it: `A.B` and 1 as `{A: {B: 1}}`, without the first key.
  package func nested(in keys: some BidirectionalCollection<String>) -> EditValue {
    keys.reversed().reduce(self) { .map([Entry($1, $0)]) }
  }
}

extension EditValue: CustomStringConvertible {
  /// As messages show it, on one line: `Disabled`, `{A: true, B: [x]}`.
  package var description: String {
    switch self {
    case .bool, .integer, .text: scalarText ?? ""
    case .list(let elements): "[\(elements.map(\.description).joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    }
  }
}
