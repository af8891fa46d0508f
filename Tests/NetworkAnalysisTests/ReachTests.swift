import NetworkAnalysis
import Reachability
import Testing

/// What answers name, and what keeps them open.
struct ReachTests {
  private let question = Twin.Question(from: "Notebook", to: "internet")

  private func reply(_ template: String) throws -> ReachAsker.Reply {
    try Asking.reply(to: question, of: template)
  }

  @Test func aWayNamesEachRuleThatLetsThePacketPass() throws {
    let reply = try reply(NotebookTwins.lab)
    let resources = reply.witness.compactMap(\.resource)
    let expected = ["Group", "EntryOut", "PrivateRoute", "Nat", "PublicRoute", "Attachment"]
    #expect(
      resources.prefix(3).map { String($0.split(separator: "#")[1]) } == Array(expected[..<3])
    )
    for name in expected { #expect(resources.contains("template.yaml#\(name)")) }
    #expect(resources.contains("template.yaml#EntryIn"))
  }

  @Test func aParameterThatDecidesIsNamed() throws {
    let template = NotebookTwins.lab
      .replacing("Resources:", with: "Parameters:\n  Kind: {Type: String}\nResources:")
      .replacing("ConnectivityType: public", with: "ConnectivityType: !Ref Kind")
    let reply = try reply(template)
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Kind'"])
  }

  @Test func aConditionThatDecidesIsNamed() throws {
    let template = Self.conditional(NotebookTwins.lab).replacing(
      "PrivateRoute:\n    Type: AWS::EC2::Route",
      with: "PrivateRoute:\n    Condition: IsOnline\n    Type: AWS::EC2::Route"
    )
    let reply = try reply(template)
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Online'"])
  }

  @Test func aConditionOffTheWayDoesNotMatter() throws {
    let template = Self.conditional(NotebookTwins.lab).replacing(
      "FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}",
      with: """
        FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
                - Fn::If:
                    - IsOnline
                    - {IpProtocol: udp, FromPort: 53, ToPort: 53, CidrIp: 0.0.0.0/0}
                    - !Ref AWS::NoValue
        """
    )
    #expect(try reply(template).verdict == .reachable)
  }

  @Test func twoConditionsThatExcludeEachOtherCloseTheWay() throws {
    let template = Self.conditional(NotebookTwins.lab)
      .replacing(
        "PrivateRoute:\n    Type: AWS::EC2::Route",
        with: "PrivateRoute:\n    Condition: IsOnline\n    Type: AWS::EC2::Route"
      )
      .replacing(
        "PublicRoute:\n    Type: AWS::EC2::Route",
        with: "PublicRoute:\n    Condition: IsOffline\n    Type: AWS::EC2::Route"
      )
    #expect(try reply(template).verdict == .unreachable)
  }

  @Test(arguments: [
    ("an appliance", "NatGatewayId: !Ref Nat", "NetworkInterfaceId: eni-0123456789abcdef0"),
    ("a VPN gateway", "NatGatewayId: !Ref Nat", "GatewayId: vgw-0123456789abcdef0"),
    ("a firewall", "NatGatewayId: !Ref Nat", "VpcEndpointId: vpce-0123456789abcdef0"),
    ("a subnet from elsewhere", "SubnetId: !Ref Private\n", "SubnetId: subnet-0123456789abcdef0\n"),
    ("a group from elsewhere", "[!Ref Group]", "[sg-0123456789abcdef0]"),
  ])
  func whatIsNotModelledOnTheWayLeavesItOpen(what: String, old: String, new: String) throws {
    let template = NotebookTwins.lab.replacing(old, with: new)
    #expect(template != NotebookTwins.lab)
    let reply = try reply(template)
    #expect(reply.verdict == .undetermined, "\(what)")
    #expect(!reply.needs.isEmpty)
  }

  @Test func aRouteForTheAddressesOfAServiceMayLeadToTheInternet() throws {
    let list = "DestinationPrefixListId: com.amazonaws.eu-west-1.s3"
    let template = NotebookTwins.lab.replacing(
      "DestinationCidrBlock: 0.0.0.0/0\n      NatGatewayId",
      with: "\(list)\n      NatGatewayId"
    )
    #expect(template != NotebookTwins.lab)
    let open = try reply(template)
    #expect(open.verdict == .undetermined)
    #expect(open.needs.map(\.text) == ["the public addresses of s3"])
    let question = Twin.Question(from: "Notebook", to: "s3")
    #expect(try Asking.reply(to: question, of: template).verdict == .reachable)
  }

  @Test func aRuleForTheAddressesOfAServiceLetsThroughWhatIsForIt() throws {
    let template = NotebookTwins.lab.replacing(
      "ToPort: 443, CidrIp: 0.0.0.0/0}",
      with: "ToPort: 443, DestinationPrefixListId: com.amazonaws.eu-west-1.s3}"
    )
    #expect(template != NotebookTwins.lab)
    func verdict(_ service: String) throws -> Answer.Verdict {
      try Asking.reply(to: .init(from: "Notebook", to: service), of: template).verdict
    }
    #expect(try verdict("s3") == .reachable)
    #expect(try verdict("sts") == .undetermined)
  }

  private static func conditional(_ template: String) -> String {
    template.replacing(
      "Resources:",
      with: """
        Parameters:
          Online: {Type: String, AllowedValues: ["yes", "no"]}
        Conditions:
          IsOnline: !Equals [!Ref Online, "yes"]
          IsOffline: !Not [!Condition IsOnline]
        Resources:
        """
    )
  }
}
