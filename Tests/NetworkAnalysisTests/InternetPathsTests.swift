import Testing

/// Through which route tables a subnet reaches the internet.
@Suite struct InternetPathsTests {
  static let table = """
    Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
    Association:
      Type: AWS::EC2::SubnetRouteTableAssociation
      Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
    """

  static func route(_ target: String, to destination: String = "0.0.0.0/0") -> String {
    """
    Route:
      Type: AWS::EC2::Route
      Properties:
        RouteTableId: !Ref Table
        DestinationCidrBlock: \(destination)
        \(target)
    """
  }

  @Test func aRouteToAnInternetGatewayIsAPath() {
    let network = Network(Self.table + "\n" + Self.route("GatewayId: !Ref Gateway"))
    #expect(
      network.paths() == [
        "subnet 'Subnet' -> its route table 'Table' -> route to 0.0.0.0/0 -> "
          + "internet gateway 'Gateway'"
      ]
    )
    #expect(network.paths(from: "Second") == [])
  }

  @Test(
    arguments: [
      "GatewayId: !GetAtt Gateway.InternetGatewayId", "GatewayId: igw-0123456789abcdef0",
      "GatewayId: !Sub '${Gateway}'",
    ]
  )
  func aGatewayMayBeNamedInOtherWays(target: String) {
    #expect(Network(Self.table + "\n" + Self.route(target)).paths().count == 1)
  }

  @Test(
    arguments: [
      "NatGatewayId: !Ref Nat", "GatewayId: !Ref Vpn", "GatewayId: vgw-0123456789abcdef0",
      "GatewayId: local", "EgressOnlyInternetGatewayId: !Ref Open",
      "VpcPeeringConnectionId: pcx-1", "TransitGatewayId: tgw-1", "NetworkInterfaceId: eni-1",
      "GatewayId: !Ref AWS::NoValue",
    ]
  )
  func otherTargetsAreNoPath(target: String) {
    let network = Network(
      """
      Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Second}}
      Vpn: {Type: AWS::EC2::VPNGateway}
      \(Self.table)
      \(Self.route(target))
      """
    )
    #expect(network.paths() == [])
  }

  @Test(
    arguments: [
      ("GatewayId: !Ref Open", "possibly ?parameter"),
      ("GatewayId: !ImportValue gateway", "possibly ?imported-value"),
      ("GatewayId: !Sub '${Open}-x'", "possibly ?external"),
      ("GatewayId: !Ref Custom", "possibly ?generated-attribute"),
      ("GatewayId: !GetAtt Custom.GatewayId", "possibly ?generated-attribute"),
    ]
  )
  func aTargetThatIsNotKnownIsAPossiblePath(target: String, path: String) {
    #expect(Network(Self.table + "\n" + Self.route(target)).paths() == [path])
  }

  @Test(
    arguments: [
      "!Ref Open", "!ImportValue table", "rtb-0123456789abcdef0", "!GetAtt Custom.TableId",
    ]
  )
  func aTableThatIsNotKnownIsAPossiblePath(table: String) {
    let network = Network(
      """
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: \(table)}
      """
    )
    #expect(network.paths().count == 1)
    #expect(network.paths().allSatisfy { $0.hasPrefix("possibly ?") })
  }

  /// Somebody else's association, and somebody else's route, may be about this subnet.
  @Test(
    arguments: [
      """
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Open, RouteTableId: !Ref Table}
      """,
      """
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !GetAtt Custom.SubnetId, RouteTableId: !Ref Table}
      """,
      """
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
      Route:
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref Open, GatewayId: !Ref Gateway}
      """,
    ]
  )
  func whatMayBeAboutTheSubnetIsAPossiblePath(resources: String) {
    let table = "Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}\n"
    let paths = Network(table + resources).paths()
    #expect(paths.count == 1)
    #expect(paths.allSatisfy { $0.hasPrefix("possibly ?") })
  }

  @Test(
    arguments: [
      ("GatewayId: !If [IsProd, !Ref Gateway, !Ref AWS::NoValue]", 0, 1),
      ("GatewayId: !If [IsProd, !Ref AWS::NoValue, igw-1]", 1, 0),
      ("GatewayId: !If [IsProd, !Ref Gateway, igw-1]", 1, 1),
    ]
  )
  func aWorldDecidesTheTarget(target: String, dev: Int, prod: Int) {
    let network = Network(Self.table + "\n" + Self.route(target))
    #expect(network.paths(in: ["Stage": "dev"]).count == dev)
    #expect(network.paths(in: ["Stage": "prod"]).count == prod)
    #expect(network.paths().allSatisfy { $0.hasPrefix("possibly ?condition") })
    #expect(network.paths().count == 1)
  }

  @Test func aWorldDecidesTheTable() {
    let network = Network(
      """
      Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Private: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: !If [IsProd, !Ref Private, !Ref Public]}
      Route:
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref Public, GatewayId: !Ref Gateway}
      """
    )
    #expect(network.paths(in: ["Stage": "prod"]) == [])
    #expect(network.paths(in: ["Stage": "dev"]).count == 1)
    #expect(network.paths().allSatisfy { $0.hasPrefix("possibly ?condition") })
  }

  @Test(arguments: ["Association", "Route"])
  func aWorldDecidesWhetherARouteIsThere(conditional: String) {
    let text = (Self.table + "\n" + Self.route("GatewayId: !Ref Gateway"))
      .replacing("\(conditional):\n", with: "\(conditional):\n  Condition: IsProd\n")
    let network = Network(text)
    #expect(network.paths(in: ["Stage": "prod"]).count == 1)
    #expect(network.paths(in: ["Stage": "dev"]) == [])
    #expect(network.paths().allSatisfy { $0.hasPrefix("possibly ?condition") })
    #expect(network.paths().count == 1)
  }

  /// The main table of a VPC that this estate creates has the local route only.
  @Test func aSubnetWithoutAssociationHasNoPath() {
    #expect(Network("").paths() == [])
  }

  @Test(
    arguments: ["!Ref Open", "vpc-0123456789abcdef0", "!ImportValue vpc", "!GetAtt Custom.VpcId"]
  )
  func theMainTableOfAVPCFromElsewhereIsAPossiblePath(vpc: String) {
    let network = Network("", vpc: vpc)
    #expect(network.paths().count == 1)
    #expect(network.paths().allSatisfy { $0.hasPrefix("possibly ?") })
  }

  @Test func anAssociationRulesTheMainTableOut() {
    #expect(Network(Self.table, vpc: "!Ref Open").paths() == [])
  }

  @Test func aVPCMayBeNamedThroughAnAttribute() {
    #expect(Network("", vpc: "!GetAtt Second.VpcId").paths() == [])
    #expect(Network("", vpc: "!GetAtt Vpc.VpcId").paths() == [])
  }
}
