import IdentityAnalysis
package import Infrastructure
import Permissions
package import Values

/// Whom the trust policy of a role lets assume it.
package enum TrustedPrincipals {
  /// A list of maps, one for each principal of each statement that allows: `type` and `value` as the
  /// policy writes them, `isOutside`, whether it is somebody of another account, and `statement`. What
  /// cannot be read is an unknown element, which is only possible.
  ///
  /// A principal that another statement denies is left out where that statement has no conditions and
  /// writes it alike.
  package static func list(
    of role: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var elements: [Value] = []
    let statements = PolicyDocuments.trust(of: role, in: estate, &context)
    for statement in context.heap.elements(of: statements) {
      guard statement.kind == .map else {
        elements.append(statement.possible)
        continue
      }
      guard let effect = context.heap.lookup("effect", in: statement) else { continue }
      if effect.kind == .unknown {
        elements.append(effect.possible)
        continue
      }
      guard context.heap.text(effect) == "Allow",
        let principals = context.heap.lookup("principals", in: statement)
      else { continue }
      if let others = context.heap.lookup("notPrincipals", in: statement), others.count > 0 {
        let unknown = Unknown(.unmodelled, "whom 'NotPrincipal' leaves")
        elements.append(context.heap.unknown(unknown, origin: others.origin).possible)
      }
      for principal in context.heap.elements(of: principals) where principal.kind == .map {
        elements.append(element(principal, statement, of: role, in: estate, &context))
      }
    }
    return context.heap.list(elements, origin: estate[role].origin)
  }

  private static func element(
    _ principal: Value,
    _ statement: Value,
    of role: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let type = context.heap.lookup("type", in: principal) ?? .null
    let value = context.heap.lookup("value", in: principal) ?? .null
    let run = [
      context.heap.string("type"), type,
      context.heap.string("value"), value,
      context.heap.string("isOutside"), isOutside(type, value, of: role, in: estate, &context),
      context.heap.string("statement"), statement,
    ]
    return context.heap.map(alternating: run, origin: principal.origin)
  }

  /// Whether somebody is of another account than the role; services and providers are not.
  private static func isOutside(
    _ type: Value,
    _ value: Value,
    of role: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    guard type.kind == .string else { return type }
    switch context.heap.text(type) {
    case "AWS": break
    case "*": return .bool(true, origin: value.origin)
    default: return .bool(false, origin: value.origin)
    }
    var texts = EstateTexts(estate)
    let own = texts.account(of: estate[role].scope)
    let pieces = texts.pieces(of: value, in: estate[role].scope, &context)
    guard let account = account(in: pieces) else {
      if let known = known(pieces) {
        // Ids of principals tell no account.
        return known == "*" ? .bool(true, origin: value.origin) : open(value, &context)
      }
      return open(value, &context)
    }
    if account == [own] { return .bool(false, origin: value.origin) }
    if let one = known(account), let other = known([own]) {
      return .bool(one != other, origin: value.origin)
    }
    return open(value, &context)
  }

  private static func open(_ value: Value, _ context: inout EvaluationContext) -> Value {
    if value.kind == .unknown { return value }
    let unknown = Unknown(.external, "which account is trusted here")
    return context.heap.unknown(unknown, origin: value.origin)
  }
}

// MARK: - Accounts in principals

extension TrustedPrincipals {
  private static func known(_ pieces: [Text.Piece]) -> String? { Text(pieces).known }

  /// The account that a principal names, as pieces: the id itself, or the fifth part of an ARN.
  private static func account(in pieces: [Text.Piece]) -> [Text.Piece]? {
    if let text = known(pieces), EstateTexts.isAccountID(text) { return [.text(text)] }
    if pieces.count == 1, case .symbol(.placeholder(let placeholder)) = pieces[0],
      !placeholder.mayHoldColon
    {
      return pieces
    }
    var colons = 0
    var account: [Text.Piece] = []
    for piece in pieces {
      switch piece {
      case .symbol(let symbol):
        // A text that may hold colons of its own hides where the parts are.
        guard case .placeholder(let placeholder) = symbol, !placeholder.mayHoldColon else {
          return nil
        }
        if colons == 4 { account.append(piece) }
      case .text(let text):
        for part in text.split(separator: ":", omittingEmptySubsequences: false).enumerated() {
          if part.offset > 0 { colons += 1 }
          if colons == 4, !part.element.isEmpty { account.append(.text(String(part.element))) }
        }
      }
      if colons > 4 { return account.isEmpty ? nil : account }
    }
    return nil
  }
}
