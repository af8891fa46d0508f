import Findings
import Infrastructure
import SourceText
import Syntax
import Values

extension TemplateReader {
  /// The value of a function's use.
  ///
  /// `expectation` is what the place wants; it reaches the branches of `Fn::If`.
  func evaluate(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch call.function {
    case .ref:
      return ref(call, &estate)
    case .getAtt:
      let value = getAtt(call, &estate)
      guard case .list = expectation else { return value }
      return givenList(value, &estate) ?? value
    case .sub:
      return sub(call, &estate)
    case .join:
      return join(call, &estate)
    case .select:
      return select(call, expecting: expectation, &estate)
    case .split:
      return split(call, &estate)
    case .findInMap:
      return findInMap(call, expecting: expectation, &estate)
    case .if:
      return choose(call, expecting: expectation, &estate)
    case .base64:
      return base64(call, &estate)
    case .cidr:
      return cidr(call, &estate)
    case .importValue:
      let name = lowerArgument(call, expecting: .text, &estate)
      return imported(name, at: call.node, &estate)
    case .getAZs:
      let unknown = Unknown(.pseudoParameter, "the availability zones of the region")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    case .condition where tree[call.argument].kind == .scalar:
      return truth(of: call, &estate)
    case .transform:
      return transformResult(call.argument, at: call.node, &estate)
    case .length:
      return length(call, &estate)
    case .toJSONString:
      return jsonString(call, &estate)
    case .and, .condition, .contains, .eachMemberEquals, .eachMemberIn, .equals, .not, .or,
      .refAll, .valueOf, .valueOfAll:
      let subject = "the result of '\(call.function.rawValue)'"
      let unknown = Unknown(.unsupportedFunction, subject)
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
  }

  /// A use that the function does not allow: reported, and unknown from there on.
  func misuse(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let fact = "'\(call.function.rawValue)' cannot be used this way"
    estate.report(Diagnostic(.warning, "invalid-intrinsic", fact, at: tree.span(of: call.node)))
    let unknown = Unknown(.invalidValue, "the result of '\(call.function.rawValue)'")
    return estate.heap.unknown(unknown, origin: origin(call.node))
  }

  private func ref(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    if let name = argumentText(of: call) { return reference(to: name, at: call.node, &estate) }
    // Short and long form of another function within, as `AWS::LanguageExtensions` allows.
    guard !call.isShort, extendsLanguage, isName(call.argument) else {
      return misuse(call, &estate)
    }
    guard let name = name(at: call.argument, &estate) else { return unevaluated(call, &estate) }
    return reference(to: name, at: call.node, &estate)
  }

  /// The list that the run gives for an attribute, written with commas; nil for other values.
  private func givenList(_ value: Value, _ estate: inout EstateBuilder) -> Value? {
    let text = value.kind == .reference ? estate.heap.text(of: value) : value
    guard text.kind == .string else { return nil }
    let written = estate.heap.text(text)
    guard given.contains(where: { $0.value == written && $0.key.contains(".") }) else { return nil }
    let parts = written.split(separator: ",").map { part in
      estate.heap.string(String(part.drop { $0 == " " }), origin: value.origin)
    }
    return estate.heap.list(parts, origin: value.origin)
  }

  private func getAtt(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    if let path = argumentText(of: call) { return attribute(path, at: call.node, &estate) }
    guard let pair = operands(of: call, count: 2), isName(pair[0]) else {
      return misuse(call, &estate)
    }
    guard let resource = name(at: pair[0], &estate) else { return unevaluated(call, &estate) }
    let attributeName = lower(pair[1], expecting: .text, &estate)
    guard attributeName.kind == .string else {
      let unknown = Unknown(.generatedAttribute, "an attribute of '\(resource)'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let path = "\(resource).\(estate.heap.text(attributeName))"
    return attribute(path, at: call.node, &estate)
  }
}
