import TemplateEstates

/// A slice of CloudFormation's functions, as a tree that can be written as YAML and worked out for
/// given parameters in the most obvious way: the oracle for the reader.
indirect enum Expression {
  case text(String)
  case reference(String)
  /// Known texts and, as references, the names of parameters.
  case sub([Expression])
  case join(String, Expression)
  case select(Int, Expression)
  case split(String, Expression)
  case lookUp(Expression, Expression)
  case choose(Int, Expression, Expression)
  case base64(Expression)
  case list([Expression])
  case nothing

  /// The table of `Fn::FindInMap`.
  static let table = ["a": ["x": "1", "y": "2", "z": "3"], "b": ["x": "4", "y": "5"]]
  static let tableText = "{a: {x: '1', y: '2', z: '3'}, b: {x: '4', y: '5'}}"
}

/// A condition over expressions and earlier conditions.
indirect enum Formula {
  case equals(Expression, Expression)
  case not(Formula)
  case and([Formula])
  case or([Formula])
  case named(Int)
}

/// What a deployment makes of an expression.
enum Deployed: Equatable {
  case text(String)
  case list([Deployed])
  case nothing

  /// In the notation of ``TemplateEstate/outline(_:in:)``; nil for nothing.
  var outline: String? {
    switch self {
    case .text(let text): "'\(text)'"
    case .list(let elements): "[\(elements.compactMap(\.outline).joined(separator: ", "))]"
    case .nothing: nil
    }
  }
}

// MARK: - Working out

/// One deployment: the values of all parameters. Throws where AWS would refuse it.
struct Deployment {
  struct Refused: Error {}

  let parameters: [String: Deployed]
  let conditions: [Formula]

  func value(_ expression: Expression) throws(Refused) -> Deployed {
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
    case .join(let separator, let list):
      var parts: [String] = []
      for element in try elements(list) {
        guard case .text(let text) = element else { throw Refused() }
        parts.append(text)
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
    case .lookUp(let top, let second):
      guard let found = Expression.table[try text(top)]?[try text(second)] else { throw Refused() }
      return .text(found)
    case .choose(let condition, let first, let second):
      return try value(try holds(conditions[condition]) ? first : second)
    case .base64(let text):
      return .text(Self.base64(Array(try self.text(text).utf8)))
    case .list:
      return .list(try elements(expression))
    }
  }

  func holds(_ formula: Formula) throws(Refused) -> Bool {
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
    guard case .text(let text) = try value(expression) else { throw Refused() }
    return text
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
  func yaml(_ random: inout SeededGenerator) -> String {
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
    case .join(let separator, let list):
      return call("Join", "['\(separator)', \(list.yaml(&random))]", &random)
    case .select(let index, let list):
      let number = random.chance(50) ? "'\(index)'" : "\(index)"
      return call("Select", "[\(number), \(list.yaml(&random))]", &random)
    case .split(let separator, let text):
      return call("Split", "['\(separator)', \(text.yaml(&random))]", &random)
    case .lookUp(let top, let second):
      let keys = "\(top.yaml(&random)), \(second.yaml(&random))"
      return call("FindInMap", "[Table, \(keys)]", &random)
    case .choose(let condition, let first, let second):
      let branches = "\(first.yaml(&random)), \(second.yaml(&random))"
      return call("If", "[C\(condition), \(branches)]", &random)
    case .base64(let text):
      return "{Fn::Base64: \(text.yaml(&random))}"
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
  func yaml(_ random: inout SeededGenerator) -> String {
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
