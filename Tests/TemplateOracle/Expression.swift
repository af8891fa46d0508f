package import TemplateEstates

/// A slice of CloudFormation's functions, as a tree that can be written as YAML and worked out for
/// given parameters in the most obvious way: the oracle for the reader.
package indirect enum Expression {
  case text(String)
  case reference(String)
  /// Known texts and, as references, the names of parameters.
  case sub([Expression])
  /// The same with a value of its own, which stands at the end as `${Own}`.
  case subWith([Expression], Expression)
  case join(String, Expression)
  case select(Int, Expression)
  case split(String, Expression)
  /// The keys, and what stands in where the table has none.
  case lookUp(Expression, Expression, Expression?)
  case choose(Int, Expression, Expression)
  case base64(Expression)
  case length(Expression)
  /// JSON text of a list of texts.
  case json(Expression)
  /// `{{resolve:ssm:…}}` of a name that the run knows or does not know.
  case stored(String)
  case list([Expression])
  case nothing

  /// What the run knows of stored values.
  package static let storedValues = ["/known": "kept"]

  /// The table of `Fn::FindInMap`.
  package static let table = ["a": ["x": "1", "y": "2", "z": "3"], "b": ["x": "4", "y": "5"]]
  package static let tableText = "{a: {x: '1', y: '2', z: '3'}, b: {x: '4', y: '5'}}"
}

/// A condition over expressions and earlier conditions.
package indirect enum Formula {
  case equals(Expression, Expression)
  case not(Formula)
  case and([Formula])
  case or([Formula])
  case named(Int)
}

/// What a deployment makes of an expression.
package enum Deployed: Equatable {
  case text(String)
  case number(Int)
  case list([Deployed])
  case nothing

  /// In the notation of ``TemplateEstate/outline(_:in:)``; nil for nothing.
  package var outline: String? {
    switch self {
    case .text(let text): "'\(text)'"
    case .number(let number): "\(number)"
    case .list(let elements): "[\(elements.compactMap(\.outline).joined(separator: ", "))]"
    case .nothing: nil
    }
  }
}

// MARK: - Working out

/// One deployment: the values of all parameters. Throws where AWS would refuse it.
package struct Deployment {
  package struct Refused: Error {}

  let parameters: [String: Deployed]
  let conditions: [Formula]
  /// The parameters of Systems Manager, by name.
  let stored: [String: String]

  package init(
    parameters: [String: Deployed],
    conditions: [Formula],
    stored: [String: String]
  ) {
    self.parameters = parameters
    self.conditions = conditions
    self.stored = stored
  }

  package func value(_ expression: Expression) throws(Refused) -> Deployed {
    switch expression {
    case .text(let text): return .text(text)
    case .nothing: return .nothing
    case .reference(let name):
      guard let value = parameters[name] else { throw Refused() }
      return value
    case .sub(let parts):
      var text = ""
      for part in parts { text += try self.text(part) }
      return .text(text)
    case .subWith(let parts, let own):
      return .text(try text(.sub(parts)) + text(own))
    case .join(let separator, let list):
      var parts: [String] = []
      for element in try elements(list) {
        switch element {
        case .text(let text): parts.append(text)
        case .number(let number): parts.append(String(number))
        case .list, .nothing: throw Refused()
        }
      }
      return .text(parts.joined(separator: separator))
    case .select(let index, let list):
      guard case .list(let raw) = try rawList(list), !raw.contains(.nothing), index < raw.count
      else {
        throw Refused()
      }
      return raw[index]
    case .split(let separator, let text):
      let parts = try self.text(text).split(separator: separator, omittingEmptySubsequences: false)
      return .list(parts.map { .text(String($0)) })
    case .lookUp(let top, let second, let fallback):
      if let found = Expression.table[try text(top)]?[try text(second)] { return .text(found) }
      guard let fallback else { throw Refused() }
      return try value(fallback)
    case .length(let list):
      return .number(try elements(list).count)
    case .json(let list):
      let parts = try elements(list).map { (part) throws(Refused) -> String in
        guard case .text(let text) = part else { throw Refused() }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
      }
      return .text("[\(parts.joined(separator: ","))]")
    case .stored(let name):
      guard let value = stored[name] else { throw Refused() }
      return .text(value)
    case .choose(let condition, let first, let second):
      return try value(try holds(conditions[condition]) ? first : second)
    case .base64(let text):
      return .text(Self.base64(Array(try self.text(text).utf8)))
    case .list:
      return .list(try elements(expression))
    }
  }

  package func holds(_ formula: Formula) throws(Refused) -> Bool {
    switch formula {
    case .equals(let left, let right): return try text(left) == text(right)
    case .not(let inner): return try !holds(inner)
    case .and(let parts):
      for part in parts where try !holds(part) { return false }
      return true
    case .or(let parts):
      for part in parts where try holds(part) { return true }
      return false
    case .named(let index): return try holds(conditions[index])
    }
  }

  private func text(_ expression: Expression) throws(Refused) -> String {
    switch try value(expression) {
    case .text(let text): return text
    case .number(let number): return String(number)
    case .list, .nothing: throw Refused()
    }
  }

  /// The elements that are there.
  private func elements(_ list: Expression) throws(Refused) -> [Deployed] {
    guard case .list(let elements) = try rawList(list) else { throw Refused() }
    return elements.filter { $0 != .nothing }
  }

  private func rawList(_ list: Expression) throws(Refused) -> Deployed {
    guard case .list(let parts) = list else { return try value(list) }
    var elements: [Deployed] = []
    for part in parts { elements.append(try value(part)) }
    return .list(elements)
  }

  /// Bit by bit, six at a time.
  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 } }
    while bits.count % 6 != 0 { bits.append(0) }
    var text = ""
    for start in stride(from: 0, to: bits.count, by: 6) {
      text.append(digits[bits[start..<start + 6].reduce(0) { $0 * 2 + Int($1) }])
    }
    while text.count % 4 != 0 { text += "=" }
    return text
  }
}

// MARK: - Writing

extension Expression {
  /// YAML in flow style, in a random mixture of short and long forms.
  package func yaml(_ random: inout SeededGenerator) -> String {
    switch self {
    case .text(let text): return "'\(text)'"
    case .nothing: return call("Ref", "AWS::NoValue", &random)
    case .reference(let name): return call("Ref", name, &random)
    case .sub(let parts):
      let text = parts.map { part in
        switch part {
        case .text(let text): text
        case .reference(let name): "${\(name)}"
        default: ""
        }
      }
      return call("Sub", "'\(text.joined())'", &random)
    case .subWith(let parts, let own):
      let text = parts.map { part in
        switch part {
        case .text(let text): text
        case .reference(let name): "${\(name)}"
        default: ""
        }
      }
      let value = own.yaml(&random)
      return call("Sub", "['\(text.joined())${Own}', {Own: \(value)}]", &random)
    case .join(let separator, let list):
      return call("Join", "['\(separator)', \(list.yaml(&random))]", &random)
    case .select(let index, let list):
      let number = random.chance(50) ? "'\(index)'" : "\(index)"
      return call("Select", "[\(number), \(list.yaml(&random))]", &random)
    case .split(let separator, let text):
      return call("Split", "['\(separator)', \(text.yaml(&random))]", &random)
    case .lookUp(let top, let second, let fallback):
      var keys = "\(top.yaml(&random)), \(second.yaml(&random))"
      if let fallback { keys += ", {DefaultValue: \(fallback.yaml(&random))}" }
      return call("FindInMap", "[Table, \(keys)]", &random)
    case .choose(let condition, let first, let second):
      let branches = "\(first.yaml(&random)), \(second.yaml(&random))"
      return call("If", "[C\(condition), \(branches)]", &random)
    case .base64(let text):
      return "{Fn::Base64: \(text.yaml(&random))}"
    case .length(let list):
      return "{Fn::Length: \(list.yaml(&random))}"
    case .json(let list):
      return "{Fn::ToJsonString: \(list.yaml(&random))}"
    case .stored(let name):
      return "'{{resolve:ssm:\(name)}}'"
    case .list(let elements):
      return "[\(elements.map { $0.yaml(&random) }.joined(separator: ", "))]"
    }
  }

  private func call(
    _ function: String,
    _ argument: String,
    _ random: inout SeededGenerator
  ) -> String {
    let key = function == "Ref" ? "Ref" : "Fn::\(function)"
    switch random.number(0...2) {
    case 0: return "{\(key): \(argument)}"
    case 1: return "{\"\(key)\": \(argument)}"
    default: return "!\(function) \(argument)"
    }
  }
}

extension Formula {
  package func yaml(_ random: inout SeededGenerator) -> String {
    switch self {
    case .equals(let left, let right):
      return "!Equals [\(left.yaml(&random)), \(right.yaml(&random))]"
    case .not(let inner):
      return "{Fn::Not: [\(inner.yaml(&random))]}"
    case .and(let parts):
      return "!And [\(parts.map { $0.yaml(&random) }.joined(separator: ", "))]"
    case .or(let parts):
      return "{\"Fn::Or\": [\(parts.map { $0.yaml(&random) }.joined(separator: ", "))]}"
    case .named(let index):
      return random.chance(50) ? "!Condition C\(index)" : "{Condition: C\(index)}"
    }
  }
}
