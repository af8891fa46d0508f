import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// `Fn::Select`, `Fn::Split` and `Fn::Cidr`.
extension TemplateReader {
  func select(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let pair = operands(of: call, count: 2) else { return misuse(call, &estate) }
    let index = lower(pair[0], expecting: .integer, &estate)
    let list = lower(pair[1], expecting: .list(expectation), &estate)
    let place = origin(call.node)
    guard index.kind == .int else { return numberIsMissing(index, call, &estate) }
    estate.inheritAssumptions(of: [index, list], at: place)
    let selected = estate.mapCases(of: list) { list, estate in
      element(index.asInt, of: list, call, &estate)
    }
    var result = selected.from(place)
    result.flags.formUnion(index.flags)
    let parameter = referenceName(pair[1]).flatMap { parameters[$0] }
    if list.kind == .unknown, parameter?.holdsIdentifiers == true {
      result.flags.insert(.identifier)
    }
    return result
  }

  private func element(
    _ index: Int64,
    of list: Value,
    _ call: Call,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard list.kind == .list else { return listIsMissing(list, call, &estate) }
    guard (0..<Int64(list.count)).contains(index) else {
      // A default such as "subnet-1 or subnet-2" has fewer parts than deployments will have, and a third
      // zone is asked for by what exists with three zones only.
      guard list.flags.contains(.assumed) || isInVain else { return misuse(call, &estate) }
      let unknown = Unknown(.invalidValue, "element \(index) of a list with \(list.count)")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let elements = estate.heap.elements(of: list)
    guard !elements[...Int(index)].contains(where: estate.mayBeAbsent) else {
      let unknown = Unknown(.unsupportedFunction, "which element 'Fn::Select' gives")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    var element = elements[Int(index)]
    estate.inheritAssumptions(of: [element], at: origin(call.node))
    element.flags.formUnion(list.flags)
    return element
  }

  func split(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let pair = operands(of: call, count: 2), isPlainText(pair[0]),
      !tree.utf8(of: pair[0]).isEmpty
    else { return misuse(call, &estate) }
    let separator = Array(tree.utf8(of: pair[0]))
    let text = lower(pair[1], expecting: .text, &estate)
    let place = origin(call.node)
    estate.inheritAssumptions(of: [text], at: place)
    return estate.mapCases(of: text) { text, estate in
      if let list = Self.split(text, by: separator, at: place, &estate) {
        let list = localized(list, at: place, &estate)
        noteReferences(in: list, &estate)
        return list
      }
      return unevaluated(call, for: [text], &estate)
    }.from(place)
  }

  /// The parts of a text as a list; nil where an unknown piece may hold a separator.
  static func split(
    _ text: Value,
    by separator: [UInt8],
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value? {
    if let list = estate.joinedList(text, separator: separator) { return list.from(place) }
    guard let parts = parts(of: text, by: separator, &estate) else { return nil }
    return list(of: parts, text.flags, at: place, &estate)
  }

  /// The members of a list that is written with commas, without the blanks around them.
  static func splitAtCommas(
    _ text: Value,
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value? {
    for separator in [",", ", "] {
      if let list = estate.joinedList(text, separator: Array(separator.utf8)) {
        return list.from(place)
      }
    }
    guard let parts = parts(of: text, by: [UInt8(ascii: ",")], &estate) else { return nil }
    var trimmed: [[Value]] = []
    for var part in parts {
      func trim(_ index: Int, _ blanks: (inout ArraySlice<UInt8>) -> Void) {
        guard part.indices.contains(index), part[index].kind == .string else { return }
        var bytes = estate.heap.utf8(part[index])
        blanks(&bytes)
        part[index] = estate.heap.string(utf8: Array(bytes))
      }
      trim(0) { bytes in while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() } }
      trim(part.count - 1) { bytes in while bytes.last == UInt8(ascii: " ") { bytes.removeLast() } }
      trimmed.append(part.filter { $0.kind != .string || $0.count > 0 })
    }
    return list(of: trimmed, text.flags, at: place, &estate)
  }

  /// The pieces of each part of a text; nil where an unknown piece may hold a separator.
  private static func parts(
    of text: Value,
    by separator: [UInt8],
    _ estate: inout EstateBuilder
  ) -> [[Value]]? {
    let pieces = text.kind == .template ? estate.heap.elements(of: text) : [text]
    var parts: [[Value]] = [[]]
    for piece in pieces {
      switch piece.kind {
      case .string:
        for (index, part) in split(Array(estate.heap.utf8(piece)), by: separator).enumerated() {
          if index > 0 { parts.append([]) }
          if !part.isEmpty { parts[parts.count - 1].append(estate.heap.string(utf8: part)) }
        }
      case .reference where !isWhole(piece, betweenSeparators: separator, estate):
        let text = estate.heap.text(of: piece)
        guard let inner = Self.parts(of: text, by: separator, &estate) else { return nil }
        parts[parts.count - 1] += inner[0]
        parts += inner.dropFirst()
      case .reference, .unknown:
        guard isWhole(piece, betweenSeparators: separator, estate) else { return nil }
        parts[parts.count - 1].append(piece)
      case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
        .timestamp, .ip, .cidr, .resource, .error, .template, .choice:
        return nil
      }
    }
    return parts
  }

  /// Whether a piece of a text holds no separator for certain: no identifier has a comma or a blank in
  /// it, but most have hyphens.
  static func isWhole(
    _ piece: Value,
    betweenSeparators separator: [UInt8],
    _ estate: borrowing EstateBuilder
  ) -> Bool {
    switch piece.kind {
    case .string:
      return split(Array(estate.heap.utf8(piece)), by: separator).count == 1
    case .reference:
      return isWhole(estate.heap.text(of: piece), betweenSeparators: separator, estate)
    case .template:
      return estate.heap.elements(of: piece).allSatisfy {
        isWhole($0, betweenSeparators: separator, estate)
      }
    case .choice:
      return (0..<piece.count).allSatisfy {
        let part = estate.heap.choiceCase($0, of: piece).value
        return part.isAbsent || isWhole(part, betweenSeparators: separator, estate)
      }
    case .unknown:
      // What an operation made of one is anything.
      if !piece.flags.contains(.derived), isAccountOrRegion(estate.heap.unknown(piece)) {
        return separator.contains { !isOfRegions($0) }
      }
      return piece.isIdentifier
        && separator.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error:
      return false
    }
  }

  /// Whether what is unknown is a partition, region or account.
  private static func isAccountOrRegion(_ unknown: Unknown) -> Bool {
    switch unknown.part?.role {
    case .partition, .region, .account: true
    case .urlSuffix, .own, .lowercased, .attribute: false
    case nil:
      unknown.reason == .pseudoParameter
        && ["'AWS::AccountId'", "'AWS::Partition'", "'AWS::Region'"].contains(unknown.subject)
    }
  }

  /// Whether the name of a partition or region, or the number of an account, may have a letter:
  /// `eu-west-1`.
  private static func isOfRegions(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }

  private static func list(
    of parts: [[Value]],
    _ flags: Value.Flags,
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    var elements: [Value] = []
    for part in parts {
      var element = estate.concatenation(of: part, origin: place)
      element.flags.formUnion(flags)
      elements.append(element)
    }
    var list = estate.heap.list(elements, origin: place)
    list.flags = flags
    return list
  }

  static func split(_ text: [UInt8], by separator: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index + separator.count <= text.count {
      if text[index..<index + separator.count].elementsEqual(separator) {
        parts.append(text[start..<index])
        index += separator.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(text[start...])
    return parts
  }

  func cidr(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let operands = operands(of: call, count: 2...3) else { return misuse(call, &estate) }
    let block = lower(operands[0], expecting: .text, &estate)
    let numbers = operands.dropFirst().map { lower($0, expecting: .integer, &estate) }
    let place = origin(call.node)
    estate.inheritAssumptions(of: [block] + numbers, at: place)
    if let open = numbers.first(where: { $0.kind != .int }) {
      return numberIsMissing(open, call, &estate)
    }
    // AWS does not say how many bits it takes where none are given.
    let text = block.kind == .reference ? estate.heap.text(of: block) : block
    guard text.kind == .string, numbers.count == 2 else {
      return unevaluated(call, for: [block], &estate)
    }
    let blocks = CIDRBlocks.divide(
      estate.heap.text(text),
      count: Int(clamping: numbers[0].asInt),
      hostBits: Int(clamping: numbers[1].asInt)
    )
    guard let blocks else { return misuse(call, &estate) }
    let flags = numbers.reduce(text.flags) { $0.union($1.flags) }
    var values: [Value] = []
    for block in blocks {
      var value = estate.heap.string(block, origin: place)
      value.flags = flags
      values.append(value)
    }
    var list = estate.heap.list(values, origin: place)
    list.flags = flags
    return list
  }
}

// MARK: - Operands that are not known, or of the wrong kind

extension TemplateReader {
  /// What stands where a function wants a list: unknown, and reported where it cannot become one.
  func listIsMissing(_ value: Value, _ call: Call, _ estate: inout EstateBuilder) -> Value {
    switch value.kind {
    case .unknown, .reference, .optional, .choice:
      return unevaluated(call, for: [value], &estate)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .template:
      return misuse(call, &estate)
    }
  }

  /// What stands where a function wants a number.
  func numberIsMissing(_ value: Value, _ call: Call, _ estate: inout EstateBuilder) -> Value {
    switch value.kind {
    case .unknown, .reference, .template, .optional, .choice:
      return unevaluated(call, for: [value], &estate)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .duration,
      .timestamp, .ip, .cidr, .resource, .error:
      return misuse(call, &estate)
    }
  }

  /// The result of a function that is used well, and not worked out: unknown for the reason for which
  /// something in its operands is.
  func unevaluated(
    _ call: Call,
    for operands: [Value] = [],
    _ estate: inout EstateBuilder
  ) -> Value {
    for operand in operands {
      if let cause = Self.firstUnknown(in: operand, estate.heap) {
        return cause.derived.from(origin(call.node))
      }
    }
    let subject = "the result of '\(call.function.rawValue)'"
    let unknown = Unknown(.unsupportedFunction, subject)
    return estate.heap.unknown(unknown, origin: origin(call.node))
  }

  /// What is unknown in a value: itself, a piece of a text, what a reference stands for.
  static func firstUnknown(in value: Value, _ heap: borrowing ValueHeap) -> Value? {
    switch value.kind {
    case .unknown:
      return value
    case .reference:
      return firstUnknown(in: heap.text(of: value), heap)
    case .template, .list:
      for index in 0..<value.count {
        if let found = firstUnknown(in: heap.element(index, of: value), heap) { return found }
      }
      return nil
    case .choice:
      for index in 0..<value.count {
        let part = heap.choiceCase(index, of: value).value
        if let found = firstUnknown(in: part, heap) { return found }
      }
      return nil
    case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error:
      return nil
    }
  }
}
