import TemplateEstates

/// An assertion about the properties of a bucket: comparisons of each property at most once, joined.
indirect enum RandomExpression {
  case comparison(RandomTemplate.Property, value: String)
  case and([RandomExpression])
  case or([RandomExpression])

  init(_ random: inout SeededGenerator) {
    let count = Int.random(in: 1...5, using: &random)
    let properties = RandomTemplate.properties.shuffled(using: &random).prefix(count)
    let leaves = properties.map { property in
      RandomExpression.comparison(
        property,
        value: property.values.randomElement(using: &random) ?? ""
      )
    }
    self = Self.join(leaves, &random)
  }

  private static func join(
    _ leaves: [RandomExpression],
    _ random: inout SeededGenerator
  ) -> RandomExpression {
    guard leaves.count > 1 else { return leaves[0] }
    let cut = Int.random(in: 1..<leaves.count, using: &random)
    let parts = [join(Array(leaves[..<cut]), &random), join(Array(leaves[cut...]), &random)]
    return Bool.random(using: &random) ? .and(parts) : .or(parts)
  }

  /// In the Common Expression Language.
  var text: String {
    switch self {
    case .comparison(let property, let value):
      let path = property.path.map { ".?\($0)" }.joined()
      let isFlag = property.values.contains("true")
      let missing = isFlag ? property.missing : "'\(property.missing)'"
      return "dyn(props)\(path).orValue(\(missing)) == \(isFlag ? value : "'\(value)'")"
    case .and(let parts): return "(" + parts.map(\.text).joined(separator: " && ") + ")"
    case .or(let parts): return "(" + parts.map(\.text).joined(separator: " || ") + ")"
    }
  }

  /// Whether it holds, told by another way than Lintel's.
  func holds(in template: RandomTemplate) -> Bool {
    switch self {
    case .comparison(let property, let value):
      let found = template.written.first { $0.property == property }?.value
      return (found ?? property.missing) == value
    case .and(let parts): return parts.allSatisfy { $0.holds(in: template) }
    case .or(let parts): return parts.contains { $0.holds(in: template) }
    }
  }
}
