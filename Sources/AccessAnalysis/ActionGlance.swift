import IdentityAnalysis
import Values

/// The actions of a statement, as far as they can be told from their letters alone: enough to see, before
/// anything is compared in earnest, that statements have little to do with each other.
struct ActionGlance {
  /// Actions in lower case.
  private var names: Set<String> = []
  /// Of those with wildcards in lower case, what stands before the first.
  private var prefixes: [String] = []
  /// There is more, of which nothing is known.
  private var isOpen = false
  private var mayAllow = true
  private var mayDeny = true

  /// - Parameter statement: As ``PolicyDocument/statements`` has them.
  init(of statement: Value, _ context: borrowing EvaluationContext) {
    guard statement.kind == .map else {
      isOpen = true
      return
    }
    if let effect = context.heap.lookup("effect", in: statement), effect.kind == .string {
      mayAllow = context.heap.text(effect) == "Allow"
      mayDeny = !mayAllow
    }
    if let others = context.heap.lookup("notActions", in: statement), others.count > 0 {
      isOpen = true
    }
    guard let actions = context.heap.lookup("actions", in: statement), actions.kind == .list else {
      isOpen = true
      return
    }
    for action in context.heap.elements(of: actions) {
      guard action.kind == .string else {
        isOpen = true
        continue
      }
      let text = context.heap.text(action).lowercased()
      if let wildcard = text.utf8.firstIndex(where: {
        $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?")
      }) {
        prefixes.append(String(text[..<wildcard]))
      } else {
        names.insert(text)
      }
    }
  }

  /// Documents of more statements than these are compared in earnest.
  private static let most = 64

  /// Whether one of a document's statements may allow what others of it deny or allow.
  static func mayRepeat(_ statements: [ActionGlance]) -> Bool {
    guard statements.count > 1 else { return false }
    guard statements.count <= most else { return true }
    return statements.indices.contains { index in
      guard statements[index].mayAllow else { return false }
      let others = statements.indices.filter { $0 != index }.map { statements[$0] }
      return [others.filter(\.mayDeny), others.filter(\.mayAllow)].contains { candidates in
        statements[index].mayBeCovered(by: candidates.filter(statements[index].mayMeet))
      }
    }
  }

  /// Whether some action may be one of the other statement's.
  func mayMeet(_ other: ActionGlance) -> Bool {
    isOpen || other.isOpen || names.contains(where: other.mayHold)
      || other.names.contains(where: mayHold) || prefixes.contains(where: other.mayMeet)
  }

  /// Whether each action may be among those of others: mostly one is not.
  func mayBeCovered(by others: [ActionGlance]) -> Bool {
    guard !others.isEmpty else { return false }
    if isOpen || others.contains(where: \.isOpen) { return true }
    return prefixes.allSatisfy { prefix in others.contains { $0.mayMeet(prefix) } }
      && names.allSatisfy { name in others.contains { $0.mayHold(name) } }
  }

  private func mayHold(_ name: String) -> Bool {
    names.contains(name) || prefixes.contains { name.utf8.starts(with: $0.utf8) }
  }

  /// Whether a text with wildcards that begins with `prefix` may fit a text that one of these fits.
  private func mayMeet(_ prefix: String) -> Bool {
    prefixes.contains { $0.utf8.starts(with: prefix.utf8) || prefix.utf8.starts(with: $0.utf8) }
  }
}
