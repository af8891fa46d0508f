/// Makes uses of intrinsic functions, well formed most of the time.
struct IntrinsicMaker {
  let names: DeclaredNames
  let corpus: Corpus

  /// A function in its short or long form.
  static func call(_ name: String, _ argument: Draft, _ random: inout RandomNumbers) -> Draft {
    if argument.tag == nil, random.chance(50) {
      guard case .alias = argument.content else {
        var short = argument
        short.tag = "!" + name
        return short
      }
    }
    let long = name == "Ref" || name == "Condition" ? name : "Fn::" + name
    return Draft(.mapping([Draft.Entry(.quoted(long), argument)]))
  }

  /// A function around `value`, or in place of it.
  func make(around value: Draft, _ random: inout RandomNumbers) -> Draft {
    if random.chance(12) { return illFormed(value, &random) }
    switch random.number(in: 0...13) {
    case 0, 1: return Self.call("Ref", .plain(names.target(&random)), &random)
    case 2: return Self.call("GetAtt", getAttArgument(&random), &random)
    case 3, 4: return choice(value, &random)
    case 5: return Self.call("Sub", subArgument(&random), &random)
    case 6: return Self.call("Select", select(value, &random), &random)
    case 7:
      return Self.call(
        "Join",
        .list([.quoted(separator(&random)), listOf(value, &random)]),
        &random
      )
    case 8: return Self.call("Split", .list([.quoted(separator(&random)), value]), &random)
    case 9: return Self.call("FindInMap", findInMap(&random), &random)
    case 10: return Self.call("Base64", value, &random)
    case 11: return Self.call("Cidr", cidr(value, &random), &random)
    case 12: return Self.call("ImportValue", value, &random)
    default: return Self.call(random.pick(rare, or: "GetAZs"), value, &random)
    }
  }

  /// What stands below `Conditions`.
  func makeCondition(_ random: inout RandomNumbers, depth: Int = 0) -> Draft {
    switch random.number(in: depth > 4 ? 0...2 : 0...6) {
    case 0: return Self.call("Condition", .plain(names.condition(&random)), &random)
    case 1, 2:
      let reference = Self.call("Ref", .plain(random.pick(names.parameters, or: "P")), &random)
      let other = random.chance(70) ? Draft.plain("prod") : OddValues.scalar(&random, corpus)
      return Self.call("Equals", .list([reference, other]), &random)
    case 3: return Self.call("Not", .list([makeCondition(&random, depth: depth + 1)]), &random)
    case 4, 5:
      let parts = (0..<random.number(in: 0...4)).map { _ in
        makeCondition(&random, depth: depth + 1)
      }
      return Self.call(random.chance(50) ? "And" : "Or", .list(parts), &random)
    default: return make(around: .plain("true"), &random)
    }
  }

  private var rare: [String] {
    [
      "GetAZs", "Transform", "ForEach", "Length", "ToJsonString", "And", "Or", "Not", "Equals",
      "Condition", "Contains", "ValueOf", "RefAll", "EachMemberIn", "Frobnicate", "If", "Ref",
      "Sub",
    ]
  }

  private func illFormed(_ value: Draft, _ random: inout RandomNumbers) -> Draft {
    let name = random.pick(
      rare + ["GetAtt", "FindInMap", "Cidr", "Join", "Select", "Split", "Base64", "ImportValue"],
      or: "Ref"
    )
    let count = random.number(in: 0...5)
    switch random.number(in: 0...3) {
    case 0: return Self.call(name, Draft(.sequence(Array(repeating: value, count: count))), &random)
    case 1: return Self.call(name, Draft(.mapping([])), &random)
    case 2: return Self.call(name, OddValues.scalar(&random, corpus), &random)
    default: return Self.call(name, make(around: value, &random), &random)
    }
  }

  private func choice(_ value: Draft, _ random: inout RandomNumbers) -> Draft {
    let nothing = Self.call("Ref", .plain("AWS::NoValue"), &random)
    let other = random.pick(
      [nothing, nothing, value, OddValues.scalar(&random, corpus)],
      or: value
    )
    let branches = random.chance(50) ? [value, other] : [other, value]
    return Self.call("If", .list([.plain(names.condition(&random))] + branches), &random)
  }

  private func getAttArgument(_ random: inout RandomNumbers) -> Draft {
    let path = names.attribute(&random)
    guard random.chance(30) else { return .plain(path) }
    return .list(path.split(separator: ".", maxSplits: 1).map { .plain(String($0)) })
  }

  private func subArgument(_ random: inout RandomNumbers) -> Draft {
    var text = ""
    for _ in 0..<random.number(in: 1...5) {
      switch random.number(in: 0...4) {
      case 0: text += random.pick(OddValues.texts, or: "")
      case 1: text += "arn:${AWS::Partition}:"
      case 2: text += "${\(names.attribute(&random))}"
      default: text += "${\(names.target(&random))}"
      }
    }
    guard random.chance(30) else { return .quoted(text) }
    let local = Draft(.mapping([Draft.Entry(.plain(names.target(&random)), .plain("local"))]))
    return .list([.quoted(text), local])
  }

  private func select(_ value: Draft, _ random: inout RandomNumbers) -> Draft {
    let index = random.pick(["0", "0", "1", "-1", "7", "9223372036854775807", "x"], or: "0")
    return .list([random.chance(80) ? .plain(index) : value, listOf(value, &random)])
  }

  private func listOf(_ value: Draft, _ random: inout RandomNumbers) -> Draft {
    if random.chance(15) { return value }
    let count = random.number(in: 0...3)
    return Draft(.sequence(Array(repeating: value, count: count)))
  }

  private func separator(_ random: inout RandomNumbers) -> String {
    random.pick([",", "", "/", ":", ".", "aa", "\n", "é"], or: ",")
  }

  private func findInMap(_ random: inout RandomNumbers) -> Draft {
    let key = Self.call("Ref", .plain(names.target(&random)), &random)
    let name = random.pick(names.mappings, or: "Nothing")
    return .list([.plain(name), random.chance(50) ? key : .plain("a"), .plain("b")])
  }

  private func cidr(_ value: Draft, _ random: inout RandomNumbers) -> Draft {
    let numbers = [
      "0", "1", "4", "256", "257", "-1", "32", "128", "1000000", "9223372036854775807",
    ]
    let block = random.chance(50) ? value : .quoted("10.0.0.0/16")
    let count = Draft.plain(random.pick(numbers, or: "1"))
    let bits = Draft.plain(random.pick(numbers, or: "8"))
    return .list([block, count] + (random.chance(60) ? [bits] : []))
  }
}
