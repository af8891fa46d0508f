import CEL
import Values

/// What the checker promises: an accepted expression never misses a key in a document that keeps to
/// the declared types.
enum PresenceTrials {
  /// The fields of each type: those without a mark are always there.
  private static let types: [String: [(name: String, type: String, isOptional: Bool)]] = [
    "Root": [
      ("name", "string", false), ("note", "string", true), ("child", "Node", true),
      ("home", "Node", false), ("nodes", "list(Node)", true), ("flag", "bool", true),
    ],
    "Node": [
      ("key", "string", true), ("value", "string", false), ("leaf", "Leaf", true),
      ("tags", "list(Leaf)", false),
    ],
    "Leaf": [("text", "string", true), ("size", "int", false)],
  ]

  static func trial(_ seed: UInt64) throws(ExpressionError) -> Trial {
    var trial = Trial()
    var random = SeededGenerator(seed: seed)
    var stage = Stage()
    stage.declare("d", document("Root", &random))
    let expression = bool([("d", "Root")], 3, &random)
    let types = types.mapValues { fields in
      ObjectDeclaration(
        Dictionary(
          uniqueKeysWithValues: fields.map {
            ($0.name, FieldDeclaration(StaticType($0.type) ?? .dyn, isOptional: $0.isOptional))
          }
        )
      )
    }
    let declarations = TypeDeclarations(variables: ["d": .named("Root", [])]) { type in
      if case .named(let name, _) = type { types[name] } else { nil }
    }
    let environment = Environment(
      variables: ["d"],
      functions: [],
      vocabulary: Stage.vocabulary,
      declarations: declarations
    )
    guard let program = try? Program(compiling: expression, in: environment) else { return trial }
    trial.isTelling = true
    let value = program.evaluate(stage.values, in: &stage.context)
    if value.kind == .error, stage.context.heap.error(value).code == .noSuchKey {
      let heap = stage.context.heap
      trial.violations.append(
        "\(expression) misses '\(heap.error(value).detail)' in \(heap.literal(stage.values[0]))"
      )
    }
    return trial
  }

  private static func document(_ type: String, _ random: inout SeededGenerator) -> Document {
    switch type {
    case "string": return random.pick(["a", "b", ""])
    case "bool": return .bool(random.chance(50))
    case "int": return .int(Int64(random.next() % 3))
    case "list(Node)", "list(Leaf)":
      let element = type == "list(Node)" ? "Node" : "Leaf"
      return .list((0..<Int(random.next() % 3)).map { _ in document(element, &random) })
    default:
      var entries: [(key: String, value: Document)] = []
      for field in types[type] ?? [] where !field.isOptional || random.chance(50) {
        entries.append((key: field.name, value: document(field.type, &random)))
      }
      return .map(entries)
    }
  }

  private typealias Variable = (name: String, type: String)

  private static func bool(
    _ variables: [Variable],
    _ depth: Int,
    _ random: inout SeededGenerator
  ) -> String {
    guard depth > 0, random.chance(80) else { return question(variables, depth, &random) }
    let first = bool(variables, depth - 1, &random)
    let second = bool(variables, depth - 1, &random)
    switch random.next() % 6 {
    case 0, 1: return "(\(first) && \(second))"
    case 2, 3: return "(\(first) || \(second))"
    case 4: return "!\(first)"
    default: return "(\(first) ? \(second) : \(bool(variables, depth - 1, &random)))"
    }
  }

  /// A question about some path, mostly with what guards it before it.
  private static func question(
    _ variables: [Variable],
    _ depth: Int,
    _ random: inout SeededGenerator
  ) -> String {
    var (path, type) = random.pick(variables)
    var guards: [String] = []
    while let fields = types[type] {
      let field = random.pick(fields)
      path += ".\(field.name)"
      type = field.type
      if field.isOptional { guards.append("has(\(path))") }
    }
    let asked = asked(path, type, variables, depth, &random)
    guard !guards.isEmpty, random.chance(85) else { return asked }
    let absences = guards.map { "!\($0)" }
    let other = random.pick(["true", "false", "d.home.value == 'a'"])
    switch random.next() % 7 {
    // Three that guard nothing, which a checker that is too lenient would accept.
    case 4: return "((\(guards.joined(separator: " && ")) || \(other)) && \(asked))"
    case 5: return "(!(\(guards.joined(separator: " && "))) && \(asked))"
    case 6: return "((\(absences.joined(separator: " || ")) && \(other)) || \(asked))"
    case 0: return "(\((guards + [asked]).joined(separator: " && ")))"
    case 1: return "(\((absences + [asked]).joined(separator: " || ")))"
    case 2: return "(\(guards.joined(separator: " && ")) ? \(asked) : true)"
    default: return "(\(absences.joined(separator: " || ")) ? false : \(asked))"
    }
  }

  private static func asked(
    _ path: String,
    _ type: String,
    _ variables: [Variable],
    _ depth: Int,
    _ random: inout SeededGenerator
  ) -> String {
    switch type {
    case "string": return "\(path) == '\(random.pick(["a", "b"]))'"
    case "bool": return path
    case "int": return "\(path) > 1"
    default:
      let name = "x\(variables.count)"
      let element = type == "list(Node)" ? "Node" : "Leaf"
      let body = bool(variables + [(name, element)], max(depth - 1, 0), &random)
      return "\(path).\(random.pick(["all", "exists"]))(\(name), \(body))"
    }
  }
}
