import Permissions
import ServiceAuthorization

extension ServiceAuthorization {
  /// Whether requests for an action never have a condition key, by the reference: it gives the key to
  /// other actions, but not to this one.
  func lacks(_ key: ConditionKey, _ action: ActionID) -> Bool {
    guard isCurrent(action) else { return false }
    let prefix = key.folded.prefix { $0 != ":" }
    if prefix == "aws" {
      guard key.folded.hasPrefix("aws:requesttag/") || key.folded == "aws:tagkeys" else {
        return false
      }
      return !supports(key.folded, action)
    }
    guard let service = service(named: prefix), isGiven(key.folded, by: service) else {
      return false
    }
    return !supports(key.folded, action)
  }

  /// The statements without conditions on keys that requests for an action never have.
  func narrowed(_ statements: [Statement], _ action: ActionID) -> [Statement] {
    let keys = Set(statements.flatMap(\.scope.keys).filter { lacks($0, action) })
    guard !keys.isEmpty else { return statements }
    let context = Dictionary(uniqueKeysWithValues: keys.map { ($0, [Text]()) })
    return PartialRequest("", on: "*", context: context).narrowed(statements)
  }
}

extension Statement {
  /// Whether its resources are not told apart: it says `*`, or what it is not about.
  var isAboutAnything: Bool {
    switch scope.resources {
    case nil, .except?: true
    case .only(let patterns)?:
      patterns.contains { pattern in
        pattern.known.map { text in !text.isEmpty && text.allSatisfy { $0 == "*" } } ?? false
      }
    }
  }

  /// Whether it is about every request.
  var isAboutEverything: Bool {
    guard scope.conditions.isEmpty else { return false }
    let actions =
      switch scope.actions {
      case .only(let patterns): patterns.contains("*")
      case .except(let patterns): patterns.isEmpty
      }
    switch scope.resources {
    case nil: return actions
    case .except(let patterns)?: return actions && patterns.isEmpty
    case .only?: return actions && isAboutAnything
    }
  }

  /// Whether it is about all that another one is about, as far as can be seen.
  func plainlyCovers(_ other: Statement) -> Bool {
    guard scope.conditions.allSatisfy(other.scope.conditions.contains) else { return false }
    if scope.actions != other.scope.actions {
      guard case .only(let patterns) = other.scope.actions,
        patterns.allSatisfy({ $0.known != nil }),
        other.possibleActions.subtracting(possibleActions).isEmpty
      else { return false }
    }
    if scope.resources == other.scope.resources { return true }
    guard case .only(let own)? = scope.resources else { return false }
    if isAboutAnything { return true }
    guard case .only(let theirs)? = other.scope.resources else { return false }
    return theirs.allSatisfy(own.contains)
  }

  /// Whether it may be about requests that are about no resource.
  var mayBeAboutNothing: Bool {
    if isAboutAnything { return true }
    return scope.resources?.elements.contains { $0.known == nil && !$0.beginsUnlike("*") } ?? true
  }

  /// Whether its resources are all of some kind.
  func isAboutAll(of kinds: [Pattern]) -> Bool {
    guard case .only(let patterns)? = scope.resources else { return false }
    return kinds.contains { kind in patterns.contains { $0.coversAll(ofKind: kind) } }
  }
}
