import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// The third pass: the values of properties.
extension DescriptionReader {
  func origin(_ place: Place) -> Origin {
    documents.origin(of: place)
  }

  /// The properties of a resource, with what AWS takes where they are not written.
  mutating func properties(of draft: Draft, _ estate: inout EstateBuilder) -> Value {
    let type = estate.declarations.type(named: draft.type)
    let shape = type.map(estate.declarations.shape(of:))
    let place = draft.body ?? draft.key
    return object(draft.entries, shape: shape, owner: draft.type, at: place, &estate)
  }

  /// A map of the entries, which are grouped by the first name of their paths.
  mutating func object(
    _ entries: [DraftEntry],
    shape: ShapeID?,
    owner: String,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    var order: [String] = []
    var groups: [String: [DraftEntry]] = [:]
    for entry in entries {
      if groups[entry.path[0]] == nil { order.append(entry.path[0]) }
      groups[entry.path[0], default: []].append(entry)
    }
    var run: [Value] = []
    for name in order {
      guard let group = groups[name], let key = group.first?.key else { continue }
      let word = vocabulary.name(name)
      let declaration = shape.flatMap { estate.declarations.property(word, in: $0) }
      let wanted = Wanted(declaration, name: name, owner: owner, key: key)
      let value = value(of: group, wanted, &estate)
      run.append(estate.heap.string(name, origin: origin(key), name: word))
      run.append(value)
    }
    checkRule(owner, run, at: place, &estate)
    if let shape {
      checkRequired(shape, besides: run, owner: owner, at: place, &estate)
      if owner == drafts[current].type { run += ownName(in: shape, besides: run, &estate) }
      run += estate.defaults(of: shape, besides: run, origin: origin(place))
    }
    return estate.heap.map(alternating: run, origin: origin(place))
  }

  /// A rule about ports has a protocol, and its first port is not above its last.
  private func checkRule(
    _ owner: String,
    _ run: [Value],
    at place: Place,
    _ estate: inout EstateBuilder
  ) {
    guard owner.contains("SecurityGroup") || owner.hasSuffix("PortRange") else { return }
    func text(_ name: String) -> String? {
      for index in stride(from: 0, to: run.count, by: 2)
      where estate.heap.text(run[index]) == name {
        return run[index + 1].kind == .string ? estate.heap.text(run[index + 1]) : ""
      }
      return nil
    }
    var ports: [Int64] = []
    for name in owner.hasSuffix("PortRange") ? ["From", "To"] : ["FromPort", "ToPort"] {
      for index in stride(from: 0, to: run.count, by: 2)
      where estate.heap.text(run[index]) == name && run[index + 1].kind == .int {
        ports.append(run[index + 1].asInt)
      }
    }
    // The two are a type and a code for ICMP.
    let hasPorts =
      owner.hasSuffix("PortRange") || ["tcp", "udp", "6", "17"].contains(text("IpProtocol"))
    if ports.count == 2, hasPorts, ports[0] > ports[1], ports[1] >= 0 {
      let fact = "the first port \(ports[0]) is above the last, \(ports[1])"
      report("invalid-value", fact, at: place, &estate)
    }
    let isRule =
      owner.hasSuffix(".SecurityGroupIngress") || owner.hasSuffix(".SecurityGroupEgress")
    if isRule, text("IpProtocol") == nil {
      let help = "add 'protocol: tcp', or 'protocol: all'"
      report("missing-key", "a rule has no 'protocol'", at: place, help: help, &estate)
    }
  }

  /// What AWS requires has to be written where the description says that properties are complete.
  private func checkRequired(
    _ shape: ShapeID,
    besides run: [Value],
    owner: String,
    at place: Place,
    _ estate: inout EstateBuilder
  ) {
    let account = drafts[current].home.account.map { accounts[$0] }
    let parts = complete.union(account?.complete ?? []).subtracting(account?.open ?? [])
    let isResource = owner == drafts[current].type
    guard parts.contains("properties"), owner != "AWS::Organizations::Account" else { return }
    let missing = estate.declarations.properties(of: shape).filter { property in
      property.isRequired && !property.isReadOnly
        && !stride(from: 0, to: run.count, by: 2).contains { run[$0].name == property.name }
    }
    guard !missing.isEmpty else { return }
    let keys = missing.map { "'\(TypeWords.camelCase(vocabulary.text(of: $0.name)))'" }
    let fact = "\(owner) has no \(keys.joined(separator: " and no ")), which AWS requires"
    report("missing-key", fact, at: isResource ? drafts[current].key : place, &estate)
  }

  /// The value of one property, which several entries may say something about: parts of an object, or
  /// of a list.
  private mutating func value(
    of group: [DraftEntry],
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    let whole = group.filter { $0.path.count == 1 }
    let parts = group.filter { $0.path.count > 1 }
    if parts.isEmpty {
      if let merged = merged(whole) { return lower(merged, wanted, &estate) }
      reportRepetition(whole, &estate)
      return lower(whole[0].value, wanted, &estate)
    }
    var inner: [DraftEntry] = []
    if let first = whole.first {
      if case .object(let entries) = first.value.content {
        inner = entries
      } else if let shape = wanted.shape, documents.kind(of: first.value.place) == .mapping,
        Mark(in: first.value.place, documents) == nil
      {
        let place = first.value.place
        inner = entries(of: place, shape: shape, owner: wanted.path, current, &estate)
      } else {
        reportRepetition([first] + parts, &estate)
        return lower(first.value, wanted, &estate)
      }
      if whole.count > 1 { reportRepetition(whole, &estate) }
    }
    inner += parts.map(\.inner)
    let place = whole.first?.value.place ?? parts[0].value.place
    return object(inner, shape: wanted.shape, owner: wanted.path, at: place, &estate)
  }

  /// One value of several: lists add up, and the same text twice is that text.
  private func merged(_ entries: [DraftEntry]) -> DraftValue? {
    guard entries.count > 1 else { return entries.first?.value }
    let lists = entries.compactMap { list($0.value) }
    if lists.count == entries.count {
      return DraftValue(.list(lists.flatMap(\.self)), at: entries[0].value.place)
    }
    let texts = entries.compactMap { entry -> String? in
      guard case .text(let text) = entry.value.content else { return nil }
      return text
    }
    return texts.count == entries.count && Set(texts).count == 1 ? entries[0].value : nil
  }

  private func list(_ value: DraftValue) -> [DraftValue]? {
    switch value.content {
    case .list(let elements): elements
    case .written where documents.kind(of: value.place) == .sequence:
      documents.elements(of: value.place).map(DraftValue.written)
    case .written, .text, .integer, .flag, .object, .thing, .template, .resourcePattern, .principal,
      .invalid:
      nil
    }
  }

  private func reportRepetition(_ entries: [DraftEntry], _ estate: inout EstateBuilder) {
    let keys = entries.map { documents.text(of: $0.key) }
    report(
      "duplicate-key",
      "'\(keys[1])' says the same as '\(keys[0])'",
      at: entries[1].key,
      related: [note("'\(keys[0])' is here", at: entries[0].key)],
      help: "remove one of them",
      &estate
    )
  }

  /// The value that a draft stands for: unknown where it has another form than its place takes.
  mutating func lower(
    _ value: DraftValue,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    fitted(unfitted(value, wanted, &estate), to: wanted, at: value.place, &estate)
  }

  /// A value, or an unknown where it has another form than its place takes, which is reported.
  func fitted(
    _ value: Value,
    to wanted: Wanted,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard wanted.misfits(value) else { return value }
    let fact = "'\(documents.text(of: wanted.key))' takes \(wanted.formWords), which this is not"
    report("wrong-type", fact, at: place, &estate)
    return invalid("a value of the wrong type", at: place, &estate)
  }

  private mutating func unfitted(
    _ value: DraftValue,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    let place = origin(value.place)
    switch value.content {
    case .written:
      return written(value.place, wanted, &estate)
    case .text(let text):
      return estate.heap.string(text, origin: place)
    case .integer(let number):
      return .int(number, origin: place)
    case .flag(let flag):
      return .bool(flag, origin: place)
    case .list(let elements):
      let values = elements.map { lower($0, wanted.element, &estate) }
      return estate.heap.list(values, origin: place)
    case .object(let entries):
      return object(entries, shape: wanted.shape, owner: wanted.path, at: value.place, &estate)
    case .thing(let thing):
      let reference = reference(to: thing, for: wanted.name, at: value.place, &estate)
      return wanted.isList ? estate.heap.list([reference], origin: place) : reference
    case .template(let pieces):
      let values = pieces.map { self.value(of: $0, &estate) }
      return estate.concatenation(of: values, origin: place)
    case .resourcePattern:
      return resourcePattern(value.place, &estate)
    case .principal:
      return principal(value.place, &estate)
    case .invalid(let subject):
      return invalid(subject, at: value.place, &estate)
    }
  }

  /// What stands for something that was reported.
  func invalid(_ subject: String, at place: Place, _ estate: inout EstateBuilder) -> Value {
    estate.heap.unknown(Unknown(.invalidValue, subject), origin: origin(place))
  }

  private func value(of piece: DraftValue.Piece, _ estate: inout EstateBuilder) -> Value {
    let account = drafts[current].home.account
    switch piece {
    case .text(let text): return estate.heap.string(text)
    case .partition: return partition(of: account, &estate)
    case .region: return region(of: account, &estate)
    }
  }
}
