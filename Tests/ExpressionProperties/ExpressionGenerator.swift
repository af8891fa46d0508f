/// Makes expressions over the variable `d` of ``Scenario``, most of them well typed.
package struct ExpressionGenerator {
  package var random: SeededGenerator
  private var depth = 0
  private var locals: [String] = []

  package init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  package mutating func bool() -> String {
    depth += 1
    defer { depth -= 1 }
    if depth > 4 { return random.pick(["true", "false", "d.b", "d.b == true"]) }
    switch random.next() % 22 {
    case 0: return "(\(bool()) && \(bool()))"
    case 1: return "(\(bool()) || \(bool()))"
    case 2: return "!\(bool())"
    case 3: return "(\(bool()) ? \(bool()) : \(bool()))"
    case 4, 5: return "\(text()) \(random.pick(["==", "!=", "<", ">="])) \(text())"
    case 6: return "\(number()) \(random.pick(["==", "!=", "<", ">="])) \(number())"
    case 7: return "\(text()).startsWith(\(text()))"
    case 8: return "\(text()).endsWith(\(text()))"
    case 9: return "\(text()).contains(\(text()))"
    case 10: return "\(text()).matches(\(pattern()))"
    case 11: return "\(text()) in \(list())"
    case 12: return "\(text()) in d.m"
    case 13: return quantifier()
    case 14: return "has(d.\(random.pick(["s", "n", "l", "m", "x"])))"
    case 15: return "\(optional()).hasValue()"
    case 16: return "\(list()) == \(list())"
    case 17: return "\(list()).size() \(random.pick(["==", "!=", "<", ">="])) \(number())"
    case 18: return "\(any()) == \(any())"
    case 19: return address()
    case 20: return moment()
    default: return "d.b"
    }
  }

  package mutating func text() -> String {
    depth += 1
    defer { depth -= 1 }
    if !locals.isEmpty, random.chance(30) { return random.pick(locals) }
    if depth > 4 { return random.pick(["'a'", "'ab'", "''", "d.s", "d.t"]) }
    switch random.next() % 18 {
    case 0, 1:
      return random.pick(["''", "'*'", "'a'", "'b'", "'a*'", "'ab'", "'ba'", "'abab'", "'r1'"])
    case 2, 3, 4: return "d.s"
    case 5, 6: return "d.t"
    case 7: return "\(text()) + \(text())"
    case 8: return "(\(bool()) ? \(text()) : \(text()))"
    case 9: return "\(optional()).orValue(\(text()))"
    case 10: return "d.m[\(text())]"
    case 11: return "\(list())[\(number())]"
    case 12: return "\(text()).\(random.pick(["upperAscii", "reverse", "trim"]))()"
    case 13: return "\(list()).join(\(text()))"
    case 14:
      return random.pick([
        "\(text()).replace(\(text()), \(text()))", "\(text()).substring(\(number()))",
        "\(text()).charAt(\(number()))",
      ])
    case 15: return "strings.quote(\(text()))"
    case 16: return format()
    default: return "string(\(any()))"
    }
  }

  package mutating func number() -> String {
    depth += 1
    defer { depth -= 1 }
    if depth > 4 { return random.pick(["0", "1", "d.n"]) }
    switch random.next() % 11 {
    case 0, 1: return random.pick(["0", "1", "2"])
    case 2, 3: return "d.n"
    case 4: return "size(\(list()))"
    case 5: return "size(\(text()))"
    case 6: return "\(number()) \(random.pick(["+", "-", "*", "/", "%"])) \(number())"
    case 7: return "\(text()).\(random.pick(["indexOf", "lastIndexOf"]))(\(text()))"
    case 8:
      return random.pick([
        "math.greatest(\(number()), \(number()))", "math.least([\(number()), \(number())])",
        "math.abs(\(number()))", "math.bitAnd(\(number()), \(number()))",
      ])
    case 9: return "duration(string(\(number())) + 's').getSeconds()"
    default: return "int(\(text()))"
    }
  }

  /// What an extension asks about addresses; texts of the document are seldom one.
  private mutating func address() -> String {
    let host = "'10.0.0.' + string(\(number()))"
    return random.pick([
      "isIP(\(host))", "isIP(\(text()))", "ip(\(host)) == ip('10.0.0.1')",
      "cidr('10.0.0.0/31').containsIP(\(host))", "ip(\(host)).isLoopback()",
      "cidr('10.0.0.0/3' + string(\(number()))).containsCIDR('10.0.0.0/31')",
    ])
  }

  private mutating func moment() -> String {
    let seconds = number()
    return random.pick([
      "timestamp(\(seconds)) \(random.pick(["<", "=="])) timestamp('1970-01-01T00:00:01Z')",
      "timestamp('1970-01-01T00:00:0' + string(\(seconds)) + 'Z') + duration('1s') > timestamp(1)",
      "duration(string(\(seconds)) + 's') == duration('1s')",
    ])
  }

  private mutating func format() -> String {
    random.pick([
      "'%s'.format([\(any())])", "'%s%d'.format([\(text()), \(number())])",
      "'a%x'.format([\(text())])", "\(text()).format(\(list()))", "'%s|%s'.format(\(list()))",
    ])
  }

  package mutating func list() -> String {
    depth += 1
    defer { depth -= 1 }
    if depth > 4 { return "d.l" }
    switch random.next() % 10 {
    case 0, 1, 2: return "d.l"
    case 3: return "[\(text()), \(text())]"
    case 4: return "(\(list()) + \(list()))"
    case 5: return "\(list()).filter(\(scoped { "\($0), \($1.bool())" }))"
    case 6: return "\(list()).map(\(scoped { "\($0), \($1.text())" }))"
    case 7: return "[?\(optional()), 'a']"
    case 8: return "\(text()).split(\(text()))"
    default: return "[]"
    }
  }

  package mutating func optional() -> String {
    depth += 1
    defer { depth -= 1 }
    if depth > 4 { return "d.?s" }
    switch random.next() % 9 {
    case 0, 1: return "d.?\(random.pick(["s", "t", "x", "n"]))"
    case 2: return "d.m[?\(text())]"
    case 3: return "\(list())[?\(number())]"
    case 4: return "optional.of(\(text()))"
    case 5: return "optional.ofNonZeroValue(\(any()))"
    case 6: return "\(optional()).optMap(\(scoped { "\($0), \($1.text())" }))"
    case 7: return "\(list()).last()"
    default: return "\(list()).first()"
    }
  }

  private mutating func any() -> String {
    switch random.next() % 5 {
    case 0: text()
    case 1: number()
    case 2: bool()
    case 3: "d.m"
    default: list()
    }
  }

  private mutating func quantifier() -> String {
    let macro = random.pick(["all", "exists", "exists_one"])
    let range = random.chance(80) ? list() : "d.m"
    return "\(range).\(macro)(\(scoped { "\($0), \($1.bool())" }))"
  }

  private mutating func pattern() -> String {
    random.pick([
      "'^a'", "'b$'", "'a.*b'", "'^ab?$'", "'(?s)^a.*$'", "'\\\\bb'", "'^$'", "'[^a]'", "'(ab)+'",
      "'a|^b'", "'^(a|b)*$'",
    ])
  }

  private mutating func scoped(_ body: (String, inout ExpressionGenerator) -> String) -> String {
    let name = "x\(locals.count)"
    locals.append(name)
    defer { locals.removeLast() }
    return body(name, &self)
  }
}
