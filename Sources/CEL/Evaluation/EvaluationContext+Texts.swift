import SourceText
import Values

extension EvaluationContext {
  /// A string as far as it is known in this world.
  mutating func partialText(_ value: Value) -> PartialText {
    var text = PartialText()
    append(value, to: &text)
    return text
  }

  private mutating func append(_ value: Value, to text: inout PartialText) {
    switch value.kind {
    case .string: text.append(heap.utf8(value))
    case .template:
      for index in 0..<value.count { append(heap.element(index, of: value), to: &text) }
    case .reference: appendReference(value, to: &text)
    case .choice:
      let value = operand(value)
      append(value.kind == .error ? .null : value, to: &text)
    case .int, .bool: text.append(heap.literal(value).utf8)
    case .unknown: text.append(gap: value.isIdentifier ? .identifier : .gap)
    case .null, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error:
      text.append(gap: .gap)
    }
  }

  private mutating func appendReference(_ reference: Value, to text: inout PartialText) {
    let known = heap.text(of: reference)
    guard known.kind == .unknown else { return append(known, to: &text) }
    text.append(
      gap: .reference(
        target: heap.target(of: reference),
        attribute: reference.name.rawValue,
        isIdentifier: known.isIdentifier
      )
    )
  }

  /// Whether two strings of any kind are equal.
  mutating func equalTexts(_ left: Value, _ right: Value) -> Value {
    let isReferencePair = left.kind == .reference && right.kind == .reference
    if isReferencePair, left.name == right.name, heap.target(of: left) == heap.target(of: right) {
      return .true
    }
    let earlier = touched
    let first = partialText(left)
    let second = partialText(right)
    var answer = PartialText.equal(first, second)
    if answer == nil, isReferencePair, left.name == right.name, identifies(left.name) {
      answer = false
    }
    return settle(answer, left, right, earlier)
  }

  /// Whether two resources never have the same text in this attribute; `.none` is the resource's own
  /// reference, which is unique by what it is for.
  private func identifies(_ attribute: Name) -> Bool {
    attribute.isNone || identifyingAttributes.contains(attribute)
  }

  mutating func ask(_ question: TextQuestion, _ text: Value, _ part: Value) -> Value {
    if text.kind == .string, part.kind == .string {
      return .bool(holds(question, text, part))
    }
    if text.kind == .choice { return ask(text) { $1.ask(question, $0, part) } }
    if part.kind == .choice { return ask(part) { $1.ask(question, text, $0) } }
    guard text.isTextual, part.isTextual else {
      return failure(text, part) ?? noOverload(question.name, text, part)
    }
    let earlier = touched
    let first = partialText(text)
    let second = partialText(part)
    let answer =
      switch question {
      case .hasPrefix: PartialText.hasPrefix(first, second)
      case .hasSuffix: PartialText.hasSuffix(first, second)
      case .contains: PartialText.contains(first, second)
      }
    return settle(answer, text, part, earlier)
  }

  private mutating func holds(_ question: TextQuestion, _ text: Value, _ part: Value) -> Bool {
    switch question {
    case .hasPrefix: heap.text(text, has: part, at: 0)
    case .hasSuffix: heap.text(text, has: part, at: text.count - part.count)
    case .contains: heap.utf8(text).containsRun(heap.utf8(part))
    }
  }

  mutating func matches(_ text: Value, _ pattern: Pattern) -> Value {
    switch text.kind {
    case .string:
      return .bool(pattern.matches(heap.utf8(text)))
    case .choice:
      return ask(text) { $1.matches($0, pattern) }
    case .template, .reference:
      let earlier = touched
      let partial = partialText(text)
      return settle(pattern.matches(partial), text, text, earlier)
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .unknown:
      return failure(text) ?? noOverload("matches", text)
    }
  }

  /// `matches` with a pattern that is known only now.
  mutating func matches(_ text: Value, pattern: Value) -> Value {
    let pattern = operand(pattern)
    if let failure = failure(text, pattern) { return failure }
    guard pattern.isText else { return noOverload("matches", text, pattern) }
    guard let utf8 = partialText(pattern).whole else { return gap(in: pattern) }
    do throws(PatternError) {
      // A pattern that is a parameter is asked for again with every resource.
      let spelled = String(decoding: utf8, as: UTF8.self)
      let pattern = try remembered("matches", of: spelled) { text throws(PatternError) in
        try Pattern(text.utf8)
      }
      return matches(text, pattern)
    } catch {
      return self.error(.invalidArgument, error.message)
    }
  }
}

// MARK: - Making strings

extension EvaluationContext {
  /// An answer as a value: where it depends on gaps, unknown for the reason of the first gap.
  mutating func settle(_ answer: Bool?, _ left: Value, _ right: Value, _ earlier: Int?) -> Value {
    guard let answer else {
      return hasGap(left) ? gap(in: left) : gap(in: right)
    }
    restoreTouched(earlier)
    return .bool(answer)
  }

  private mutating func hasGap(_ text: Value) -> Bool {
    partialText(text).whole == nil
  }

  /// Why a string is not known in full: an unknown.
  mutating func gap(in text: Value) -> Value {
    switch text.kind {
    case .unknown: return text.derived
    case .reference: return gap(in: heap.text(of: text)).from(text.origin)
    case .choice:
      return gap(in: operand(text))
    case .template:
      for index in 0..<text.count {
        let piece = heap.element(index, of: text)
        if hasGap(piece) { return gap(in: piece).from(text.origin) }
      }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error:
      break
    }
    let unknown = Unknown(.unmodelled, "a string with an open part")
    return heap.unknown(unknown, origin: text.origin).derived
  }

  /// `left + right` for strings of any kind.
  mutating func concatenate(_ left: Value, _ right: Value) -> Value {
    if left.kind == .string, right.kind == .string {
      if left.count == 0 { return right.from(.none) }
      if right.count == 0 { return left.from(.none) }
      if let exhausted = take(bytes: left.count + right.count) { return exhausted }
      return heap.string(utf8: Array(heap.utf8(left)) + heap.utf8(right))
    }
    let pieces = pieces(left) + pieces(right)
    if let exhausted = take(elements: pieces.count) { return exhausted }
    return heap.template(pieces)
  }

  /// What a text is made of, as pieces of a template.
  func pieces(_ text: Value) -> [Value] {
    switch text.kind {
    case .template: heap.elements(of: text)
    case .reference where heap.text(of: text).kind == .string: [heap.text(of: text)]
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .choice, .reference:
      [text]
    }
  }
}
