import Infrastructure
import Values

/// One inbound rule of a security group.
struct IngressRule {
  private static let protocolPath = PropertyPath("IpProtocol")
  private static let startPath = PropertyPath("FromPort")
  private static let endPath = PropertyPath("ToPort")

  /// A port of a protocol.
  struct Port {
    let `protocol`: String?
    let number: Int64?
  }

  /// The token that names the addresses.
  var origin: Origin
  private(set) var blocks: [IPPrefix] = []
  /// What keeps some of its addresses unknown.
  var gap: Value?
  /// Whether it is a rule at all; its gap is all there is otherwise.
  let isRead: Bool
  /// Whether it is there, on the ports it says, in the world that is judged.
  var isCertain = true
  /// The first port it is about; nil where that is not known.
  let portsStart: Port
  private let end: Int64?

  init(unreadable gap: Value) {
    origin = gap.origin
    self.gap = gap
    isRead = false
    portsStart = Port(protocol: nil, number: nil)
    end = nil
  }

  /// A rule without addresses yet.
  init(_ value: Value, _ context: inout EvaluationContext) {
    origin = value.origin
    isRead = true
    let name = Self.protocolPath.values(in: value, &context).first
    let start = Self.startPath.values(in: value, &context).first
    let last = Self.endPath.values(in: value, &context).first
    portsStart = Port(
      protocol: name.flatMap { Self.protocolName($0, context.heap) },
      number: start.map { $0.kind == .int ? $0.asInt : nil } ?? -1
    )
    end = last.map { $0.kind == .int ? $0.asInt : nil } ?? -1
    isCertain = portsStart.protocol != nil && portsStart.number != nil && end != nil
  }

  mutating func add(_ range: AddressRange) {
    switch range {
    case .block(let block): blocks.append(block)
    case .narrow: break
    case .unknown(let value): gap = gap ?? value
    }
  }

  /// Whether it is about a port; where that is not known it may be.
  func admits(_ port: Port) -> Bool {
    if let name = portsStart.protocol, let other = port.protocol {
      if name == "-1" { return true }
      guard name == other else { return false }
    }
    guard let start = portsStart.number, let end, let number = port.number else { return true }
    return start == -1 || start <= number && number <= end
  }

  /// A protocol under its number, the way that AWS stores the three that have names.
  private static func protocolName(_ value: Value, _ heap: borrowing ValueHeap) -> String? {
    let text =
      value.kind == .int ? String(value.asInt) : value.kind == .string ? heap.text(value) : nil
    switch text {
    case "6"?: return "tcp"
    case "17"?: return "udp"
    case "1"?: return "icmp"
    case "all"?: return "-1"
    default: return text?.lowercased()
    }
  }
}
