import Permissions
import Values

// What one condition key says of another. The engine takes each key for itself: values that only insiders
// have are left out, what no request can have together is told to it as denials, and what nobody knows as
// denials that may be there.

extension Perimeter {
  private static let account: ConditionKey = "aws:PrincipalAccount"
  private static let owner: ConditionKey = "aws:ResourceAccount"

  /// Keys that requests have only where a service of AWS calls for itself.
  ///
  /// Source: IAM User Guide, "AWS global condition context keys".
  private static let keysOfServices: Set<String> = [
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
    "aws:principalservicename", "aws:principalservicenameslist",
  ]
  /// Keys of requests by way of an access point, whose own policy decides as well.
  private static let keysOfAccessPoints: Set<String> = [
    "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accesspointnetworkorigin",
  ]

  // MARK: - Insiders

  /// The statement without the values that only insiders have; nil if it is about insiders only.
  ///
  /// - Parameter own: The accounts of the estate.
  func aboutOutsiders(_ statement: Statement, _ own: [Pattern]) -> Statement? {
    var copy = statement
    copy.scope.conditions = []
    for condition in statement.scope.conditions {
      guard case .test(let comparison, let key, let values) = condition,
        comparison.affirmed != nil
      else {
        copy.scope.conditions.append(condition)
        continue
      }
      let others = values.filter { !isInside($0, of: key, own) }
      if others.count == values.count || !others.isEmpty {
        copy.scope.conditions.append(.test(comparison, key, others))
      } else if comparison.comparison.isNegated {
        if comparison.qualifier == .forAnyValue { copy.scope.conditions.append(.present(key)) }
      } else if comparison.isIfExists || comparison.qualifier == .forAllValues {
        copy.scope.conditions.append(.absent(key))
      } else {
        return nil
      }
    }
    return copy
  }

  /// Whether a key has a value only in requests from inside, or for something inside.
  private func isInside(_ value: Pattern, of key: ConditionKey, _ own: [Pattern]) -> Bool {
    func has(_ account: Pattern?, _ prefixes: [String]) -> Bool {
      guard let account, asks(prefixes) else { return false }
      return own.contains(account)
    }
    func belongs(to key: ConditionKey) -> Bool {
      organization(of: value).map { inside[key, default: []].contains(Text($0)) } ?? false
    }
    switch key.folded {
    case "aws:principalarn", "kms:calleraccount": return has(value.account, Self.principalKeys)
    case "s3:resourceaccount": return has(value, Self.resourceKeys)
    case "aws:principalorgpaths": return belongs(to: "aws:PrincipalOrgID")
    case "aws:resourceorgpaths": return belongs(to: "aws:ResourceOrgID")
    default: return false
    }
  }

  /// The organization with which a path begins.
  private func organization(of path: Pattern) -> String? {
    guard let text = path.known, let slash = text.firstIndex(of: "/") else { return nil }
    let organization = text[..<slash]
    return organization.contains { "*?".contains($0) } ? nil : String(organization)
  }

  // MARK: - Relations

  /// Denials of what no request is, as far as the conditions of some statements tell requests apart.
  ///
  /// - Parameter own: The accounts of the estate.
  func relations(
    between statements: [Statement],
    own: [Pattern],
    _ access: inout Access
  ) -> [Statement] {
    var conditions: [[Condition]] = []
    for mention in Self.mentions(in: statements) {
      for more in relation(of: mention, own, &access) where !conditions.contains(more) {
        conditions.append(more)
      }
    }
    return conditions.map { Statement(.deny, Scope(actions: .except([]), conditions: $0)) }
  }

  /// A value with which some statement compares a key.
  private struct Mention: Hashable {
    let key: ConditionKey
    let comparison: ConditionOperator
    let value: Pattern

    /// That the key has the value, whatever else it has.
    var holds: Condition { .test(comparison, key, [value]) }
  }

  /// In the order of the statements, each once.
  private static func mentions(in statements: [Statement]) -> [Mention] {
    var found: [Mention] = []
    var known: Set<Mention> = []
    for case .test(let comparison, let key, let values) in statements.flatMap(\.scope.conditions) {
      guard let comparison = comparison.affirmed else { continue }
      for value in values {
        let mention = Mention(key: key, comparison: comparison, value: value)
        if known.insert(mention).inserted { found.append(mention) }
      }
    }
    return found
  }

  /// What no request has, or perhaps none, because of a value.
  private func relation(
    of mention: Mention,
    _ own: [Pattern],
    _ access: inout Access
  ) -> [[Condition]] {
    let value = mention.value
    switch mention.key.folded {
    case "aws:principalarn":
      guard let account = value.account else { return [] }
      return [[mention.holds, .outside(Self.account, [account])]]
        + strangers(account, Self.account, own, &access)
    case "kms:calleraccount":
      return [[mention.holds, .outside(Self.account, [value])]]
        + strangers(value, Self.account, own, &access)
    case "s3:resourceaccount":
      return [[mention.holds, .outside(Self.owner, [value])]]
        + strangers(value, Self.owner, own, &access)
    case Self.account.folded: return strangers(value, Self.account, own, &access)
    case Self.owner.folded: return strangers(value, Self.owner, own, &access)
    case "aws:principalorgpaths": return organization(mention, "aws:PrincipalOrgID")
    case "aws:resourceorgpaths": return organization(mention, "aws:ResourceOrgID")
    case "aws:userid":
      if value.description.hasPrefix("*") { return [] }
      let gap = EstateTexts.Gap(.external, "whose user id '\(value.description)' is")
      return [[mention.holds, .open(access.texts.doubt(gap))]]
    case let key where Self.keysOfServices.contains(key):
      let isNoService = ConditionOperator(.bool, isIfExists: true)
      return [[.present(mention.key), .test(isNoService, "aws:PrincipalIsAWSService", ["false"])]]
    case let key where Self.keysOfAccessPoints.contains(key):
      let gap = EstateTexts.Gap(.external, "what the policies of access points let through")
      return [[.present(mention.key), .open(access.texts.doubt(gap))]]
    default: return []
    }
  }

  /// Paths begin with the organization.
  private func organization(_ mention: Mention, _ key: ConditionKey) -> [[Condition]] {
    guard let organization = organization(of: mention.value) else { return [] }
    return [[mention.holds, .outside(key, [Pattern(organization, variables: false)])]]
  }

  /// Whether an account that is none of the estate's is inside is not known, unless accounts are what is
  /// asked about.
  private func strangers(
    _ account: Pattern,
    _ key: ConditionKey,
    _ own: [Pattern],
    _ access: inout Access
  ) -> [[Condition]] {
    guard !own.contains(account), !asksForAccounts, account.account != nil else { return [] }
    let gap = EstateTexts.Gap(
      .external,
      "whether account '\(account.description)' is inside",
      settle: "describe the account in a platform description"
    )
    return [[.equals(key, account), .open(access.texts.doubt(gap))]]
  }
}

extension ConditionOperator {
  /// The comparison that holds where a value fits; nil for those of presence.
  fileprivate var affirmed: ConditionOperator? {
    let comparison: Comparison
    switch self.comparison {
    case .null: return nil
    case .stringNotEquals: comparison = .stringEquals
    case .stringNotEqualsIgnoreCase: comparison = .stringEqualsIgnoreCase
    case .stringNotLike: comparison = .stringLike
    case .arnNotEquals, .arnNotLike: comparison = .arnLike
    case .numericNotEquals: comparison = .numericEquals
    case .dateNotEquals: comparison = .dateEquals
    case .notIPAddress: comparison = .ipAddress
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .numericEquals, .numericLessThan,
      .numericLessThanEquals, .numericGreaterThan, .numericGreaterThanEquals, .dateEquals,
      .dateLessThan, .dateLessThanEquals, .dateGreaterThan, .dateGreaterThanEquals, .bool,
      .binaryEquals, .ipAddress, .arnEquals, .arnLike:
      comparison = self.comparison
    }
    return ConditionOperator(comparison, qualifier == nil ? nil : .forAnyValue)
  }
}

extension Condition {
  static func equals(_ key: ConditionKey, _ value: Pattern) -> Condition {
    .test(ConditionOperator(.stringEquals), key, [value])
  }

  /// That a key has none of the values, or no value.
  static func outside(_ key: ConditionKey, _ values: [Pattern]) -> Condition {
    .test(ConditionOperator(.stringNotEquals), key, values)
  }

  /// That a request has the key.
  fileprivate static func present(_ key: ConditionKey) -> Condition {
    .test(ConditionOperator(.null), key, ["false"])
  }

  fileprivate static func absent(_ key: ConditionKey) -> Condition {
    .test(ConditionOperator(.null), key, ["true"])
  }
}
