package import Infrastructure
package import Values

/// What the `Resource` of permission statements reaches.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Resource".
package enum ResourceReach {
  /// Whether a pattern names every resource, of all services or of one: `*`, or an ARN that names
  /// neither a region nor a resource. A boolean, or unknown.
  ///
  /// The account does not matter: an identity's permissions reach its own.
  package static func isEverything(_ pattern: Value, _ context: inout EvaluationContext) -> Value {
    let text = PatternText(pattern, &context)
    guard let parts = text.arnParts else {
      if let open = text.open { return gap(open, at: pattern, &context) }
      return .bool(PatternText.isAnything(text.letters), origin: pattern.origin)
    }
    let everywhere = parts[3].isEmpty || PatternText.isAnything(parts[3])
    return .bool(everywhere && PatternText.isAnything(parts[5]), origin: pattern.origin)
  }

  /// Whether a pattern names buckets by a name that begins with a wildcard and goes on: a name that
  /// anybody can take. A boolean; what is not known is taken for words.
  ///
  /// Source: Amazon S3 User Guide, "General purpose bucket naming rules".
  package static func isBucketPattern(
    _ pattern: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let text = PatternText(pattern, &context)
    guard let parts = text.arnParts, spells(parts[2], "s3") else {
      return .bool(false, origin: pattern.origin)
    }
    let name = parts[5].prefix { !$0.isByte("/") }
    let begins = name.first.map { $0.isByte("*") || $0.isByte("?") } ?? false
    let goesOn = name.contains { !$0.isByte("*") && !$0.isByte("?") }
    return .bool(begins && goesOn, origin: pattern.origin)
  }

  /// Whether a pattern names every role of an account. A boolean; what is not known is taken for words.
  ///
  /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
  package static func isRolePattern(
    _ pattern: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let text = PatternText(pattern, &context)
    guard let parts = text.arnParts else {
      return .bool(PatternText.isAnything(text.letters), origin: pattern.origin)
    }
    let kind = "role/".utf8.count
    let isRole = PatternText.isAnything(parts[2]) || spells(parts[2], "iam")
    let isAny =
      PatternText.isAnything(parts[5])
      || spells(parts[5].prefix(kind), "role/")
        && PatternText.isAnything(parts[5].dropFirst(kind))
    return .bool(isRole && isAny, origin: pattern.origin)
  }

  private static func spells(_ letters: ArraySlice<PatternText.Letter>, _ word: String) -> Bool {
    letters.count == word.utf8.count
      && zip(letters, word.unicodeScalars).allSatisfy { $0.isByte($1) }
  }

  /// Whether some resource of a statement may be a role: a boolean, or unknown.
  package static func reachesRoles(
    _ statement: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = StatementWords.builtIn
    guard let resources = words.list(words.resources, of: statement, context),
      let others = words.list(words.notResources, of: statement, context)
    else { return context.heap.error(.noSuchOverload, "iam.reachesRoles") }
    if others.count > 0 { return .bool(true, origin: others.origin) }
    var open: Value?
    for pattern in context.heap.elements(of: resources) {
      let reaches = reachesRoles(pattern: pattern, in: estate, &context)
      if reaches.isTrue { return reaches }
      if reaches.kind == .unknown { open = open ?? reaches }
    }
    return open ?? .bool(false, origin: resources.origin)
  }

  private static func reachesRoles(
    pattern: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    if let target = estate.target(of: pattern, &context) {
      return .bool(estate[target].type == "AWS::IAM::Role", origin: pattern.origin)
    }
    let text = PatternText(pattern, &context)
    guard let parts = text.arnParts else {
      if let open = text.open { return gap(open, at: pattern, &context) }
      // A text without the parts of an ARN stands for them by a wildcard.
      return .bool(text.letters.contains { $0.isByte("*") }, origin: pattern.origin)
    }
    let reaches = mayBegin(parts[2], "iam") && mayBegin(parts[5], "role/")
    return .bool(reaches, origin: pattern.origin)
  }

  /// Whether a text that a pattern matches may begin like this, or be the beginning of it.
  private static func mayBegin(_ pattern: ArraySlice<PatternText.Letter>, _ start: String) -> Bool {
    for (letter, byte) in zip(pattern, start.utf8) {
      guard case .byte(let own) = letter, own != UInt8(ascii: "*") else { return true }
      guard own == byte || own == UInt8(ascii: "?") else { return false }
    }
    return pattern.count >= start.utf8.count
  }

  private static func gap(
    _ open: Value,
    at pattern: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    if open.kind == .unknown { return open.from(pattern.origin) }
    let unknown = Unknown(.unresolvedReference, "which resources are named here")
    return context.heap.unknown(unknown, origin: pattern.origin)
  }
}
