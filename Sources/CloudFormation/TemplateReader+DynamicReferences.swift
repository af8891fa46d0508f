import Infrastructure
import SourceText
import Syntax
import Values

/// `{{resolve:ssm:…}}`, `{{resolve:ssm-secure:…}}` and `{{resolve:secretsmanager:…}}`.
///
/// Source: CloudFormation User Guide, "Get values stored in other services using dynamic references".
extension TemplateReader {
  private static let opening = Array("{{resolve:".utf8)
  private static let closing = Array("}}".utf8)

  /// A text whose dynamic references are what they stand for, as far as this run knows.
  func resolved(_ value: Value, _ estate: inout EstateBuilder) -> Value {
    guard mayHoldReference(value, estate) else { return value }
    let pieces = value.kind == .template ? estate.heap.elements(of: value) : [value]
    var resolved: [Value] = []
    /// The pieces of the reference that is open.
    var inside: [Value]?
    for piece in pieces {
      guard piece.kind == .string else {
        if inside == nil { resolved.append(piece) } else { inside?.append(piece) }
        continue
      }
      var rest = estate.heap.utf8(piece)
      while !rest.isEmpty {
        let mark = inside == nil ? Self.opening : Self.closing
        let place = rest.firstRange(of: mark)
        let part = rest[..<(place?.lowerBound ?? rest.endIndex)]
        if !part.isEmpty {
          let text = estate.heap.string(utf8: Array(part))
          if inside == nil { resolved.append(text) } else { inside?.append(text) }
        }
        guard let place else { break }
        if let name = inside {
          resolved.append(storedValue(name, at: value.origin, &estate))
          inside = nil
        } else {
          inside = []
        }
        rest = rest[place.upperBound...]
      }
    }
    // What nothing closes is a text like any other.
    if let inside { resolved += [estate.heap.string(utf8: Self.opening)] + inside }
    var text = estate.concatenation(of: resolved, origin: value.origin)
    text.flags.formUnion(value.flags)
    return text
  }

  private func mayHoldReference(_ value: Value, _ estate: borrowing EstateBuilder) -> Bool {
    switch value.kind {
    case .string:
      return Self.holdsOpening(estate.heap.utf8(value))
    case .template:
      return (0..<value.count).contains { index in
        let piece = estate.heap.element(index, of: value)
        return piece.kind == .string && Self.holdsOpening(estate.heap.utf8(piece))
      }
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .unknown, .choice, .reference:
      return false
    }
  }

  /// Whether a text holds `{{resolve:`. By hand, because every text is asked, and the general search
  /// takes some 100 instructions for each byte.
  private static func holdsOpening(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count > opening.count else { return false }
    var index = text.startIndex
    let last = text.endIndex - opening.count
    while index < last {
      if text[index] == UInt8(ascii: "{"), text[index + 1] == UInt8(ascii: "{"),
        text[index...].starts(with: opening)
      {
        return true
      }
      index += 1
    }
    return false
  }

  /// What a reference gives: given for this run, declared in it, or unknown.
  ///
  /// - Parameter name: What stands between `{{resolve:` and `}}`: `ssm:/ml/key:3`.
  private func storedValue(
    _ name: [Value],
    at origin: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    let whole = estate.concatenation(of: name, origin: origin)
    guard whole.kind == .string else {
      return estate.heap.unknown(Unknown(.dynamicReference, "a stored value"), origin: origin)
    }
    let text = estate.heap.text(whole)
    if let value = given["resolve:\(text)"] { return estate.heap.string(value, origin: origin) }
    guard text.hasPrefix("ssm:") else {
      let unknown = Unknown(.dynamicReference, "the secret '{{resolve:\(text)}}'")
      return estate.heap.unknown(unknown, origin: origin)
    }
    let path = String(text.dropFirst("ssm:".count))
    // A version that is named may be another than the one that the run would store.
    if !path.utf8.contains(UInt8(ascii: ":")),
      let value = storedParameter(path, at: origin, &estate)
    {
      return value
    }
    let settle = "--parameter resolve:\(text)=VALUE"
    let unknown = Unknown(.dynamicReference, "the stored value '\(path)'", settle: settle)
    return estate.heap.unknown(unknown, origin: origin)
  }

  /// The value of a parameter of Systems Manager that a stack of this run creates.
  func storedParameter(
    _ path: String,
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value? {
    let found = stacks.storedParameters(path, &estate).filter { isReachable($0.reader, estate) }
    guard found.count == 1,
      let value = found[0].reader.valueOfStored(found[0].resource, &estate)
    else { return nil }
    noteReferences(in: value, &estate)
    estate.inheritAssumptions(of: [value], at: place)
    return value.from(place)
  }

  /// The parameters of Systems Manager that this stack creates under names that are known.
  func storedParameters(_ estate: inout EstateBuilder) -> [(path: String, resource: String)] {
    var parameters: [(path: String, resource: String)] = []
    for (name, resource) in declared where resource.typeText == "AWS::SSM::Parameter" {
      guard let properties = resource.properties,
        let path = tree.value(of: "Name", in: properties)
      else { continue }
      let value = lower(path, expecting: .text, &estate)
      if value.kind == .string { parameters.append((estate.heap.text(value), name)) }
    }
    return parameters
  }

  /// What a parameter of Systems Manager holds, where it exists in every world and takes no part in
  /// its own value.
  private func valueOfStored(_ name: String, _ estate: inout EstateBuilder) -> Value? {
    guard let resource = resources[name], let properties = resource.properties,
      let node = tree.value(of: "Value", in: properties), stacks.depth < 40,
      existence(of: resource, named: name, &estate) == .always, stack.existence == .always
    else { return nil }
    stacks.depth += 1
    defer { stacks.depth -= 1 }
    let reading = current
    current = nil
    defer { current = reading }
    return lower(node, expecting: .text, &estate)
  }
}
