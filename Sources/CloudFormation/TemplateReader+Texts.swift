import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// `Fn::Sub`, `Fn::Join` and `Fn::Base64`.
extension TemplateReader {
  func sub(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    var textNode = call.argument
    var local: NodeID?
    if tree[call.argument].kind == .sequence {
      guard let pair = operands(of: call, count: 2), tree[pair[1]].kind == .mapping,
        isPlainText(pair[0])
      else { return misuse(call, &estate) }
      textNode = pair[0]
      local = pair[1]
    } else if argumentText(of: call) == nil {
      return misuse(call, &estate)
    }
    let text = tree.utf8(of: textNode)
    return substituted(text, local: local, at: call.node, origin: origin(call.node), &estate)
  }

  /// A text with its variables filled in.
  ///
  /// - Parameters:
  ///   - local: The mapping of variables that the function brings along.
  ///   - node: The use of the function.
  func substituted(
    _ text: ArraySlice<UInt8>,
    local: NodeID?,
    at node: NodeID,
    origin: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    var values: [Value] = []
    for piece in SubstitutionText(text).pieces {
      switch piece {
      case .literal(let text):
        values.append(estate.heap.string(utf8: text))
      case .variable(let name):
        if let local, let value = tree.value(of: name, in: local) {
          values.append(lower(value, expecting: .text, &estate))
        } else if name.utf8.contains(UInt8(ascii: ".")) {
          values.append(attribute(name, at: node, &estate))
        } else {
          values.append(reference(to: name, at: node, &estate))
        }
      }
    }
    return resolved(estate.concatenation(of: values, origin: origin), &estate)
  }

  func join(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let pair = operands(of: call, count: 2), isPlainText(pair[0]) else {
      return misuse(call, &estate)
    }
    let separator = estate.heap.string(utf8: tree.utf8(of: pair[0]))
    let list = lower(pair[1], expecting: .list(.text), &estate)
    estate.inheritAssumptions(of: [list], at: origin(call.node))
    return estate.mapCases(of: list) { list, estate in
      joined(list, separator, call, &estate)
    }.from(origin(call.node))
  }

  private func joined(
    _ list: Value,
    _ separator: Value,
    _ call: Call,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard list.kind == .list else { return listIsMissing(list, call, &estate) }
    guard let pieces = pieces(list, separator, &estate) else {
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Join'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    var text = resolved(
      estate.concatenation(of: pieces, origin: origin(call.node)),
      &estate
    )
    text.flags.formUnion(list.flags)
    // An element that holds the separator is not what the text is split into.
    let mark = Array(estate.heap.utf8(separator))
    let isWhole =
      !mark.isEmpty
      && estate.heap.elements(of: list).allSatisfy {
        Self.isWhole($0, betweenSeparators: mark, estate)
      }
    if isWhole { estate.noteJoined(text, of: list, separator: mark) }
    return text
  }

  /// The elements with what separates them. An element that may be missing takes its separator along:
  /// nil where none is there for certain to separate it from.
  private func pieces(
    _ list: Value,
    _ separator: Value,
    _ estate: inout EstateBuilder
  ) -> [Value]? {
    let elements = estate.heap.elements(of: list)
    guard !elements.isEmpty else { return [] }
    guard let firm = elements.firstIndex(where: { !estate.mayBeAbsent($0) }) else { return nil }
    var pieces: [Value] = []
    for (index, element) in elements.enumerated() {
      if index == firm {
        pieces.append(element)
      } else if estate.mayBeAbsent(element) {
        let piece = estate.mapCases(of: element) { element, estate in
          guard !element.isAbsent else { return estate.heap.string("") }
          let parts = index < firm ? [element, separator] : [separator, element]
          return estate.concatenation(of: parts, origin: element.origin)
        }
        pieces.append(piece)
      } else {
        if separator.count > 0 { pieces.append(separator) }
        pieces.append(element)
      }
    }
    return pieces
  }

  func base64(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let text = lowerArgument(call, expecting: .text, &estate)
    let place = origin(call.node)
    estate.inheritAssumptions(of: [text], at: place)
    return estate.mapCases(of: text) { text, estate in
      guard text.kind == .string else { return unevaluated(call, for: [text], &estate) }
      var encoded = estate.heap.string(utf8: Base64.encode(estate.heap.utf8(text)), origin: place)
      encoded.flags = text.flags
      return encoded
    }.from(place)
  }
}
