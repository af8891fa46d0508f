/// Changes that know what a policy document is made of.
extension TreeMutator {
  private static let expressionKeys: Set<String> = [
    "assert", "when", "where", "in", "at", "message",
  ]

  /// What expressions are made of; odd ones among them.
  private static let tokens = [
    "resource", "props", "params", "resource.id", "props.Tags", "resource.account", "true", "null",
    "0", "-9223372036854775808", "9223372036854775808", "18446744073709551615u", "1e400", "''",
    "'\\x'", "b'\\377'", "r'('", "[]", "{}", "[1, 2]", "{'a': 1}", "optional.none()", "&&", "||",
    "!", "-", "+", "*", "/", "%", "==", "<", "in", "?", ":", ".", "(", ")", "[", "]", "{", "}", ",",
    ".?Tags", ".orValue([])", ".size()", ".all(x, x)", ".exists(x, x == x)", ".map(x, [x, x])",
    ".filter(x, true)", ".matches('(a*)*b')", ".replace('', 'a')", ".split('')", ".target()",
    ".referrers('AWS::EC2::Subnet', 'VpcId')", ".hasValue()", "has(props.A.B)", "resources('A')",
    "iam.statements(resource)", "net.pathsToInternet(resource)", "org.guardrails(resource)",
    "kms.isCustomerManaged(props.KmsKeyId)", "iam.actionMatches('*', 'a')", "duration('1h')",
    "timestamp('2020-01-01T00:00:00Z')", "int('x')", "dyn(1)", "type(1)", "{{", "}}", "\"", "//",
    "size(resources('AWS::S3::Bucket'))", "1 / 0", "[1][2]", "1u - 2u", "cel.bind(a, a, a)",
  ]

  mutating func changePolicy(_ draft: inout Draft) {
    var expressions: [Int] = []
    collectExpressions(in: draft, into: &expressions)
    guard let index = expressions.randomElement(using: &random) else { return }
    let other = corpus.expressions.randomElement(using: &random) ?? "true"
    draft.edit(at: index) { node in
      guard let text = node.text else { return }
      node = .quoted(String(changed(text, other).prefix(20_000)))
    }
  }

  private func collectExpressions(in draft: Draft, into found: inout [Int]) {
    var isExpression: Set<Int> = []
    draft.visit { index, node in
      var next = index + 1
      for entry in node.entries {
        if let key = entry.key.text {
          if Self.expressionKeys.contains(key), entry.value.text != nil {
            isExpression.insert(next)
          }
          if key == "let" {
            var inner = next + 1
            for binding in entry.value.entries {
              if binding.value.text != nil { isExpression.insert(inner) }
              inner += binding.value.count
            }
          }
        }
        next += entry.value.count
      }
    }
    found = isExpression.sorted()
  }

  private mutating func changed(_ text: String, _ other: String) -> String {
    let token = random.pick(Self.tokens, or: "x")
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let place = random.number(in: 0...words.count - 1)
    var changed = words
    switch random.number(in: 0...9) {
    case 0: return other
    case 1: changed[place] = token
    case 2: changed[place] += token
    case 3: changed.insert(token, at: place)
    case 4: changed.remove(at: place)
    case 5: return "(\(text)) \(random.pick(["&&", "||", "==", "in", "+"], or: "&&")) (\(other))"
    case 6: changed[place] = "(\(other))"
    case 7: return repeated(text)
    case 8: return String(text.prefix(random.number(in: 0...text.count)))
    default: changed.shuffle(using: &random)
    }
    return changed.joined(separator: " ")
  }

  /// An expression that is deep, or long, or takes long.
  private mutating func repeated(_ text: String) -> String {
    let count = random.chance(70) ? random.number(in: 2...30) : random.number(in: 100...2000)
    func times(_ piece: String) -> String { String(repeating: piece, count: count) }
    switch random.number(in: 0...8) {
    case 0: return times("!") + "(\(text))"
    case 1: return times("(") + text + times(")")
    case 2: return times("[") + text + times("]")
    case 3: return text + times(" && true")
    case 4: return text + times(".size()")
    case 5: return times("true ? ") + text + times(" : false")
    case 6: return times("[1, 2, 3].all(x, ") + "true" + times(")")
    case 7: return times("['a', 'b'].map(x, ") + "x" + times(")") + ".size() > 0"
    default: return "'\(times("a"))'.matches('\(times("a?"))\(times("a"))')"
    }
  }
}
