import Permissions

/// A part of a statement that is told by itself.
enum StatementPart {
  case action(Pattern)
  /// One of the principals, by its place.
  case principal(Int, of: [PrincipalPattern])
  /// All of a statement that says for what it is not.
  case all(Statement)

  /// As the statement writes it.
  var name: String {
    switch self {
    case .action(let pattern): pattern.description
    case .principal(let index, let all): all[index].words
    case .all(let statement):
      "all but " + statement.scope.actions.elements.map(\.description).joined(separator: ", ")
    }
  }

  /// The part of statements that are made of the same one.
  func of(_ statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      var part = statement
      switch self {
      case .action(let pattern): part.scope.actions = .only([pattern])
      case .principal(let index, let all):
        guard case .only(let principals)? = part.scope.principals else {
          // What stands for somebody of whom nothing is known.
          if case .open = all[index] { return part }
          return nil
        }
        // Names of what is filled in differ; the order is the same, but for those that are open.
        let place = all[..<index].count { if case .open = $0 { false } else { true } }
        if principals.count == all.count {
          part.scope.principals = .only([principals[index]])
        } else if case .open = all[index] {
          return nil
        } else {
          part.scope.principals = .only([principals[place]])
        }
      case .all: break
      }
      return part
    }
  }
}

extension PrincipalPattern {
  /// As a policy writes it: `AWS: arn:…`.
  fileprivate var words: String {
    switch self {
    case .everyone: "everyone"
    case .aws(let pattern): "AWS: \(pattern.description)"
    case .service(let pattern): "Service: \(pattern.description)"
    case .federated(let pattern): "Federated: \(pattern.description)"
    case .canonicalUser(let pattern): "CanonicalUser: \(pattern.description)"
    case .open: "somebody who is not known"
    }
  }
}
