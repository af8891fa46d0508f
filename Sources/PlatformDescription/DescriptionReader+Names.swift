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
    switch lookUp(text, types: types, from: home, beside: path(of: place)) {
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

  /// Looks a text up as a name, from the nearest scope outwards, and as an address: a whole one, one
  /// from the VPC or the account on, or that of a resource of a template.
  ///
  /// - Parameters:
  ///   - types: The types that are meant; nil for all.
  ///   - file: The description that names it: paths of templates begin beside it.
  func lookUp(
    _ text: String,
    types: [String]?,
    from home: Draft.Home,
    beside file: String = ""
  ) -> LookUp {
    let isMeant = { (thing: NamedThing) in types?.contains(thing.type) ?? true }
    let named = names.nearest(text, from: home, where: isMeant)
    // An alias that stands in a key of the same name means that key.
    let found = named.filter { thing in
      !named.contains { thing.address.hasPrefix("\($0.address)/") }
    }
    if let first = found.first { return found.count == 1 ? .found(first) : .ambiguous(found) }
    if text.contains("#") {
      let thing = names.thing(at: Self.resolve(text, beside: file)) ?? names.thing(at: text)
      if let thing, isMeant(thing) { return .found(thing) }
    }
    guard text.contains("/") else { return .missing }
    for base in bases(of: home) {
      if let thing = names.thing(at: base + text), isMeant(thing) { return .found(thing) }
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
      related: things.compactMap { thing in
        thing.key.map { note("'\(thing.address)' is here", at: $0) }
      },
      help: "write the whole address",
      &estate
    )
  }

  func reportMissing(
    _ place: Place,
    types: [String]?,
    from home: Draft.Home,
    _ estate: inout EstateBuilder
  ) {
    let text = documents.text(of: place)
    let isMeant = { (thing: NamedThing) in types?.contains(thing.type) ?? true }
    var help: String?
    if let other = names.everywhere(text, where: isMeant).first {
      help = "write '\(other.address)' if that one is meant"
    } else {
      let isAddress = text.contains("/") || text.contains("#")
      let known =
        isAddress ? names.addresses : names.visible(from: home, where: isMeant).map(\.name)
      help = Suggestion.help(for: text, among: known)
    }
    // It may be described in a file that has another error.
    if help == nil, !unread.isEmpty { return }
    if help == nil, types == ["AWS::IAM::ManagedPolicy"] {
      help = "a managed policy of AWS is named by its ARN: arn:aws:iam::aws:policy/\(text)"
    }
    let fact =
      types.flatMap { $0.count > 4 ? nil : "\(Self.words(for: $0)) '\(text)' is not described" }
      ?? "'\(text)' is not described"
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
