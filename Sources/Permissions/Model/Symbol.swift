/// Something in a text that is filled in later: by the request, or by a deployment.
///
/// The same symbol stands for the same text wherever it stands.
package enum Symbol: Hashable, Sendable {
  /// A policy variable, `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`: the request's value of a
  /// condition key. Without one it is the default; without that, the text with it matches nothing.
  case variable(ConditionKey, default: String?)
  case placeholder(Placeholder)

  /// A text that is not known: an import, a parameter without a value, an id that AWS makes up.
  package struct Placeholder: Hashable, Sendable {
    /// The caller's number: the same number is the same text.
    package let id: Int
    /// For reports only: `parameter 'BucketName'`.
    package let name: String
    /// Whether the text may hold a colon. Account ids, regions, partitions and names do not.
    package let mayHoldColon: Bool
    /// Whether it is what AWS makes up for one thing: a text of which two different ones never have one
    /// that the other begins with.
    package let isUnique: Bool

    package init(_ id: Int, _ name: String, mayHoldColon: Bool = true, isUnique: Bool = false) {
      self.id = id
      self.name = name
      self.mayHoldColon = mayHoldColon
      self.isUnique = isUnique
    }

    package static func == (left: Self, right: Self) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  /// Whether texts that have two symbols in the same place differ for certain.
  func isCertainlyNot(_ other: Symbol) -> Bool {
    guard case .placeholder(let own) = self, case .placeholder(let other) = other else {
      return false
    }
    return own != other && own.isUnique && other.isUnique
  }

  /// As a policy or a report writes it: `${aws:username}`.
  package var description: String {
    switch self {
    case .variable(let key, nil): "${\(key.spelling)}"
    case .variable(let key, let value?): "${\(key.spelling), '\(value)'}"
    case .placeholder(let placeholder): "${\(placeholder.name)}"
    }
  }
}
