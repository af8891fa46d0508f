/// The name of a condition key; names that differ in case only are the same, tag keys included.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition" ("condition key names are not
/// case-sensitive").
package struct ConditionKey: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  /// As it was written first.
  package let spelling: String
  /// What is compared.
  package let folded: String

  package init(_ spelling: String) {
    self.spelling = spelling
    folded = spelling.lowercased()
  }

  package init(stringLiteral value: String) {
    self.init(value)
  }

  package static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }

  package static func < (left: Self, right: Self) -> Bool { left.folded < right.folded }

  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
