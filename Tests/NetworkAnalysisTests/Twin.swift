import Infrastructure
import NetworkAnalysis
import Reachability
import TemplateEstates
import Testing

/// Two templates that differ in one fact, with the question that tells them apart.
struct Twin: CustomTestStringConvertible {
  /// What differs.
  let fact: String
  let from: String
  let to: String
  var services = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
  var isOneWay = false
  /// The text of the template in which packets do not arrive, and that of the other.
  let safe: String
  let unsafe: String

  var testDescription: String { fact }

  /// Twins of one template, of which one has a line that reads otherwise.
  init(
    _ fact: String,
    from: String,
    to: String,
    services: ServiceSet = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443),
    isOneWay: Bool = false,
    in base: String,
    _ safe: (of: String, with: String),
    _ unsafe: (of: String, with: String)? = nil
  ) {
    self.fact = fact
    self.from = from
    self.to = to
    self.services = services
    self.isOneWay = isOneWay
    self.safe = base.replacing(safe.of, with: safe.with)
    self.unsafe = unsafe.map { base.replacing($0.of, with: $0.with) } ?? base
  }

  /// What the engine says of a template.
  static func reply(
    _ template: String,
    from: String,
    to: String,
    _ services: ServiceSet = .all,
    isOneWay: Bool = false
  ) throws -> ReachAsker.Reply {
    let estate = TemplateEstate(template)
    func address(_ name: String) -> String {
      estate.id(name).map { estate.estate[$0].address } ?? name
    }
    var asker = ReachAsker(estate.estate)
    return try asker.answer(
      ReachAsker.Inquiry(from: address(from), to: address(to), services, isOneWay: isOneWay)
    )
  }

  func verdict(_ template: String) throws -> Answer.Verdict {
    try Self.reply(template, from: from, to: to, services, isOneWay: isOneWay).verdict
  }
}
