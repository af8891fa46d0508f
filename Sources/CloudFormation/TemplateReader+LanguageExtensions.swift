import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// `Fn::Length`, `Fn::ToJsonString`, and names that functions give.
extension TemplateReader {
  /// Whether an operand can be a name: a text as it stands or, with `AWS::LanguageExtensions`, the use
  /// of a function.
  func isName(_ node: NodeID) -> Bool {
    isPlainText(node) || (extendsLanguage && call(at: node) != nil)
  }

  /// The name that an operand is; nil where that is not known.
  func name(at node: NodeID, _ estate: inout EstateBuilder) -> String? {
    let node = tree.resolved(node)
    if isPlainText(node) { return tree.text(of: node) }
    guard call(at: node) != nil else { return nil }
    let value = lower(node, expecting: .text, &estate)
    guard value.kind == .string else { return nil }
    estate.inheritAssumptions(of: [value], at: origin(node))
    return estate.heap.text(value)
  }

  func length(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let list = lowerArgument(call, expecting: .list(.anything), &estate)
    let place = origin(call.node)
    estate.inheritAssumptions(of: [list], at: place)
    return estate.mapCases(of: list) { list, estate in
      guard list.kind == .list else { return listIsMissing(list, call, &estate) }
      guard !estate.heap.elements(of: list).contains(where: estate.mayBeAbsent) else {
        return unevaluated(call, &estate)
      }
      var length = Value.int(Int64(list.count), origin: place)
      length.flags = list.flags
      return length
    }.from(place)
  }

  func jsonString(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let value = lowerArgument(call, expecting: .anything, &estate)
    let place = origin(call.node)
    var json = JSONText()
    if let open = json.write(value, &estate) {
      return open.kind == .unknown ? open.from(place) : unevaluated(call, &estate)
    }
    return estate.concatenation(of: json.pieces(&estate.heap), origin: place)
  }
}

/// A value as JSON text, with pieces that are not known.
private struct JSONText {
  private var written: [Value] = []
  private var literal: [UInt8] = []
  private var depth = 0

  mutating func pieces(_ heap: inout ValueHeap) -> [Value] {
    flush(&heap)
    return written
  }

  private mutating func flush(_ heap: inout ValueHeap) {
    guard !literal.isEmpty else { return }
    written.append(heap.string(utf8: literal))
    literal.removeAll()
  }

  /// The part of a value of which not even the shape is known; nil if all was written.
  mutating func write(_ value: Value, _ estate: inout EstateBuilder) -> Value? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { return value }
    switch value.kind {
    case .bool: literal += (value.isTrue ? "true" : "false").utf8
    case .int: literal += String(value.asInt).utf8
    case .double: literal += String(value.asDouble).utf8
    case .string, .template, .reference: writeText(value, &estate)
    case .list: return writeList(value, &estate)
    case .map: return writeMap(value, &estate)
    case .null, .uint, .bytes, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource,
      .error, .unknown, .choice:
      return value
    }
    return nil
  }

  private mutating func writeText(_ value: Value, _ estate: inout EstateBuilder) {
    literal.append(UInt8(ascii: "\""))
    let text = value.kind == .reference ? estate.heap.text(of: value) : value
    let pieces = text.kind == .template ? estate.heap.elements(of: text) : [text]
    for piece in pieces {
      guard piece.kind == .string else {
        flush(&estate.heap)
        written.append(piece)
        continue
      }
      for byte in estate.heap.utf8(piece) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): literal += [UInt8(ascii: "\\"), byte]
        case 0x0A: literal += "\\n".utf8
        case 0x0D: literal += "\\r".utf8
        case 0x09: literal += "\\t".utf8
        case 0..<0x20: literal += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: literal.append(byte)
        }
      }
    }
    literal.append(UInt8(ascii: "\""))
  }

  private mutating func writeList(_ list: Value, _ estate: inout EstateBuilder) -> Value? {
    literal.append(UInt8(ascii: "["))
    for (index, element) in estate.heap.elements(of: list).enumerated() {
      if index > 0 { literal.append(UInt8(ascii: ",")) }
      if let open = write(element, &estate) { return open }
    }
    literal.append(UInt8(ascii: "]"))
    return nil
  }

  private mutating func writeMap(_ map: Value, _ estate: inout EstateBuilder) -> Value? {
    literal.append(UInt8(ascii: "{"))
    for index in 0..<map.count {
      if index > 0 { literal.append(UInt8(ascii: ",")) }
      writeText(estate.heap.key(index, of: map), &estate)
      literal.append(UInt8(ascii: ":"))
      if let open = write(estate.heap.entry(index, of: map), &estate) { return open }
    }
    literal.append(UInt8(ascii: "}"))
    return nil
  }
}
