import Findings
import Infrastructure

/// Finding what a name means.
extension DescriptionReader {
  /// What the text at a place names; nil, and reported, where that is nothing or not one thing.
  ///
  /// - Parameter types: The types that are meant.
  func named(
    _ place: Place,
    types: [String],
    from home: Draft.Home,
    _ estate: inout EstateBuilder
  ) -> NamedThing? {
    guard let text = text(of: place, "the name of \(Self.words(for: types))", &estate) else {
      return nil
    }
    switch lookUp(text, types: types, from: home) {
    case .found(let thing): return thing
    case .ambiguous(let things): reportAmbiguity(place, things, &estate)
    case .missing: reportMissing(place, types: types, from: home, &estate)
    }
    return nil
  }

  /// The outcome of looking up a name.
  enum LookUp {
    case found(NamedThing)
    /// Several things in the nearest scope that has one.
    case ambiguous([NamedThing])
    case missing
  }

  /// Looks a text up as a name, from the nearest scope outwards, and as an address: a whole one, or
  /// one from the VPC or the account on.
  func lookUp(_ text: String, types: [String], from home: Draft.Home) -> LookUp {
    let named = names.nearest(text, from: home) { types.contains($0.type) }
    // An alias that stands in a key of the same name means that key.
    let found = named.filter { thing in
      !named.contains { thing.address.hasPrefix("\($0.address)/") }
    }
    if let first = found.first { return found.count == 1 ? .found(first) : .ambiguous(found) }
    guard text.contains("/") else { return .missing }
    for base in bases(of: home) {
      if let thing = names.thing(at: base + text), types.contains(thing.type) {
        return .found(thing)
      }
    }
    return .missing
  }

  /// What a relative address may begin with, the nearest first.
  func bases(of home: Draft.Home) -> [String] {
    var bases: [String] = []
    if let vpc = home.vpc { bases.append("\(drafts[vpc].address)/") }
    if let account = home.account {
      bases.append("\(accounts[account].name)/")
    } else {
      bases.append("organization/")
    }
    return bases + [""]
  }

  func reportAmbiguity(
    _ place: Place,
    _ things: [NamedThing],
    _ estate: inout EstateBuilder
  ) {
    let text = documents.text(of: place)
    let addresses = things.map { "'\($0.address)'" }
    let last = addresses.last ?? ""
    report(
      "ambiguous-reference",
      "'\(text)' can mean \(addresses.dropLast().joined(separator: ", ")) or \(last)",
      at: place,
      related: things.map { note("'\($0.address)' is here", at: $0.key) },
      help: "write the whole address",
      &estate
    )
  }

  func reportMissing(
    _ place: Place,
    types: [String],
    from home: Draft.Home,
    _ estate: inout EstateBuilder
  ) {
    let text = documents.text(of: place)
    let isMeant = { (thing: NamedThing) in types.contains(thing.type) }
    var help: String?
    if let other = names.everywhere(text, where: isMeant).first {
      help = "write '\(other.address)' if that one is meant"
    } else {
      let known = names.visible(from: home, where: isMeant).map(\.name)
      help = Suggestion.help(for: text, among: known)
    }
    if help == nil, types == ["AWS::IAM::ManagedPolicy"] {
      help = "a managed policy of AWS is named by its ARN: arn:aws:iam::aws:policy/\(text)"
    }
    let fact =
      types.count > 4
      ? "'\(text)' is not described" : "\(Self.words(for: types)) '\(text)' is not described"
    report("unresolved-reference", fact, at: place, help: help, &estate)
  }

  /// `subnet`; `key or alias`
  static func words(for types: [String]) -> String {
    let words = types.prefix(3).map { type in
      type == "AWS::KMS::ReplicaKey" ? "replica key" : Self.words(forType: type)
    }
    guard let last = words.last, words.count > 1 else { return words.first ?? "resource" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
  }

  /// `security group` for `AWS::EC2::SecurityGroup`
  static func words(forType type: String) -> String {
    let word = TypeWords.lastWord(of: type)
    if word == "VPC" || word == "EIP" { return word }
    var text = ""
    for character in TypeWords.camelCase(word) {
      text += character.isUppercase ? " " + character.lowercased() : String(character)
    }
    return text
  }
}
