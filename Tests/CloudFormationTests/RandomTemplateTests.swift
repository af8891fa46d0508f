import Infrastructure
import TemplateEstates
import Testing
import Values

/// The reader against a simple evaluator: what it says of a value holds in every deployment.
@Suite struct RandomTemplateTests {
  static let parameters = """
    Parameters:
      Two: {Type: String, AllowedValues: [a, b]}
      Three: {Type: String, AllowedValues: [x, y, z]}
      Default: {Type: String, Default: a-b}
      Given: {Type: String, Default: no}
      Open: {Type: String}
      List: {Type: CommaDelimitedList}
    """

  struct Case {
    let template: TemplateEstate
    let expression: Expression
    let conditions: [Formula]
    let text: String
  }

  static func make(seed: UInt64) -> Case {
    var generator = ExpressionGenerator(seed: seed)
    let expression = generator.property()
    let conditions = generator.conditions.enumerated().map { index, formula in
      "  C\(index): \(formula.yaml(&generator.random))"
    }
    let text = """
      \(parameters)
      Mappings:
        Table: \(Expression.tableText)
      Conditions:
      \(conditions.joined(separator: "\n"))
      Resources:
        Probe:
          Type: Custom::Probe
          Properties:
            Value: \(expression.yaml(&generator.random))
      """
    let template = TemplateEstate(text, parameters: ["Given": "x", "List": "a,y"])
    return Case(
      template: template,
      expression: expression,
      conditions: generator.conditions,
      text: text
    )
  }

  /// All deployments: each allowed value, and for the open parameter each word of the generator.
  static let deployments: [[String: String]] = ["a", "b"].flatMap { two in
    ["x", "y", "z"].flatMap { three in
      (ExpressionGenerator.words + ["other"]).map { ["Two": two, "Three": three, "Open": $0] }
    }
  }

  /// The world of a deployment; a text that nothing is compared with is another value.
  static func world(_ deployment: [String: String], of template: TemplateEstate) -> World {
    var chosen = deployment
    for variable in template.estate.worlds.variables where variable.kind == .parameter {
      guard let text = chosen[variable.name], !variable.cases.contains(text) else { continue }
      chosen[variable.name] = "another value"
    }
    return template.world(chosen)
  }

  struct Count {
    var definite = 0
    var open = 0
  }

  static func compare(_ one: Case, into count: inout Count) {
    let value = one.template.value("Value", of: "Probe") ?? .absent
    for parameters in deployments {
      var values = parameters.mapValues { Deployed.text($0) }
      values["Default"] = .text("a-b")
      values["Given"] = .text("x")
      values["List"] = .list([.text("a"), .text("y")])
      let deployment = Deployment(parameters: values, conditions: one.conditions)
      guard let expected = try? deployment.value(one.expression) else { continue }
      let world = world(parameters, of: one.template)
      let found = one.template.outline(value, in: world)?.replacing("~", with: "")
      if found?.contains("?") == true {
        count.open += 1
        continue
      }
      count.definite += 1
      guard found != expected.outline else { continue }
      Issue.record(
        "\(found ?? "-") instead of \(expected.outline ?? "-") for \(parameters):\n\(one.text)"
      )
      return
    }
  }

  @Test(arguments: 0..<8) func whatIsKnownHoldsInEveryDeployment(batch: Int) {
    var count = Count()
    for seed in 0..<100 { Self.compare(Self.make(seed: UInt64(batch * 100 + seed)), into: &count) }
    // Being right by knowing nothing is no merit.
    #expect(count.definite > count.open, "\(count)")
  }
}
