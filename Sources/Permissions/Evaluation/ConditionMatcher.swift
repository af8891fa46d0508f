import Infrastructure

/// Whether one condition holds of one request.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for
/// multivalued context keys".
struct ConditionMatcher {
  private let name: ConditionOperator
  private let key: ConditionKey
  private let patterns: [Pattern]
  private let request: Request

  static func match(_ condition: Condition, _ request: Request) -> Match {
    switch condition {
    case .open(let doubt): .open([doubt])
    case .test(let name, let key, let patterns):
      ConditionMatcher(name: name, key: key, patterns: patterns, request: request).match
    }
  }

  private var match: Match {
    let values = request.context[key] ?? []
    if name.comparison == .null { return null(isAbsent: values.isEmpty) }
    if values.isEmpty { return Match(name.holdsWithoutValue == true) }
    switch name.qualifier {
    case .forAllValues?: return .all(values, holds)
    case .forAnyValue?: return .any(values, holds)
    case nil:
      guard values.count == 1 else { return .open([.severalValues(key)]) }
      return holds(of: values[0])
    }
  }

  private func null(isAbsent: Bool) -> Match {
    .any(patterns) { pattern in
      switch pattern.description.lowercased() {
      case "true": Match(isAbsent)
      case "false": Match(!isAbsent)
      case let text: .open([.value(key, text)])
      }
    }
  }

  private func holds(of value: Text) -> Match {
    let match = Match.any(patterns) { fits($0, value) }
    return name.comparison.isNegated ? !match : match
  }

  private func fits(_ pattern: Pattern, _ value: Text) -> Match {
    switch name.comparison {
    case .stringEquals, .stringNotEquals, .binaryEquals: text(pattern, value, .literal)
    case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase:
      text(pattern, value, .literalWithoutCase)
    case .stringLike, .stringNotLike: text(pattern, value, .like)
    case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: text(pattern, value, .arn)
    case .bool: bool(pattern, value)
    case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals,
      .numericGreaterThan, .numericGreaterThanEquals:
      ordered(pattern, value, FixedPoint.init)
    case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
      .dateGreaterThanEquals:
      ordered(pattern, value, Instant.parse)
    case .ipAddress, .notIPAddress: address(pattern, value)
    case .null: .no
    }
  }

  private func text(_ pattern: Pattern, _ value: Text, _ place: PatternForm.Place) -> Match {
    switch pattern.resolved(in: request) {
    case .nothing: .no
    case .open(let doubt): .open([doubt])
    case .pattern(let pattern): TextMatcher.match(pattern, at: place, value)
    }
  }

  private func bool(_ pattern: Pattern, _ value: Text) -> Match {
    guard let known = value.known?.lowercased(), ["true", "false"].contains(known) else {
      return .open([.value(key, value.description)])
    }
    return text(pattern, value, .literalWithoutCase)
  }

  private func ordered(
    _ pattern: Pattern,
    _ value: Text,
    _ parse: (String) -> FixedPoint?
  ) -> Match {
    guard pattern.symbols.isEmpty, let bound = parse(pattern.description) else {
      return .open([.value(key, pattern.description)])
    }
    guard let number = value.known.flatMap(parse) else {
      return .open([.value(key, value.description)])
    }
    switch name.comparison {
    case .numericLessThan, .dateLessThan: return Match(number < bound)
    case .numericLessThanEquals, .dateLessThanEquals: return Match(number <= bound)
    case .numericGreaterThan, .dateGreaterThan: return Match(number > bound)
    case .numericGreaterThanEquals, .dateGreaterThanEquals: return Match(number >= bound)
    case .numericEquals, .numericNotEquals, .dateEquals, .dateNotEquals, .stringEquals,
      .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase, .stringLike,
      .stringNotLike, .bool, .binaryEquals, .ipAddress, .notIPAddress, .arnEquals, .arnNotEquals,
      .arnLike, .arnNotLike, .null:
      return Match(number == bound)
    }
  }

  private func address(_ pattern: Pattern, _ value: Text) -> Match {
    guard pattern.symbols.isEmpty, let block = IPPrefix(addressOrBlock: pattern.description) else {
      return .open([.value(key, pattern.description)])
    }
    guard let address = value.known.flatMap(IPPrefix.init(addressOrBlock:)) else {
      return .open([.value(key, value.description)])
    }
    return Match(block.contains(address))
  }
}

extension IPPrefix {
  /// Parses a block, or an address as the block of itself.
  init?(addressOrBlock text: String) {
    if let block = IPPrefix(text) {
      self = block
    } else {
      guard let block = IPPrefix("\(text)/\(text.contains(":") ? 128 : 32)") else { return nil }
      self = block
    }
  }
}
