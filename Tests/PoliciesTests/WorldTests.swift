import Findings
import TemplateEstates
import Testing

/// In which worlds a finding holds, against all assignments.
@Suite struct WorldTests {
  /// What the deployments decide: parameters with allowed values, and conditions that nothing settles.
  static let variables: [(name: String, cases: [String])] = [
    ("Two", ["a", "b"]), ("Three", ["x", "y", "z"]), ("Also", ["p", "q"]),
    ("Open", ["true", "false"]),
  ]

  typealias Assignment = [String: String]

  static let assignments: [Assignment] = variables.reduce([[:]]) { all, variable in
    all.flatMap { one in
      variable.cases.map { one.merging([variable.name: $0]) { $1 } }
    }
  }

  indirect enum Formula {
    case equals(String, String)
    case open
    case not(Formula)
    case all([Formula])
    case any([Formula])

    func holds(_ world: Assignment) -> Bool {
      switch self {
      case .equals(let name, let value): world[name] == value
      case .open: world["Open"] == "true"
      case .not(let inner): !inner.holds(world)
      case .all(let parts): parts.allSatisfy { $0.holds(world) }
      case .any(let parts): parts.contains { $0.holds(world) }
      }
    }

    var yaml: String {
      switch self {
      case .equals(let name, let value): "!Equals [!Ref \(name), \(value)]"
      case .open: "!Condition Open"
      case .not(let inner): "!Not [\(inner.yaml)]"
      case .all(let parts): "!And [\(parts.map(\.yaml).joined(separator: ", "))]"
      case .any(let parts): "!Or [\(parts.map(\.yaml).joined(separator: ", "))]"
      }
    }
  }

  /// A property: texts in the branches of conditions.
  indirect enum Property {
    case text(String)
    case nothing
    case choose(Int, Property, Property)

    func value(_ conditions: [Formula], _ world: Assignment) -> String? {
      switch self {
      case .text(let text): text
      case .nothing: nil
      case .choose(let index, let first, let second):
        (conditions[index].holds(world) ? first : second).value(conditions, world)
      }
    }

    var yaml: String {
      switch self {
      case .text(let text): text
      case .nothing: "!Ref AWS::NoValue"
      case .choose(let index, let first, let second):
        "!If [C\(index), \(first.yaml), \(second.yaml)]"
      }
    }
  }

  struct Case {
    var conditions: [Formula] = []
    var property = Property.nothing
    var existence: Int?
    private var texts = 0
    private var random: SeededGenerator

    init(seed: UInt64) {
      random = SeededGenerator(seed: seed)
      conditions = (0..<random.number(1...3)).map { _ in formula(2) }
      property = property(3)
      existence = random.chance(30) ? random.number(0...conditions.count - 1) : nil
    }

    private mutating func formula(_ depth: Int) -> Formula {
      switch depth == 0 ? random.number(0...3) : random.number(0...6) {
      case 0: return .open
      case 1...3:
        let variable = random.pick(Array(WorldTests.variables.dropLast()))
        return .equals(variable.name, random.pick(variable.cases))
      case 4: return .not(formula(depth - 1))
      case 5: return .all([formula(depth - 1), formula(depth - 1)])
      default: return .any([formula(depth - 1), formula(depth - 1)])
      }
    }

    /// Texts that violate differ, so that each finding has a place of its own.
    private mutating func property(_ depth: Int) -> Property {
      if depth > 0, random.chance(80) {
        let index = random.number(0...conditions.count - 1)
        return .choose(index, property(depth - 1), property(depth - 1))
      }
      texts += 1
      switch random.number(0...2) {
      case 0: return .nothing
      case 1: return .text("good\(texts + 10)")
      default: return .text("bad\(texts + 10)")
      }
    }

    var template: String {
      let conditions = self.conditions.enumerated().map { "  C\($0): \($1.yaml)" }
      return """
        Parameters:
          Two: {Type: String, AllowedValues: [a, b]}
          Three: {Type: String, AllowedValues: [x, y, z]}
          Also: {Type: String, AllowedValues: [p, q]}
          One: {Type: String}
          Other: {Type: String}
        Conditions:
          Open: !Equals [!Ref One, !Ref Other]
        \(conditions.joined(separator: "\n"))
        Resources:
          Data:
            Type: AWS::S3::Bucket
        \(existence.map { "    Condition: C\($0)" } ?? "")
            Properties:
              BucketName: \(property.yaml)
        """
    }

    /// The worlds in which the bucket is there, with its name.
    var deployments: [(world: Assignment, name: String?)] {
      WorldTests.assignments.compactMap { world in
        if let existence, !conditions[existence].holds(world) { return nil }
        return (world, property.value(conditions, world))
      }
    }
  }

  /// Bad names have an odd number of letters. The number is not known before the last choice is made,
  /// so that each finding is about one name.
  static let policy = PoliciesTests.policy(
    """
    assert: props.?BucketName.orValue('').size() % 2 == 0
    message: "{props.BucketName}"
    """
  )

  /// One alternative of `when`: `Two = a and Open is true`.
  static func terms(_ alternative: String) -> Assignment {
    var terms: Assignment = [:]
    for term in alternative.split(separator: " and ") {
      let words = term.split(separator: " ")
      terms[String(words[0])] = String(words[2])
    }
    return terms
  }

  static func agrees(_ world: Assignment, _ terms: Assignment) -> Bool {
    terms.allSatisfy { world[$0.key] == $0.value }
  }

  static func check(_ one: Case) {
    let judged = Judged(policy, on: one.template)
    let deployments = one.deployments
    let expected = Set(deployments.compactMap(\.name).filter { $0.hasPrefix("bad") })
    #expect(Set(judged.violations.map { judged.text($0.span) }) == expected, "\(one.template)")
    #expect(judged.violations.count == expected.count, "\(one.template)")
    #expect(
      judged.undetermined.isEmpty && judged.report.diagnostics.isEmpty,
      "\(judged.diagnostics)"
    )
    for finding in judged.violations {
      check(
        finding.when,
        is: judged.text(finding.span),
        deployments,
        "\(finding.when)\n\(one.template)"
      )
    }
  }

  /// Whether `when` says exactly in which deployments the name is `name`, and nothing in vain.
  static func check(
    _ when: [String],
    is name: String,
    _ deployments: [(world: Assignment, name: String?)],
    _ comment: Comment
  ) {
    let alternatives = when.isEmpty ? [[:]] : when.map(terms)
    func isRight(_ alternatives: [Assignment]) -> Bool {
      deployments.allSatisfy { world, found in
        (found == name) == alternatives.contains { agrees(world, $0) }
      }
    }
    #expect(isRight(alternatives), comment)
    guard isRight(alternatives) else { return }
    for (index, alternative) in alternatives.enumerated() {
      var fewer = alternatives
      fewer.remove(at: index)
      if alternatives.count > 1 { #expect(!isRight(fewer), "'\(alternative)' in vain: \(comment)") }
      for key in alternative.keys {
        var shorter = alternatives
        shorter[index][key] = nil
        #expect(!isRight(shorter), "'\(key)' in vain: \(comment)")
      }
    }
  }

  @Test(arguments: 0..<5) func aFindingNamesItsWorldsExactlyAndBriefly(batch: Int) {
    for seed in 0..<60 { Self.check(Case(seed: UInt64(batch * 1000 + seed))) }
  }

  @Test func thePremiseOfAnotherConditionIsNamed() {
    let judged = Judged(
      Self.policy,
      on: """
        Parameters:
          Two: {Type: String, AllowedValues: [a, b]}
          Also: {Type: String, AllowedValues: [p, q]}
        Conditions:
          IsB: !Equals [!Ref Two, b]
          IsP: !Equals [!Ref Also, p]
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: !If [IsB, !If [IsP, bad, good], good]}
        """
    )
    #expect(judged.violations.map(\.when) == [["Two = b and Also = p"]])
  }

  @Test func moreWorldsThanAreTriedAreUndetermined() {
    let parameters = (0..<9).map { "  P\($0): {Type: String, AllowedValues: [a, b]}" }
    let conditions = (0..<9).map { "  C\($0): !Equals [!Ref P\($0), a]" }
    let names = (0..<9).map { "!If [C\($0), a, b]" }.joined(separator: ", ")
    let judged = Judged(
      PoliciesTests.policy("assert: dyn(props).BucketName.size() == 9"),
      on: """
        Parameters:
        \(parameters.joined(separator: "\n"))
        Conditions:
        \(conditions.joined(separator: "\n"))
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: !Join ['', [\(names)]]}
        """
    )
    #expect(judged.undetermined.flatMap(\.needs).contains { $0.reason == "too-many-worlds" })
    #expect(judged.report.summary.satisfied == 0)
  }

  /// A search goes no deeper than its limit: each condition that is chosen shows one more tag.
  @Test func aSearchTriesNoMoreWorldsThanItsLimit() {
    let conditions = (0..<100).map { "  C\($0): !Equals [!Ref P\($0), a]" }
    let parameters = (0..<100).map { "  P\($0): {Type: String}" }
    let tags = (0..<100).map { "!If [C\($0), {Key: k\($0), Value: bad}, !Ref AWS::NoValue]" }
    let judged = Judged(
      PoliciesTests.policy(
        """
        forEach: {var: tag, in: dyn(props).Tags}
        assert: tag.Value != 'bad'
        """
      ),
      on: """
        Parameters:
        \(parameters.joined(separator: "\n"))
        Conditions:
        \(conditions.joined(separator: "\n"))
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {Tags: [\(tags.joined(separator: ", "))]}
        """
    )
    #expect((1...64).contains(judged.violations.count))
    #expect(judged.undetermined.flatMap(\.needs).contains { $0.reason == "too-many-worlds" })
  }
}
