import Fuzzing
import Infrastructure
import Policies
import SourceText
import Syntax

/// Makes templates that a policy has something to say of: resources of the types that it matches and
/// names, with the properties that its expressions read, and with values that they compare.
struct TemplateGenerator {
  private let declarations = Declarations.builtIn
  /// The types of the resources; those that are matched stand twice.
  private let types: [String]
  /// The words of the expressions: properties are taken from them more often than others.
  private let words: Set<String>
  /// The texts that the expressions compare with.
  private let texts: [String]
  private let numbers: [Int]

  init(for policy: Policy, in document: SyntaxTree) {
    let expressions = PolicyExpression.all(in: document).map(\.text).joined(separator: "\n")
    let literals = expressions.matches(of: /'([^']*)'/).map { String($0.output.1) }
    let declarations = declarations
    let named = literals.filter { declarations.type(named: $0) != nil }
    types = (Array(policy.types) + Array(policy.types) + named).sorted()
    words = Set(expressions.matches(of: /[A-Za-z]+/).map { String($0.output) })
    texts = literals.filter { !$0.isEmpty }.sorted()
    let counts = expressions.matches(of: /\b\d+\b/).compactMap { Int($0.output) }
    numbers = Set(counts.flatMap { [$0 - 1, $0, $0 + 1] } + [0, 1, 2, 3]).sorted()
  }

  /// The files of one estate: one stack, sometimes two.
  func sources(seed: UInt64) -> [SourceFile] {
    var random = RandomNumbers(seed: seed)
    let count = random.chance(25) ? 2 : 1
    return (0..<count).map { number in
      let text = template(&random)
      return SourceFile(path: "stack-\(number).json", bytes: Array(text.utf8))
    }
  }

  private func template(_ random: inout RandomNumbers) -> String {
    let count = random.number(in: 1...4)
    var resources: [String] = []
    for index in 0..<count {
      let type = random.pick(types, or: "AWS::S3::Bucket")
      guard let declared = declarations.type(named: type) else { continue }
      var body = ["\"Type\": \"\(type)\""]
      let properties = object(declarations.shape(of: declared), depth: 0, count, &random)
      body.append("\"Properties\": \(properties)")
      if random.chance(10) {
        body.append("\"Condition\": \"\(random.chance(50) ? "Flagged" : "Open")\"")
      }
      resources.append("\"R\(index)\": {\(body.joined(separator: ", "))}")
    }
    return """
      {"Parameters": {
        "Open": {"Type": "String"},
        "Flag": {"Type": "String", "AllowedValues": ["true", "false"]},
        "Stage": {"Type": "String", "AllowedValues": ["dev", "prod"]}},
       "Conditions": {
        "Flagged": {"Fn::Equals": [{"Ref": "Flag"}, "true"]},
        "Open": {"Fn::Equals": [{"Ref": "Open"}, "x"]}},
       "Resources": {\(resources.joined(separator: ",\n"))}}
      """
  }

  // MARK: - Values

  private func object(
    _ shape: ShapeID,
    depth: Int,
    _ count: Int,
    _ random: inout RandomNumbers
  ) -> String {
    var entries: [String] = []
    for property in declarations.properties(of: shape) {
      let name = declarations.vocabulary.text(of: property.name)
      let chance = words.contains(name) ? 75 : name == "Tags" ? 60 : property.isRequired ? 25 : 4
      guard random.chance(chance), depth < 5 else { continue }
      let plain =
        name == "Tags"
        ? tags(&random)
        : value(property.kind, declarations.enumeration(of: property), depth, count, &random)
      entries.append("\"\(name)\": \(chosen(plain, &random))")
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  /// The value, or a choice between it and nothing.
  private func chosen(_ value: String, _ random: inout RandomNumbers) -> String {
    guard random.chance(8) else { return value }
    let condition = random.chance(60) ? "Flagged" : "Open"
    let nothing = "{\"Ref\": \"AWS::NoValue\"}"
    let branches = random.chance(50) ? [value, nothing] : [nothing, value]
    return "{\"Fn::If\": [\"\(condition)\", \(branches.joined(separator: ", "))]}"
  }

  private func value(
    _ kind: PropertyKind,
    _ enumeration: [String],
    _ depth: Int,
    _ count: Int,
    _ random: inout RandomNumbers
  ) -> String {
    switch kind.form {
    case .boolean:
      random.pick(
        [
          "true", "false", "true", "false", "\"true\"", "{\"Ref\": \"Flag\"}",
          "{\"Ref\": \"Open\"}",
        ],
        or: "true"
      )
    case .integer, .number:
      random.chance(90) ? "\(random.pick(numbers, or: 1))" : "{\"Ref\": \"Open\"}"
    case .string: text(enumeration, count, &random)
    case .json: random.chance(80) ? document(&random) : "{}"
    case .list(let element):
      "[\((0..<random.number(in: 0...3)).map { _ in value(element, enumeration, depth + 1, count, &random) }.joined(separator: ", "))]"
    case .map(let element):
      "{\"key\": \(value(element, enumeration, depth + 1, count, &random))}"
    case .object(let shape): object(shape, depth: depth + 1, count, &random)
    }
  }

  private func text(
    _ enumeration: [String],
    _ count: Int,
    _ random: inout RandomNumbers
  ) -> String {
    switch random.number(in: 0...9) {
    case 0: return "{\"Ref\": \"Open\"}"
    case 1: return "{\"Fn::Sub\": \"${Open}-\(random.pick(texts, or: "x"))\"}"
    case 2, 3: return "{\"Ref\": \"R\(random.number(in: 0...count - 1))\"}"
    case 4...6: return "\"\(random.pick(enumeration, or: "something"))\""
    default: return "\"\(random.pick(texts + enumeration, or: "something"))\""
    }
  }

  private func tags(_ random: inout RandomNumbers) -> String {
    let values = [
      "\"dev\"", "\"prod\"", "\"test\"", "\"production\"", "\"shared\"", "{\"Ref\": \"Open\"}",
      "{\"Ref\": \"Stage\"}", "{\"Fn::Sub\": \"${Open}-eu\"}",
    ]
    let tags = (0..<random.number(in: 0...2)).map { _ in
      let key = random.pick(["Environment", "stage", "Team"], or: "Environment")
      return "{\"Key\": \"\(key)\", \"Value\": \(random.pick(values, or: "\"dev\""))}"
    }
    return "[\(tags.joined(separator: ", "))]"
  }

  /// A policy document.
  private func document(_ random: inout RandomNumbers) -> String {
    let words = texts + ["*", "s3:*", "iam:PassRole", "arn:aws:s3:::data/*"]
    let statements = (0..<random.number(in: 0...3)).map { _ in
      let effect = random.chance(50) ? "Allow" : "Deny"
      let actions = (0..<random.number(in: 1...2)).map { _ in "\"\(random.pick(words, or: "*"))\"" }
      let resource = random.pick(words, or: "*")
      return """
        {"Effect": "\(effect)", "Action": [\(actions.joined(separator: ", "))], \
        "Resource": "\(resource)", "Principal": \(random.chance(70) ? "\"*\"" : "{\"AWS\": \"x\"}")}
        """
    }
    return "{\"Statement\": [\(statements.joined(separator: ", "))]}"
  }
}
