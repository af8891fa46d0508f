import NetworkAnalysis
import Reachability
import Testing

/// Pairs of templates that differ in one fact: the engine tells each apart, at the right place, whether
/// they are templates or descriptions.
struct TwinTests {
  static let all =
    NotebookTwins.all + EndpointTwins.all + PeeringTwins.all + TransitTwins.all
    + WorkloadTwins.all + InboundTwins.all + IPv6Twins.all

  @Test func thereAreSixtyPairs() {
    #expect(Self.all.count >= 60)
    #expect(Set(Self.all.map(\.fact)).count == Self.all.count)
    for twin in Self.all { #expect(twin.safe != twin.unsafe) }
  }

  @Test(arguments: all)
  func oneFactDecidesInTemplates(twin: Twin) throws {
    let unsafe = try Asking.reply(to: twin.question, of: twin.unsafe)
    let safe = try Asking.reply(to: twin.question, of: twin.safe)
    #expect(unsafe.verdict == .reachable)
    #expect(safe.verdict == .unreachable, "\(safe.needs.map(\.text))")
    let places = (unsafe.witness + safe.cut).compactMap(\.resource)
    #expect(places.contains { $0.hasSuffix(twin.place) }, "\(Set(places).sorted())")
  }

  @Test(arguments: all)
  func oneFactDecidesInDescriptions(twin: Twin) throws {
    let unsafe = try Asking.reply(to: twin.question, ofDescribed: twin.unsafe)
    let safe = try Asking.reply(to: twin.question, ofDescribed: twin.safe)
    #expect(unsafe.verdict == .reachable)
    #expect(safe.verdict == .unreachable, "\(safe.needs.map(\.text))")
  }
}
