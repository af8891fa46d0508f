import NetworkAnalysis
import Reachability
import Testing

/// Questions about two hosts of one place, and about hosts that the estate does not hold.
struct SelfReachTests {
  private static let template = """
    Resources:
      Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Wide: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: all, VpcId: !Ref Net}
      Server:
        Type: AWS::EC2::Instance
        Properties: {ImageId: ami-1, SubnetId: !Ref Wide, SecurityGroupIds: [!Ref Group]}
    """

  private static func reply(
    from source: String,
    to target: String
  ) throws -> ReachAsker.Reply {
    try Asking.reply(to: .init(from: source, to: target), of: template)
  }

  @Test(arguments: ["Wide", "Net"])
  func hostsOfOnePlaceReachEachOther(name: String) throws {
    let reply = try Self.reply(from: name, to: name)
    #expect(reply.verdict == .reachable)
    #expect(!reply.witness.isEmpty)
  }

  @Test(arguments: [("Server", "Server"), ("10.0.0.9/32", "10.0.0.9/32")])
  func whatAHostSendsToItselfIsNotAsked(source: String, target: String) throws {
    #expect(throws: ReachAsker.Refusal.self) { try Self.reply(from: source, to: target) }
  }

  @Test(arguments: [
    ("internet", "internet"), ("8.8.8.8/32", "1.1.1.1/32"), ("internet", "1.1.1.1"),
    ("internet", "s3"), ("8.8.8.8", "192.168.1.1"),
  ])
  func hostsOutsideOfTheEstateAreNotAskedAbout(source: String, target: String) throws {
    let refusal = #expect(throws: ReachAsker.Refusal.self) {
      try Self.reply(from: source, to: target)
    }
    #expect(refusal?.message.contains("outside of the estate") == true)
  }

  @Test func aBlockThatHoldsHostsOfTheEstateIsAskedAboutForThose() throws {
    let reply = try Self.reply(from: "0.0.0.0/0", to: "internet")
    #expect(reply.verdict == .unreachable)
    #expect(!reply.cut.isEmpty)
  }
}
