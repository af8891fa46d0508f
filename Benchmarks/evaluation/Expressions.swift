import CEL
import SourceText
import Stopwatch
import Values

/// Expressions as policies have them, over the properties of many resources.
struct Expressions {
  struct Figure {
    let name: String
    let interpreted: Double
    let asClosures: Double
    /// The bound for closures in nanoseconds, if there is one.
    let bound: Double?
  }

  static let samples: [(name: String, expression: String, bound: Double?)] = [
    (
      "`has(x) && x == 'c'`",
      "has(props.DirectInternetAccess) && props.DirectInternetAccess == 'Disabled'", 120
    ),
    ("`x.?y.orValue('c') == 'd'`", "props.?RootAccess.orValue('Enabled') == 'Disabled'", nil),
    (
      "two of two tags, one of three values",
      "props.Tags.exists(t, t.Key == 'env' && t.Value in ['prod', 'dev', 'staging'])", nil
    ),
    (
      "five statements × four actions",
      "props.Statement.all(s, !(s.Effect == 'Allow' && "
        + "s.Action.exists(a, a == '*' || a.endsWith(':*'))))",
      2000
    ),
  ]

  private static let vocabulary = Vocabulary([
    "DirectInternetAccess", "RootAccess", "Tags", "Key", "Value", "Statement", "Effect", "Action",
    "Resource", "InstanceType", "RoleArn", "SubnetId", "KmsKeyId",
  ])

  private var context: EvaluationContext
  private let resources: [Value]

  init(resources count: Int) {
    var heap = ValueHeap()
    let resources = (0..<count).map { Self.properties($0, &heap) }
    context = EvaluationContext(heap: heap.frozen(), worlds: WorldModel())
    self.resources = resources
  }

  /// A notebook with a role policy in it: a tenth are open to the internet.
  private static func properties(_ index: Int, _ heap: inout ValueHeap) -> Value {
    let statements = (0..<5).map { statement in
      let actions = (0..<4).map { action in
        let isWide = statement == 4 && action == 3 && index % 10 == 0
        return heap.string(isWide ? "s3:*" : "s3:GetObject\(action)")
      }
      let list = heap.list(actions)
      return map(
        [
          ("Effect", text("Allow", &heap)), ("Action", list),
          ("Resource", heap.string("arn:aws:s3:::b\(index)/*")),
        ],
        &heap
      )
    }
    let tags = [("env", index % 3 == 0 ? "prod" : "dev"), ("team", "ml\(index % 20)")].map {
      map([("Key", text($0.0, &heap)), ("Value", text($0.1, &heap))], &heap)
    }
    let tagList = heap.list(tags)
    let statementList = heap.list(statements)
    return map(
      [
        ("InstanceType", text("ml.t3.medium", &heap)), ("RoleArn", text("arn:aws:r", &heap)),
        ("SubnetId", text("subnet-\(index % 7)", &heap)),
        ("DirectInternetAccess", text(index % 10 == 0 ? "Enabled" : "Disabled", &heap)),
        ("KmsKeyId", text("key", &heap)), ("RootAccess", text("Disabled", &heap)),
        ("Tags", tagList), ("Statement", statementList),
      ],
      &heap
    )
  }

  private static func text(_ text: String, _ heap: inout ValueHeap) -> Value {
    heap.string(text, name: vocabulary.name(text))
  }

  private static func map(_ entries: [(String, Value)], _ heap: inout ValueHeap) -> Value {
    var run: [Value] = []
    for (key, value) in entries {
      run.append(text(key, &heap))
      run.append(value)
    }
    return heap.map(alternating: run)
  }

  mutating func figures() throws(ExpressionError) -> [Figure] {
    let environment = Environment(
      variables: ["resource", "props", "params"],
      functions: [],
      vocabulary: Self.vocabulary
    )
    var figures: [Figure] = []
    for sample in Self.samples {
      let program = try Program(compiling: sample.expression, in: environment)
      figures.append(
        Figure(
          name: sample.name,
          interpreted: nanoseconds(program, .interpreter),
          asClosures: nanoseconds(program, .closures),
          bound: sample.bound
        )
      )
    }
    return figures
  }

  /// The time of one evaluation, call and frame included.
  private mutating func nanoseconds(
    _ program: Program,
    _ evaluator: Program.Evaluator
  ) -> Double {
    var trues = 0
    var variables = [Value.null, .null, .null]
    let mark = context.heap.mark
    let time = Stopwatch.nanoseconds(rounds: 30, repetitions: 1) {
      for resource in resources {
        variables[1] = resource
        if program.evaluate(variables, in: &context, by: evaluator).isTrue { trues += 1 }
        context.heap.reset(to: mark)
      }
    }
    precondition(trues > 0, "an expression that is never true measures little")
    return time / Double(resources.count)
  }
}
