import Infrastructure
import Values

/// What is known of a range of addresses that a rule names.
enum AddressRange {
  case block(IPPrefix)
  /// Only partly known, but far smaller than the internet.
  case narrow
  case unknown(Value)

  init(_ value: Value, in estate: Estate, _ context: inout EvaluationContext) {
    if let id = estate.target(of: value, &context),
      ["AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::VPCCidrBlock"].contains(estate[id].type)
    {
      // AWS takes blocks between /16 and /28 for them, and /44 and longer of IPv6.
      self = .narrow
      return
    }
    let text = value.kind == .reference ? context.heap.text(of: value) : value
    switch text.kind {
    case .string:
      if let block = IPPrefix(context.heap.text(text)) {
        self = .block(block)
      } else {
        let unknown = Unknown(.invalidValue, "a range of addresses that is not one")
        self = .unknown(context.heap.unknown(unknown, origin: value.origin))
      }
    case .template:
      self.init(template: text, at: value.origin, &context)
    case .unknown:
      self = .unknown(text.from(value.origin))
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .choice, .reference:
      let unknown = Unknown(.invalidValue, "a range of addresses that is not a text")
      self = .unknown(context.heap.unknown(unknown, origin: value.origin))
    }
  }

  /// Of a range that ends in a known length only that length counts.
  private init(template: Value, at origin: Origin, _ context: inout EvaluationContext) {
    let last = context.heap.elements(of: template).last
    if let last, last.kind == .string {
      let text = context.heap.text(last)
      if let slash = text.lastIndex(of: "/"), let length = Int(text[text.index(after: slash)...]) {
        if length == 0 {
          // Whatever the address, of either family.
          if let everything = IPPrefix(family: .ipv4, address: 0, length: 0) {
            self = .block(everything)
            return
          }
        } else if length >= 8 {
          self = .narrow
          return
        }
      }
    }
    let unknown = Unknown(.unresolvedReference, "a range of addresses that is only partly known")
    self = .unknown(context.heap.unknown(unknown, origin: origin))
  }
}
