import Infrastructure
import TemplateEstates
import Values

/// A random template, with what is needed to work its one value out in every deployment.
package struct RandomTemplate {
  package let text: String
  let estate: TemplateEstate
  let expression: Expression
  let conditions: [Formula]

  private static let parameters = """
    Transform: AWS::LanguageExtensions
    Parameters:
      Two: {Type: String, AllowedValues: [a, b]}
      Three: {Type: String, AllowedValues: [x, y, z]}
      Default: {Type: String, Default: a-b}
      Given: {Type: String, Default: no}
      Open: {Type: String}
      List: {Type: CommaDelimitedList}
    """

  /// The same template for the same seed.
  package init(seed: UInt64) {
    var generator = ExpressionGenerator(seed: seed)
    expression = generator.property()
    let formulas = generator.conditions.enumerated().map { index, formula in
      "  C\(index): \(formula.yaml(&generator.random))"
    }
    let head = """
      \(Self.parameters)
      Mappings:
        Table: \(Expression.tableText)
      Conditions:
      \(formulas.joined(separator: "\n"))
      """
    let value = expression.yaml(&generator.random)
    // The value stands in the template itself, in one that it nests, or is what that one puts out.
    let files =
      switch seed % 4 {
      case 1: [("main.yaml", Self.parent), ("child.yaml", "\(head)\n\(Self.probe(value))")]
      case 2:
        [
          ("main.yaml", "\(Self.parent)\n\(Self.reader)"),
          (
            "child.yaml",
            "\(head)\nResources: {Other: {Type: Custom::Other}}\nOutputs: {V: {Value: \(value)}}"
          ),
        ]
      default: [("main.yaml", "\(head)\n\(Self.probe(value))")]
      }
    text = files.map { "# \($0.0)\n\($0.1)" }.joined(separator: "\n")
    conditions = generator.conditions
    var given = ["Given": "x", "List": "a,y"]
    for (name, value) in Expression.storedValues { given["resolve:ssm:\(name)"] = value }
    estate = TemplateEstate(files, parameters: given)
  }

  private static func probe(_ value: String) -> String {
    """
    Resources:
      Probe:
        Type: Custom::Probe
        Properties:
          Value: \(value)
    """
  }

  /// A template that hands its parameters on to the one that it nests.
  private static let parent = """
    \(parameters)
    Resources:
      Child:
        Type: AWS::CloudFormation::Stack
        Properties:
          TemplateURL: child.yaml
          Parameters:
            Two: !Ref Two
            Three: !Ref Three
            Default: !Ref Default
            Given: !Ref Given
            Open: !Ref Open
            List: !Join [',', !Ref List]
    """

  private static let reader = """
      Probe:
        Type: Custom::Probe
        Properties:
          Value: !GetAtt Child.Outputs.V
    """

  /// How much the reader knew.
  package struct Count {
    package var definite = 0
    package var open = 0

    package init() {}
  }

  /// What the reader says that does not hold in some deployment; nil where all holds.
  package func mistake(counting count: inout Count) -> String? {
    let value = estate.value("Value", of: "Probe") ?? .absent
    for chosen in Self.deployments {
      var values = chosen.mapValues { Deployed.text($0) }
      let open = values.removeValue(forKey: "Stored")
      values["Default"] = .text("a-b")
      values["Given"] = .text("x")
      values["List"] = .list([.text("a"), .text("y")])
      var stored = Expression.storedValues
      if case .text(let text)? = open { stored["/open"] = text }
      let deployment = Deployment(parameters: values, conditions: conditions, stored: stored)
      guard let expected = try? deployment.value(expression) else { continue }
      let found = estate.outline(value, in: world(chosen))?.replacing("~", with: "")
      if found?.contains("?") == true {
        count.open += 1
        continue
      }
      count.definite += 1
      guard found != expected.outline else { continue }
      return "\(found ?? "-") instead of \(expected.outline ?? "-") for \(chosen):\n\(text)"
    }
    return nil
  }

  /// All deployments: each allowed value, and for the open parameter and the open stored value each word
  /// of the generator.
  private static let deployments: [[String: String]] = ["a", "b"].flatMap { two in
    ["x", "y", "z"].flatMap { three in
      (ExpressionGenerator.words + ["other"]).enumerated().map { index, word in
        let words = ExpressionGenerator.words
        let stored = words[(3 * index + 1) % words.count]
        return ["Two": two, "Three": three, "Open": word, "Stored": stored]
      }
    }
  }

  /// The world of a deployment; a text that nothing is compared with is another value.
  private func world(_ deployment: [String: String]) -> World {
    var chosen = deployment
    chosen["Stored"] = nil
    for variable in estate.estate.worlds.variables where variable.kind == .parameter {
      guard let text = chosen[variable.name], !variable.cases.contains(text) else { continue }
      chosen[variable.name] = "another value"
    }
    return estate.world(chosen)
  }
}
