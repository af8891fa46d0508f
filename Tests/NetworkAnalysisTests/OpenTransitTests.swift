import NetworkAnalysis
import Reachability
import Testing

/// What transit gateways and Studio leave open is undetermined, and what is known stays decided.
struct OpenTransitTests {
  private static let inner = "  Inner: {Type"
  private static let association = """
      Association:
        Type: AWS::EC2::TransitGatewayRouteTableAssociation
        Properties:
          TransitGatewayAttachmentId: !Ref DevAttachment
          TransitGatewayRouteTableId: !Ref Inner
      Inner: {Type
    """

  private static func reply(
    _ changes: (String, String)...,
    from: String = "Lab",
    to: String = "Data"
  ) throws -> ReachAsker.Reply {
    var template = TransitTwins.base
    for (old, new) in changes {
      #expect(template.contains(old))
      template = template.replacing(old, with: new)
    }
    return try Asking.reply(to: .init(from: from, to: to), of: template)
  }

  /// A function in each VPC, the one in production for members of the group of the other.
  private static func functions(_ support: String) -> String {
    """
      AskerGroup:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: asks, VpcId: !Ref Dev}
      ServerGroup:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: answers
          VpcId: !Ref Prod
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref AskerGroup}
      Asker:
        Type: AWS::Lambda::Function
        Properties:
          VpcConfig: {SubnetIds: [!Ref Lab], SecurityGroupIds: [!Ref AskerGroup]}
      Server:
        Type: AWS::EC2::NetworkInterface
        Properties: {SubnetId: !Ref Data, GroupSet: [!Ref ServerGroup]}
      Hub:
        Type: AWS::EC2::TransitGateway
        Properties:
          SecurityGroupReferencingSupport: \(support)
          DefaultRouteTableAssociation: enable
          DefaultRouteTablePropagation: enable
    """
  }

  private static let hub = """
      Hub:
        Type: AWS::EC2::TransitGateway
        Properties: {DefaultRouteTableAssociation: enable, DefaultRouteTablePropagation: enable}
    """

  @Test func aGroupIsNotReferencedAcrossAGatewayThatDoesNotSupportIt() throws {
    let reply = try Self.reply((Self.hub, Self.functions("disable")), from: "Asker", to: "Server")
    #expect(reply.verdict == .unreachable)
  }

  @Test func aGroupThatIsReferencedAcrossAGatewayMayCount() throws {
    let reply = try Self.reply((Self.hub, Self.functions("enable")), from: "Asker", to: "Server")
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["whether security groups count across 'Hub'"])
  }

  @Test func anAttachmentThatIsNotKnownMayBeAnyAndHaveAnyTable() throws {
    let open = Self.association.replacing("!Ref DevAttachment", with: "!ImportValue attachment")
    let reply = try Self.reply(
      ("RouteTableAssociation: enable", "RouteTableAssociation: disable"),
      (Self.inner, open)
    )
    #expect(reply.verdict == .undetermined)
  }

  @Test func aPropagationToATableThatIsNotKnownMayBeToAny() throws {
    let propagation = """
        Propagation:
          Type: AWS::EC2::TransitGatewayRouteTablePropagation
          Properties:
            TransitGatewayAttachmentId: !Ref ProdAttachment
            TransitGatewayRouteTableId: !ImportValue table
      """
    let closed = try Self.reply((Self.inner, Self.association))
    #expect(closed.verdict == .unreachable)
    let reply = try Self.reply((Self.inner, propagation + "\n" + Self.association))
    #expect(reply.verdict == .undetermined)
  }

  @Test func whatAnAttachmentThatIsNotKnownPropagatesIsOpen() throws {
    let propagation = """
        Propagation:
          Type: AWS::EC2::TransitGatewayRouteTablePropagation
          Properties:
            TransitGatewayAttachmentId: !ImportValue attachment
            TransitGatewayRouteTableId: !Ref Inner
      """
    let reply = try Self.reply((Self.inner, propagation + "\n" + Self.association))
    #expect(reply.verdict == .undetermined)
  }

  @Test func aDefaultThatIsNotKnownIsOpen() throws {
    for word in ["Association", "Propagation"] {
      let reply = try Self.reply(("RouteTable\(word): enable", "RouteTable\(word): !ImportValue x"))
      #expect(reply.verdict == .undetermined)
    }
  }

  @Test func aRouteOfATableThatIsNotKnownMayBeInAny() throws {
    let drop = """
        Drop:
          Type: AWS::EC2::TransitGatewayRoute
          Properties:
            TransitGatewayRouteTableId: !ImportValue table
            DestinationCidrBlock: 10.1.0.0/16
            Blackhole: true
      """
    let reply = try Self.reply((Self.inner, drop + "\n" + Self.inner))
    #expect(reply.verdict == .undetermined)
  }

  @Test func whatStudioWithItsOwnInternetSendsThroughTheVPCIsOpen() throws {
    let studio = """
        Studio:
          Type: AWS::SageMaker::Domain
          Properties:
            AppNetworkAccessType: PublicInternetOnly
            AuthMode: IAM
            DomainName: lab
            VpcId: !Ref Dev
            SubnetIds: [!Ref Lab]
            DefaultUserSettings: {ExecutionRole: arn:aws:iam::111122223333:role/lab}
      """
    let words = (Self.inner, studio + "\n" + Self.inner)
    #expect(try Self.reply(words, from: "Studio").verdict == .undetermined)
    let inside = (words.0, words.1.replacing("PublicInternetOnly", with: "VpcOnly"))
    #expect(try Self.reply(inside, from: "Studio").verdict == .reachable)
    #expect(try Self.reply(words, from: "Studio", to: "internet").verdict == .reachable)
  }
}
