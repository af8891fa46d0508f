import Findings
import Infrastructure
import Permissions
import SourceText
import Values

/// What two estates call the same: texts that a deployment fills in, and what is not known.
///
/// The same parameter of the same stack, what AWS makes up for the resource of the same name, and a
/// function that is written alike in the same file, stand for the same text in both. A doubt is the same
/// where the statement is written alike in the resource of the same name. Where a variable of the worlds
/// has a say, or a function asks mappings or conditions, these have to be written alike, too.
struct SharedNames {
  private var forms = WrittenForms()
  private var numbers: [String: Int] = [:]
  private var gaps: [(gap: EstateTexts.Gap, side: AccessDifference.Side)] = []

  /// The beginning of the condition keys that stand for something else.
  static let reserved = "lintel:"

  /// Whether resources are written alike, with all that they hang on.
  mutating func areAlike(
    _ one: ResourceID,
    in first: ComparedEstate,
    _ other: ResourceID,
    in second: ComparedEstate
  ) -> Bool {
    areAlike(first.estate[one].origin, in: first, second.estate[other].origin, in: second)
  }

  /// Whether values are written alike, with the sections that decide what they come to.
  mutating func areAlike(
    _ one: Origin,
    in first: ComparedEstate,
    _ other: Origin,
    in second: ComparedEstate
  ) -> Bool {
    guard let form = forms.form(of: one, in: first.estate),
      form == forms.form(of: other, in: second.estate)
    else { return false }
    return surroundings(of: one, in: first) == surroundings(of: other, in: second)
  }

  /// What is written of a resource; nil for those that nothing writes.
  mutating func form(of id: ResourceID, in side: ComparedEstate) -> WrittenForms.Form? {
    forms.form(of: side.estate[id].origin, in: side.estate)
  }

  private mutating func surroundings(
    of origin: Origin,
    in side: ComparedEstate
  ) -> WrittenForms.Form? {
    forms.surroundings(of: origin, in: side.estate)
  }

  /// The gap that a shared placeholder leaves, and in which estate.
  func gap(of placeholder: Symbol.Placeholder) -> (EstateTexts.Gap, AccessDifference.Side)? {
    gaps.indices.contains(placeholder.id) ? gaps[placeholder.id] : nil
  }

  // MARK: - Statements

  /// The names of what is in a statement.
  ///
  /// - Parameters:
  ///   - subject: What the statement is attached to, for statements that nothing holds.
  ///   - closesDoubts: Whether condition keys stand for doubts.
  mutating func renaming(
    of statement: Statement,
    attachedTo subject: ResourceID,
    in side: ComparedEstate,
    closesDoubts: Bool
  ) -> Renaming {
    var renaming = Renaming()
    for placeholder in statement.placeholders {
      renaming.placeholders[placeholder] = shared(placeholder, in: side)
    }
    guard closesDoubts else { return renaming }
    for doubt in statement.doubts {
      let key = key(of: doubt, in: statement, attachedTo: subject, side)
      renaming.doubts[doubt] = ConditionKey("\(Self.reserved)open/\(number(of: key))")
    }
    return renaming
  }

  /// The number of a name, a new one where nobody has used it.
  private mutating func number(of key: String) -> Int {
    let number = numbers[key] ?? gaps.count
    if number == gaps.count {
      numbers[key] = number
      gaps.append((EstateTexts.Gap(.unmodelled, key), .head))
    }
    return number
  }

  // MARK: - What is filled in

  /// The placeholder that stands for the same text in both estates.
  mutating func shared(
    _ placeholder: Symbol.Placeholder,
    in side: ComparedEstate
  ) -> Symbol.Placeholder {
    let gap = side.access.texts.gap(of: .symbol(.placeholder(placeholder)))
    let keys = side.access.texts.keys
    let key: String
    if keys.indices.contains(placeholder.id) {
      key = self.key(of: keys[placeholder.id], gap, in: side)
    } else {
      key = "\(side.side)|\(placeholder.id)"
    }
    // One that is made up in one estate and written in the other is not the same.
    let kind = "\(placeholder.mayHoldColon)|\(placeholder.isUnique)"
    let count = gaps.count
    let number = number(of: "\(kind)|\(key)")
    if number == count { gaps[number] = (gap, side.side) }
    return .init(
      number,
      placeholder.name,
      mayHoldColon: placeholder.mayHoldColon,
      isUnique: placeholder.isUnique
    )
  }

  private mutating func key(
    of key: EstateTexts.Key,
    _ gap: EstateTexts.Gap,
    in side: ComparedEstate
  ) -> String {
    switch key {
    case .part(let part):
      let name = side.name(of: ResourceID(part.resource))
      return "part|\(name)|\(self.name(of: part.role, side))"
    case .account(let home): return "account|\(name(of: home, side))"
    case .region(let home): return "region|\(name(of: home, side))"
    case .unknown(let unknown, let scope):
      return "unknown|\(unknown.reason)|\(unknown.subject)|\(side.name(of: scope))"
    case .place(let origin, let subject):
      guard let written = written(at: origin, in: side, isVariable: gap.variable != nil) else {
        return "\(side.side)|\(subject)|\(origin.rawValue)"
      }
      return "place|\(subject)|\(written)"
    }
  }

  private func name(of role: Unknown.Part.Role, _ side: ComparedEstate) -> String {
    let vocabulary = side.estate.declarations.vocabulary
    return switch role {
    case .partition: "partition"
    case .region: "region"
    case .account: "account"
    case .urlSuffix: "suffix"
    case .own(let name): "own \(vocabulary.text(of: name))"
    case .lowercased(let name): "lowercased \(vocabulary.text(of: name))"
    case .attribute(let name): "attribute \(vocabulary.text(of: name))"
    }
  }

  private func name(of home: EstateTexts.Home, _ side: ComparedEstate) -> String {
    switch home {
    case .named(let name): "named \(name)"
    case .scope(let scope): "scope \(side.name(of: scope))"
    }
  }

  /// What is written at a place, with the file, and all that it hangs on.
  mutating func written(
    at origin: Origin,
    in side: ComparedEstate,
    isVariable: Bool
  ) -> String? {
    guard let form = forms.form(of: origin, in: side.estate),
      let path = side.path(of: origin)
    else { return nil }
    var key = "\(side.name(of: path))|\(form)"
    if isVariable || forms.asksSurroundings(form),
      let surroundings = surroundings(of: origin, in: side)
    {
      key += "|\(surroundings)"
    }
    return key
  }

  // MARK: - What is open

  /// A doubt in words that both estates use: without the folder that it was read from.
  private func words(
    of doubt: Doubt,
    _ gap: EstateTexts.Gap,
    _ side: ComparedEstate
  ) -> String {
    guard let scope = gap.scope else { return doubt.description }
    let name = side.estate.scopes[scope.index].name
    return doubt.description.split(separator: "'\(name)'", omittingEmptySubsequences: false)
      .joined(separator: "'\(side.name(of: name))'")
  }

  /// How the organization is written, on which it hangs what is attached to an account.
  private mutating func organization(of side: ComparedEstate) -> String {
    var parts: [String] = []
    for type in ["Account", "Organization", "OrganizationalUnit", "Policy"] {
      for id in side.estate.resources(ofType: "AWS::Organizations::\(type)") {
        let written = written(at: side.estate[id].origin, in: side, isVariable: true)
        parts.append("\(side.name(of: id)) \(written ?? "\(side.side)")")
      }
    }
    return parts.joined(separator: "|")
  }

  private mutating func key(
    of doubt: Doubt,
    in statement: Statement,
    attachedTo subject: ResourceID,
    _ side: ComparedEstate
  ) -> String {
    let provenance = statement.provenance
    let isHeld = side.estate.resources.indices.contains(provenance.document)
    let holder = isHeld ? ResourceID(provenance.document) : subject
    let gap = side.access.texts.gap(of: doubt)
    // What cannot be read is an Allow and a Deny, of which both, either or none may be there.
    var key = "open|\(statement.effect)|\(words(of: doubt, gap, side))|\(side.name(of: holder))"
    if !isHeld { key += "|\(side.name(of: subject))" }
    if gap.scope != nil { key += "|\(organization(of: side))" }
    if !isHeld, !gap.origin.isNone {
      let isVariable = gap.variable != nil
      key += "|\(written(at: gap.origin, in: side, isVariable: isVariable) ?? "\(side.side)")"
    }
    if gap.variable != nil {
      // Whether a resource is there is said beside the statement.
      let origin = side.estate[holder].origin
      key += "|\(written(at: origin, in: side, isVariable: true) ?? "\(side.side)")"
    }
    if isHeld {
      let isVariable = gap.variable != nil
      key += "|"
      key += written(at: provenance.origin, in: side, isVariable: isVariable) ?? "\(side.side)"
    }
    return key
  }
}
