import Permissions
import ServiceAuthorization

/// The catalogue of escalations, with the actions that it names under numbers.
struct EscalationCatalogue: Sendable {
  /// A method with the numbers of its steps.
  struct Entry: Sendable {
    let method: EscalationMethod
    let steps: [Int]
    /// What a principal has to be allowed for it, beside what resources let in.
    let needs: ActionBits
  }

  static let builtIn = EscalationCatalogue()

  let entries: [Entry]
  /// `iam:PassRole`
  let actions: [String]
  /// The kinds of resources that an action works on, those that it needs where it tells; none where that is
  /// not known.
  let resources: [[Pattern]]
  /// The same as texts, with wildcards for partition, region and account.
  let arns: [[String]]
  /// Whether an action works on no resource, so that statements have to say `*`.
  let isAboutNothing: [Bool]
  let pass: Int
  let assume: Int
  private let ids: [ActionID]
  /// The services whose actions these are: `iam`.
  private let services: Set<String>

  private init() {
    let reference = ServiceAuthorization.builtIn
    var ids: [ActionID] = []
    func number(_ id: ActionID) -> Int {
      if let place = ids.firstIndex(of: id) { return place }
      ids.append(id)
      return ids.count - 1
    }
    let pass = reference.action(named: "iam:PassRole").map(number) ?? 0
    let assume = reference.action(named: "sts:AssumeRole").map(number) ?? 0
    entries = reference.escalationMethods.map { method in
      let steps = method.steps.map(number)
      var needs = ActionBits(steps.filter { $0 != assume })
      if method.way.passesRole { needs.insert(pass) }
      return Entry(method: method, steps: steps, needs: needs)
    }
    precondition(
      ids.count <= ActionBits.limit,
      "more actions of escalations than there is room for"
    )
    self.ids = ids
    self.pass = pass
    self.assume = assume
    actions = ids.map(reference.name)
    services = Set(actions.compactMap { $0.split(separator: ":").first?.lowercased() })
    let kinds = ids.map { reference.resourceTypes(of: $0) }
    arns = kinds.map { kinds in
      let required = kinds.filter(\.isRequired)
      return (required.isEmpty ? kinds : required).map(\.pattern)
    }
    resources = arns.map { $0.map { Pattern($0, variables: false) } }
    isAboutNothing = zip(ids, kinds).map { reference.isCurrent($0) && $1.isEmpty }
  }

  /// The statements as they are for requests for an action.
  func narrowed(_ statements: [Statement], _ number: Int) -> [Statement] {
    let fitting = isAboutNothing[number] ? statements.filter(\.mayBeAboutNothing) : statements
    return ServiceAuthorization.builtIn.narrowed(fitting, ids[number])
  }

  /// The actions of the catalogue that a pattern may cover.
  func bits(of pattern: Pattern) -> ActionBits {
    guard let text = pattern.known, text != "*" else { return .all }
    if let colon = text.firstIndex(of: ":") {
      let service = text[..<colon]
      if !service.contains("*"), !service.contains("?"), !services.contains(service.lowercased()) {
        return ActionBits()
      }
    }
    let covered = ServiceAuthorization.builtIn.actions(matching: text)
    if covered.isEmpty { return ActionBits() }
    return ActionBits(ids.indices.filter { covered.contains(ids[$0]) })
  }
}

extension EscalationMethod.Way {
  /// Whether the caller needs `iam:PassRole`.
  var passesRole: Bool {
    switch self {
    case .passed: true
    case .existing, .itself, .policy, .user, .role, .assume, .altered, .rewritten: false
    }
  }
}
