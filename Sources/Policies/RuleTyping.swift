import CEL
import Infrastructure

/// What is known of types while the expressions of a rule are read, for each resource type that the
/// rule matches: its resources, what `let` and `forEach` name, and what `where` and `when` ask.
struct RuleTyping {
  private let host: PolicyHost
  /// The resource types that the rule matches.
  let types: [String]
  private var scopes: [TypeDeclarations]

  init(matching types: [String], _ parameters: [Policy.Parameter], host: PolicyHost) {
    let properties = PropertyTypes(declarations: host.estate.declarations, matched: types)
    let fields = Dictionary(
      parameters.map { ($0.name, FieldDeclaration(StaticType($0.type) ?? .dyn)) },
      uniquingKeysWith: { first, _ in first }
    )
    self.host = host
    self.types = types
    scopes = types.map { type in
      TypeDeclarations(
        variables: [
          "resource": properties.resource(ofType: type),
          "props": properties.properties(ofType: type),
          "params": .named("params", []),
        ],
        object: { $0 == .named("params", []) ? ObjectDeclaration(fields) : properties.object($0) }
      )
    }
  }

  /// Checks an expression for each of the types; its own type for each of them.
  @discardableResult
  func check(
    _ text: String,
    naming names: [String]
  ) throws(ExpressionError) -> [StaticType] {
    var types: [StaticType] = []
    for environment in environments(naming: names) {
      types.append(try Program.type(of: text, in: environment))
    }
    return types
  }

  /// The environments in which an expression is checked.
  func environments(naming names: [String]) -> [Environment] {
    scopes.map { host.environment(naming: names, declarations: $0) }
  }

  /// Names values of these types, one for each of the matched types; `dyn` if they are not known.
  mutating func bind(_ name: String, _ types: [StaticType]?) {
    for index in scopes.indices {
      scopes[index] = scopes[index].naming(name, types.map { $0[index] } ?? .dyn)
    }
  }

  /// From here on optional properties may be read without a guard.
  mutating func tolerateAbsence() {
    scopes = scopes.map(\.toleratingAbsence)
  }

  /// From here on an expression is known to be true.
  mutating func assume(_ text: String, naming names: [String]) {
    for index in scopes.indices {
      let environment = host.environment(naming: names, declarations: scopes[index])
      scopes[index] = scopes[index].assuming(
        Program.presence(where: text, in: environment)
      )
    }
  }
}

extension StaticType {
  /// The type of what an iteration over a value of this type goes through.
  var element: StaticType {
    guard case .named(let name, let arguments) = self, name == "list" || name == "map" else {
      return .dyn
    }
    return arguments.first ?? .dyn
  }
}
