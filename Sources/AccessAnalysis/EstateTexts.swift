package import Infrastructure
package import Permissions
import SourceText
package import Values

/// The texts of an estate as permissions are judged by them: what a deployment fills in becomes a
/// placeholder, which is the same wherever it is the same text for certain.
package struct EstateTexts: Sendable {
  /// What is not known, for reports.
  package struct Gap: Hashable, Sendable {
    package let reason: Unknown.Reason
    /// `parameter 'BucketName'`
    package let subject: String
    /// What somebody can do about it; empty where nothing can be done.
    package let settle: String
    package let origin: Origin
    /// The variable of the worlds that decides, where it is one.
    package let variable: Int?
    /// The stack that the subject names.
    let scope: ScopeID?

    package init(
      _ reason: Unknown.Reason,
      _ subject: String,
      settle: String = "",
      at origin: Origin = .none,
      variable: Int? = nil,
      of scope: ScopeID? = nil
    ) {
      self.reason = reason
      self.subject = subject
      self.settle = settle
      self.origin = origin
      self.variable = variable
      self.scope = scope
    }
  }

  /// What tells placeholders apart.
  enum Key: Hashable {
    case part(Unknown.Part)
    case account(Home)
    case region(Home)
    case unknown(Unknown, ScopeID)
    /// Something of which nothing says that it is the same anywhere else.
    case place(Origin, String)
  }

  /// An account as far as it is told apart: by what the estate calls it, else by the stack.
  package enum Home: Hashable, Sendable {
    case named(String)
    case scope(ScopeID)
  }

  let estate: Estate
  private var numbers: [Key: Int] = [:]
  private var gaps: [Gap] = []
  /// By the numbers of placeholders.
  private(set) var keys: [Key] = []
  /// The gaps that doubts in words stand for.
  private var worded: [String: Gap] = [:]

  package init(_ estate: Estate) {
    self.estate = estate
  }

  // MARK: - What is not known

  /// The doubt that stands for a gap.
  package mutating func doubt(_ gap: Gap) -> Doubt {
    worded[gap.subject] = worded[gap.subject] ?? gap
    return .caller(gap.subject)
  }

  /// What keeps a doubt open.
  package func gap(of doubt: Doubt) -> Gap {
    switch doubt {
    case .caller(let words):
      return worded[words] ?? Gap(.unmodelled, words)
    case .symbol(.placeholder(let placeholder)):
      return gaps.indices.contains(placeholder.id)
        ? gaps[placeholder.id] : Gap(.external, placeholder.name)
    case .symbol(.variable(let key, _)):
      return Gap(
        .external,
        "the request's '\(key.spelling)'",
        settle: "--context \(key.spelling)=VALUE"
      )
    case .mixedOperators(let key):
      return Gap(.unmodelled, "operators of two kinds of values on '\(key.spelling)'")
    case .mixedQualifiers(let key):
      return Gap(.unmodelled, "operators for one value and for several on '\(key.spelling)'")
    case .severalValues(let key):
      return Gap(.invalidValue, "an operator for one value of '\(key.spelling)', which has several")
    case .qualifiedOrder(let key):
      return Gap(
        .unmodelled,
        "numbers, dates or addresses with several values of '\(key.spelling)'"
      )
    case .value(let key, let text):
      return Gap(.invalidValue, "what '\(key.spelling)' is compared with: '\(text)'")
    case .caseBeyondASCII(let text):
      return Gap(.unmodelled, "upper and lower case in '\(text)'")
    case .wildcardBeforeColon:
      return Gap(
        .unmodelled,
        doubt.description,
        settle: "an ARN with all six segments, without '*' before a colon"
      )
    case .unconfirmed:
      return Gap(.unmodelled, "a comparison that could not be confirmed")
    case .budget:
      return Gap(.unmodelled, "a comparison that takes too long")
    }
  }

  /// The gap that a value leaves which is not known.
  package func gap(_ value: Value, _ subject: String, _ context: borrowing EvaluationContext) -> Gap
  {
    guard value.kind == .unknown else { return Gap(.external, subject, at: value.origin) }
    let unknown = context.heap.unknown(value)
    return Gap(
      unknown.reason,
      unknown.subject,
      settle: unknown.settle,
      at: value.origin,
      variable: unknown.variable
    )
  }

  private mutating func placeholder(
    _ key: Key,
    _ gap: Gap,
    mayHoldColon: Bool,
    isUnique: Bool = false
  ) -> Symbol {
    let number = numbers[key] ?? gaps.count
    if number == gaps.count {
      numbers[key] = number
      gaps.append(gap)
      keys.append(key)
    }
    let name = gaps[number].subject
    return .placeholder(.init(number, name, mayHoldColon: mayHoldColon, isUnique: isUnique))
  }

  /// A wildcard that an asker writes: it stands for any text, one for each place.
  mutating func wildcard(_ written: String, _ place: Int) -> Symbol {
    let gap = Gap(
      .external,
      "which resource '\(written)' stands for",
      settle: "ask for a single one"
    )
    return placeholder(.place(.none, "\(written) \(place)"), gap, mayHoldColon: true)
  }

  // MARK: - Accounts

  /// What people call an account.
  func name(of home: Home) -> String {
    switch home {
    case .named(let name): "'\(name)'"
    case .scope(let scope): "the account of '\(estate.scopes[scope.index].name)'"
    }
  }

  /// The account of a scope.
  package func home(of scope: ScopeID) -> Home {
    let outermost = estate.outermost(scope)
    return estate.scopes[outermost.index].account.map(Home.named) ?? .scope(outermost)
  }

  /// The id of an account, as a text.
  package mutating func account(of scope: ScopeID) -> Text.Piece {
    let home = home(of: scope)
    if case .named(let name) = home, Self.isAccountID(name) { return .text(name) }
    let settle = "--parameter AWS::AccountId=ID"
    let subject = "the account of '\(estate.scopes[estate.outermost(scope).index].name)'"
    let gap = Gap(.pseudoParameter, subject, settle: settle)
    return .symbol(placeholder(.account(home), gap, mayHoldColon: false))
  }

  /// The ARN of the root of an account where a text is nothing but its id.
  func root(ofAccount id: Pattern, in scope: ScopeID) -> Pattern? {
    let partition = partition(of: scope)
    if let id = id.known, Self.isAccountID(id) {
      return Pattern("arn:\(partition):iam::\(id):root", variables: false)
    }
    guard let placeholder = id.placeholders.first,
      id == Pattern([.symbol(.placeholder(placeholder))]), keys.indices.contains(placeholder.id),
      case .account = keys[placeholder.id]
    else { return nil }
    return Pattern([
      .text("arn:\(partition):iam::"), .symbol(.placeholder(placeholder)), .text(":root"),
    ])
  }

  package static func isAccountID(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private mutating func region(of scope: ScopeID) -> Text.Piece {
    if let region = estate.scopes[scope.index].region { return .text(region) }
    let subject = "the region of '\(estate.scopes[estate.outermost(scope).index].name)'"
    let gap = Gap(.pseudoParameter, subject, settle: "--parameter AWS::Region=REGION")
    return .symbol(placeholder(.region(.scope(estate.outermost(scope))), gap, mayHoldColon: false))
  }

  /// The partition of a scope: that of its region, `aws` where the region is not known, because
  /// nothing that names ARNs works in two partitions.
  package func partition(of scope: ScopeID) -> String {
    let region = estate.scopes[scope.index].region ?? ""
    return region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }

  /// What the names of services end with.
  private func suffix(of scope: ScopeID) -> String {
    partition(of: scope) == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
  }

  // MARK: - Texts

  /// The pieces of a text that was read in a scope, with placeholders for what is not known.
  package mutating func pieces(
    of value: Value,
    in scope: ScopeID,
    _ context: inout EvaluationContext
  ) -> [Text.Piece] {
    let value = context.resolve(value)
    switch value.kind {
    case .string:
      return [.text(context.heap.text(value))]
    case .template:
      return context.heap.elements(of: value).flatMap { pieces(of: $0, in: scope, &context) }
    case .reference:
      return pieces(of: context.heap.text(of: value).from(value.origin), in: scope, &context)
    case .unknown:
      return [piece(of: value, in: scope, &context)]
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .choice:
      let gap = Gap(.invalidValue, "a text that is none", at: value.origin)
      return [.symbol(placeholder(.place(value.origin, gap.subject), gap, mayHoldColon: true))]
    }
  }

  private mutating func piece(
    of value: Value,
    in scope: ScopeID,
    _ context: inout EvaluationContext
  ) -> Text.Piece {
    let unknown = context.heap.unknown(value)
    if let part = unknown.part { return piece(of: part, unknown, value.origin) }
    if unknown.reason == .pseudoParameter {
      let name = unknown.subject.dropFirst().dropLast()
      if let piece = pseudoParameter(name, of: scope) { return piece }
      // As descriptions say it of their stacks.
      if unknown.subject.hasPrefix("the partition of ") { return .text(partition(of: scope)) }
      if unknown.subject.hasPrefix("the urlSuffix of ") { return .text(suffix(of: scope)) }
    }
    let gap = Gap(
      unknown.reason,
      unknown.subject,
      settle: unknown.settle,
      at: value.origin,
      variable: unknown.variable
    )
    // A text this short is no ARN.
    let isShort = unknown.lengths.map { $0.upperBound < 20 } ?? false
    let mayHoldColon = !isShort && (!value.isIdentifier || unknown.reason == .parameter)
    switch unknown.reason {
    case .parameter, .pseudoParameter, .importedValue:
      return .symbol(placeholder(.unknown(unknown, scope), gap, mayHoldColon: mayHoldColon))
    case .dynamicReference, .generatedAttribute, .unresolvedReference, .unsupportedFunction,
      .invalidValue, .condition, .external, .tooManyWorlds, .openWorld, .unmodelled:
      let key = Key.place(value.origin, unknown.subject)
      return .symbol(placeholder(key, gap, mayHoldColon: mayHoldColon))
    }
  }

  /// What a pseudo parameter stands for in a stack; nil for others than these.
  mutating func pseudoParameter(_ name: Substring, of scope: ScopeID) -> Text.Piece? {
    switch name {
    case "AWS::AccountId": account(of: scope)
    case "AWS::Region": region(of: scope)
    case "AWS::Partition": .text(partition(of: scope))
    case "AWS::URLSuffix": .text(suffix(of: scope))
    default: nil
    }
  }

  private mutating func piece(
    of part: Unknown.Part,
    _ unknown: Unknown,
    _ origin: Origin
  ) -> Text.Piece {
    let resource = estate[ResourceID(part.resource)]
    switch part.role {
    case .partition: return .text(partition(of: resource.scope))
    case .account: return account(of: resource.scope)
    case .region: return region(of: resource.scope)
    case .urlSuffix: return .text(suffix(of: resource.scope))
    case .own(let name), .lowercased(let name):
      let gap = Gap(unknown.reason, "the name of '\(resource.name)'", at: origin)
      // A property that is written may be what another's is; what AWS makes up never is.
      let isMadeUp = estate.heap.lookup(name, in: resource.properties) == nil
      return .symbol(
        placeholder(.part(part), gap, mayHoldColon: false, isUnique: isMadeUp)
      )
    case .attribute:
      let gap = Gap(unknown.reason, unknown.subject, at: origin)
      return .symbol(placeholder(.part(part), gap, mayHoldColon: true))
    }
  }
}

// MARK: - Resources

extension EstateTexts {
  /// The ARN of a resource of the estate, as far as it is known; nil for types of which nobody says
  /// what their ARNs are like.
  package mutating func arn(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Text.Piece]? {
    arnTemplate(of: id).map { $0.pieces.flatMap { piece(of: $0, of: id, &context) } }
  }

  /// The attribute of a resource that is its ARN, `.none` for `Ref`, and what it is made of; nil for types
  /// of which nobody says what their ARNs are like.
  func arnTemplate(of id: ResourceID) -> (attribute: Name, pieces: [TemplatePiece])? {
    let declarations = estate.declarations
    guard let type = declarations.type(named: estate[id].type) else { return nil }
    for attribute in attributes(of: type) {
      guard let template = declarations.referenceTemplate(of: type, attribute: attribute),
        case .text(let first)? = template.first,
        declarations.utf8(first).starts(with: "arn:".utf8)
      else { continue }
      return (attribute, template)
    }
    return nil
  }

  /// What may be the ARN of a resource: `Arn`, what `Ref` gives, and attributes such as `TopicArn`.
  private func attributes(of type: ResourceTypeID) -> [Name] {
    let vocabulary = estate.declarations.vocabulary
    let words = ["Arn", "Id"].map { vocabulary.name($0) }.filter {
      estate.declarations.hasAttribute($0, of: type)
    }
    let others = estate.declarations.attributes(of: type).filter {
      vocabulary.text(of: $0).hasSuffix("Arn") && !words.contains($0)
    }
    return words.prefix(1) + [.none] + others + words.dropFirst()
  }

  private mutating func piece(
    of piece: TemplatePiece,
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Text.Piece] {
    let resource = estate[id]
    func own(_ role: Unknown.Part.Role, _ texts: inout EstateTexts) -> [Text.Piece] {
      let unknown = Unknown(
        attribute: "Arn",
        ofResource: resource.name,
        part: Unknown.Part(ofResource: id.index, role)
      )
      return [texts.piece(of: Unknown.Part(ofResource: id.index, role), unknown, resource.origin)]
    }
    switch piece {
    case .text(let text):
      return [.text(String(decoding: estate.declarations.utf8(text), as: UTF8.self))]
    case .hole(.partition): return own(.partition, &self)
    case .hole(.region): return own(.region, &self)
    case .hole(.account): return own(.account, &self)
    case .hole(.urlSuffix): return own(.urlSuffix, &self)
    case .hole(let name): return own(.own(name), &self)
    case .property(let name):
      guard let value = property(name, of: id, &context) else { return own(.own(name), &self) }
      return pieces(of: value, in: resource.scope, &context)
    case .lowercasedProperty(let name):
      guard let value = property(name, of: id, &context) else {
        return own(.lowercased(name), &self)
      }
      guard value.kind == .string else { return own(.attribute(.none), &self) }
      return [.text(context.heap.text(value).lowercased())]
    }
  }

  private func property(
    _ name: Name,
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard let value = context.heap.lookup(name, in: estate[id].properties) else { return nil }
    let resolved = context.resolve(value)
    return resolved.isAbsent ? nil : resolved
  }
}

// MARK: - Existence

extension EstateTexts {
  /// Whether a resource is there in the context's world, and the doubt about it where that is open.
  package mutating func existence(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> (exists: Bool, open: Doubt?) {
    switch context.worlds.truth(of: estate[id].existence, in: context.world) {
    case .holds: return (true, nil)
    case .fails: return (false, nil)
    case .open(let variable):
      context.touch(variable)
      let resource = estate[id]
      let subject = "whether '\(resource.name)' is created"
      let gap = Gap(.condition, subject, at: resource.origin, variable: variable)
      return (true, doubt(gap))
    }
  }
}
