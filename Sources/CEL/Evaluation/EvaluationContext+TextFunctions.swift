import Values

extension EvaluationContext {
  /// A function of the `strings` extension; neither unknowns nor errors nor choices are among the
  /// arguments.
  mutating func call(_ function: TextFunction, _ arguments: [Value]) -> Value {
    let count = function.textCount
    guard function.takes(arguments), let receiver = arguments.first else {
      let types = arguments.map(\.kind.typeName).joined(separator: ", ")
      return error(.noSuchOverload, "\(function)(\(types))")
    }
    switch function {
    case .join: return join(receiver, separator: arguments.dropFirst().first)
    case .lowerAscii, .upperAscii: return changeCase(function, of: receiver)
    case .charAt, .indexOf, .lastIndexOf, .replace, .reverse, .split, .substring, .trim: break
    }
    var texts: [[UInt8]] = []
    for argument in arguments.prefix(count) {
      guard let utf8 = partialText(argument).whole else { return gap(in: argument) }
      texts.append(utf8)
    }
    let numbers = arguments.dropFirst(count).map { Int($0.asInt) }
    return call(function, ScalarText(texts[0]), Array(texts.dropFirst()), numbers)
  }

  private mutating func call(
    _ function: TextFunction,
    _ text: ScalarText,
    _ others: [[UInt8]],
    _ numbers: [Int]
  ) -> Value {
    if let exhausted = take(bytes: size(of: function, text, others, numbers)) { return exhausted }
    switch function {
    case .reverse: return heap.string(utf8: text.reversed)
    case .trim: return heap.string(utf8: text.trimmed)
    case .charAt: return charAt(numbers[0], of: text)
    case .substring: return substring(of: text, from: numbers[0], to: numbers.dropFirst().first)
    case .indexOf, .lastIndexOf: return find(function, others[0], in: text, numbers.first)
    case .replace:
      let limit = numbers.first ?? -1
      return heap.string(utf8: text.replacing(others[0], with: others[1], limit: limit))
    case .split:
      let parts = text.split(at: others[0], limit: numbers.first ?? -1)
      return heap.list(parts.map { heap.string(utf8: $0) })
    case .join, .lowerAscii, .upperAscii:
      return error(.noSuchOverload, "\(function)")
    }
  }

  /// The bytes that a function makes, at most.
  private func size(
    of function: TextFunction,
    _ text: ScalarText,
    _ others: [[UInt8]],
    _ numbers: [Int]
  ) -> Int {
    switch function {
    case .join, .lowerAscii, .upperAscii, .charAt, .indexOf, .lastIndexOf: return 0
    case .reverse, .substring, .trim: return text.utf8Count
    case .split:
      let parts = text.split(at: others[0], limit: numbers.first ?? -1).count
      return text.utf8Count + parts * MemoryLayout<Value>.stride
    case .replace:
      let limit = numbers.first ?? -1
      let found =
        others[0].isEmpty ? text.count + 1 : text.split(at: others[0], limit: -1).count - 1
      let count = limit < 0 ? found : min(found, limit)
      return text.utf8Count + count * others[1].count
    }
  }

  private mutating func charAt(_ index: Int, of text: ScalarText) -> Value {
    guard (0...text.count).contains(index) else { return outOfRange(index) }
    return index == text.count ? heap.string("") : heap.string(utf8: text[index..<index + 1])
  }

  private mutating func substring(of text: ScalarText, from start: Int, to end: Int?) -> Value {
    let end = end ?? text.count
    guard (0...text.count).contains(start) else { return outOfRange(start) }
    guard (0...text.count).contains(end) else { return outOfRange(end) }
    guard start <= end else { return error(.invalidArgument, "substring from \(start) to \(end)") }
    return heap.string(utf8: text[start..<end])
  }

  private mutating func find(
    _ function: TextFunction,
    _ part: [UInt8],
    in text: ScalarText,
    _ offset: Int?
  ) -> Value {
    let isFirst = function == .indexOf
    let offset = offset ?? (isFirst ? 0 : text.count)
    guard (0...text.count).contains(offset) else { return outOfRange(offset) }
    let found =
      isFirst
      ? text.firstIndex(of: part, from: offset) : text.lastIndex(of: part, upTo: offset)
    return .int(Int64(found ?? -1))
  }

  private mutating func outOfRange(_ index: Int) -> Value {
    error(.indexOutOfBounds, "\(index)")
  }
}

// MARK: - Functions of texts that are not known in full

extension EvaluationContext {
  /// The texts of a list, one behind the other.
  private mutating func join(_ list: Value, separator: Value?) -> Value {
    let elements = elements(of: list)
    if let doubt = doubt(about: elements) { return doubt }
    // What is known so far, behind what is not.
    var known: [UInt8] = []
    var open: [Value] = []
    var failure: Value?
    for index in 0..<elements.count {
      if let exhausted = step() { return exhausted }
      let element = operand(elements.value(index, in: heap))
      guard element.isText else {
        let failed = self.failure(element) ?? noOverload("join", element)
        failure = failure.map { $0.weaker(failed) } ?? failed
        continue
      }
      for text in index > 0 ? [separator, element] : [element] {
        guard let text else { continue }
        guard text.kind != .string else {
          if let exhausted = take(bytes: text.count) { return exhausted }
          known += heap.utf8(text)
          continue
        }
        if !known.isEmpty { open.append(heap.string(utf8: known)) }
        known = []
        open += pieces(text)
      }
    }
    if let failure { return failure }
    guard !open.isEmpty else { return heap.string(utf8: known) }
    if !known.isEmpty { open.append(heap.string(utf8: known)) }
    return heap.template(open)
  }

  /// Letters of ASCII in one case; what is open stays open.
  private mutating func changeCase(_ function: TextFunction, of text: Value) -> Value {
    if let utf8 = partialText(text).whole {
      return heap.string(utf8: utf8.map { function.changed($0) })
    }
    switch text.kind {
    case .template:
      var pieces: [Value] = []
      for index in 0..<text.count {
        pieces.append(changeCase(function, of: heap.element(index, of: text)))
      }
      return heap.template(pieces)
    case .reference where heap.text(of: text).kind == .template:
      return changeCase(function, of: heap.text(of: text))
    case .reference where heap.text(of: text).isIdentifier:
      return heap.text(of: text)
    case .unknown where text.isIdentifier:
      return text
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .choice, .reference:
      return gap(in: text)
    }
  }
}

extension TextFunction {
  /// How many arguments are texts, from the receiver on; for `join` how many are lists.
  fileprivate var textCount: Int {
    switch self {
    case .charAt, .join, .lowerAscii, .reverse, .substring, .trim, .upperAscii: 1
    case .indexOf, .lastIndexOf, .split: 2
    case .replace: 3
    }
  }

  fileprivate func takes(_ arguments: [Value]) -> Bool {
    let first = arguments.prefix(textCount)
    let others = arguments.dropFirst(textCount)
    guard self != .join else {
      return first.allSatisfy { $0.kind == .list } && others.allSatisfy(\.isText)
    }
    return first.allSatisfy(\.isText) && others.allSatisfy { $0.kind == .int }
  }

  /// A byte in the other case, if it is a letter in the wrong one.
  fileprivate func changed(_ byte: UInt8) -> UInt8 {
    let letters: ClosedRange<UInt8> = self == .lowerAscii ? 0x41...0x5A : 0x61...0x7A
    return letters.contains(byte) ? byte ^ 0x20 : byte
  }
}
