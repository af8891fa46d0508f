/// The texts that a request has in the dimensions that are no condition keys.
enum Domain {
  /// An action has one colon, a resource is an ARN or `*`, a principal has a type.
  static func forms(of dimension: Dimension) -> [PatternForm] {
    switch dimension {
    case .action: actions
    case .resource: resources
    case .principal: principals
    case .key: keys
    }
  }

  private static let actions = [
    PatternForm([.star(.within), .letter(.colon), .star(.within)], foldsCase: true)
  ]
  private static let resources = [
    PatternForm("arn:*:*:*:*:*", at: .resource), PatternForm("*", at: .literal),
  ]
  private static let principals = [
    typed("AWS:"), typed("Service:"), typed("Federated:"), typed("CanonicalUser:"),
    PatternForm(Text("Anonymous:").letters.map(Token.letter)),
  ]
  private static let keys = [PatternForm([.star(.crossing)])]

  private static func typed(_ prefix: String) -> PatternForm {
    PatternForm(Text(prefix).letters.map(Token.letter) + [.star(.crossing)])
  }

  /// Whether what fits one form of each clause lies in the domain, as far as can be seen.
  static func holds(_ clauses: [[PatternForm]], _ dimension: Dimension) -> Bool {
    clauses.contains { $0.allSatisfy { holds($0, dimension) } }
  }

  private static func holds(_ form: PatternForm, _ dimension: Dimension) -> Bool {
    switch dimension {
    case .action: form.tokens.count { $0 == .letter(.colon) } == 1
    case .resource:
      form.tokens.starts(with: arn) && form.tokens.count { $0 == .letter(.colon) } >= 5
    case .principal: form.doubt == nil
    case .key: true
    }
  }

  private static let arn = Text("arn:").letters.map(Token.letter)
}
