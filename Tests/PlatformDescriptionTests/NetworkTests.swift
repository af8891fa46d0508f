import Findings
import Infrastructure
import Testing
import Values

/// VPCs and what stands in them.
struct NetworkTests {
  let reading = check(
    """
    lintel: platform/v1
    accounts:
      net:
        region: eu-central-1
        transitGateways: {hub: {}}
        vpcs:
          main:
            cidrBlock: 10.0.0.0/16
            internetGateways: [igw]
            vpnGateways: {vpn: {type: ipsec.1}}
            egressOnlyInternetGateways: [out]
            natGateways: {nat: {subnet: public, allocation: address}}
            peeringConnections: {to-shared: {peer: net/vpcs/shared}}
            routeTables:
              public:
                main: true
                routes:
                  - {to: 0.0.0.0/0, via: igw}
                  - {to: "::/0", via: out}
              private:
                routes:
                  - {to: 0.0.0.0/0, via: nat}
                  - {to: 10.1.0.0/16, via: to-shared}
                  - {to: 10.2.0.0/16, via: hub}
                  - {to: 10.3.0.0/16, via: vpn}
                  - {to: 10.4.0.0/16, via: igw-0123456789abcdef0}
                  - {to: 10.5.0.0/16, via: tgw-0123456789abcdef0}
                  - {to: pl-0123456789abcdef0, via: eni-0123456789abcdef0}
                  - {to: 10.6.0.0/16, via: local}
            subnets:
              public: {cidrBlock: 10.0.0.0/24, availabilityZone: a}
              private:
                cidrBlock: 10.0.1.0/24
                availabilityZone: eu-central-1b
                routeTable: private
                networkAcl: strict
            networkAcls:
              strict:
                ingress:
                  - {number: 100, action: allow, protocol: tcp, port: 443, cidr: 10.0.0.0/8}
                egress:
                  - {number: 100, action: deny, protocol: all, cidr: "::/0"}
            securityGroups:
              web:
                description: Answers the world
                ingress:
                  - {protocol: tcp, port: 443, cidr: 0.0.0.0/0}
                  - {protocol: tcp, fromPort: 80, toPort: 81, cidr: "::/0"}
                  - {protocol: all, from: app}
                  - {protocol: udp, port: 53, from: pl-0123456789abcdef0}
                egress:
                  - {protocol: tcp, port: 5432, to: app}
              app: {}
            endpoints:
              s3: {type: Gateway, routeTables: [private]}
              sagemaker.notebook: {type: Interface, subnets: [private], policy: {Statement: []}}
              com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0: {type: Interface}
            transitGatewayAttachments:
              hub: {transitGateway: hub, subnets: [private]}
            flowLogs: {all: {trafficType: ALL, logGroupName: flows}}
          shared: {cidrBlock: 10.1.0.0/16}
        elasticIps: [address]
        logGroups: [flows]
    """
  )

  let vpc = "net/vpcs/main"

  @Test func whatStandsInAVPCRefersToIt() throws {
    for address in ["subnets/public", "routeTables/private", "securityGroups/app", "endpoints/s3"] {
      #expect(try reading.value("VpcId", of: "\(vpc)/\(address)") == "->\(vpc)")
    }
    let attachment = "\(vpc)/internetGateways/igw/attachment"
    #expect(try reading.resource(attachment).type == "AWS::EC2::VPCGatewayAttachment")
    #expect(try reading.value("VpcId", of: attachment) == "->\(vpc)")
    #expect(
      try reading.value("InternetGatewayId", of: attachment) == "->\(vpc)/internetGateways/igw"
    )
    #expect(try reading.value("ResourceId", of: "\(vpc)/flowLogs/all") == "->\(vpc)")
    #expect(try reading.value("ResourceType", of: "\(vpc)/flowLogs/all") == "VPC")
  }

  @Test(arguments: [
    ("public/routes/0.0.0.0/0", "GatewayId", "->net/vpcs/main/internetGateways/igw"),
    (
      "public/routes/::/0", "EgressOnlyInternetGatewayId",
      "->net/vpcs/main/egressOnlyInternetGateways/out"
    ),
    ("private/routes/0.0.0.0/0", "NatGatewayId", "->net/vpcs/main/natGateways/nat"),
    (
      "private/routes/10.1.0.0/16", "VpcPeeringConnectionId",
      "->net/vpcs/main/peeringConnections/to-shared"
    ),
    ("private/routes/10.2.0.0/16", "TransitGatewayId", "->net/transitGateways/hub"),
    ("private/routes/10.3.0.0/16", "GatewayId", "->net/vpcs/main/vpnGateways/vpn"),
    ("private/routes/10.4.0.0/16", "GatewayId", "igw-0123456789abcdef0"),
    ("private/routes/10.5.0.0/16", "TransitGatewayId", "tgw-0123456789abcdef0"),
    ("private/routes/pl-0123456789abcdef0", "NetworkInterfaceId", "eni-0123456789abcdef0"),
    ("private/routes/10.6.0.0/16", "GatewayId", "local"),
  ])
  func aRouteHasThePropertyOfItsTarget(route: String, property: String, value: String) throws {
    let address = "\(vpc)/routeTables/\(route)"
    let table = route.split(separator: "/")[0]
    #expect(try reading.resource(address).type == "AWS::EC2::Route")
    #expect(try reading.value(property, of: address) == value)
    #expect(try reading.value("RouteTableId", of: address) == "->\(vpc)/routeTables/\(table)")
  }

  @Test func aRouteHasThePropertyOfItsDestination() throws {
    let tables = "\(vpc)/routeTables"
    let inside = try reading.value("DestinationCidrBlock", of: "\(tables)/public/routes/0.0.0.0/0")
    #expect(inside == "0.0.0.0/0")
    let sixth = try reading.value("DestinationIpv6CidrBlock", of: "\(tables)/public/routes/::/0")
    #expect(sixth == "::/0")
    let list = try reading.value(
      "DestinationPrefixListId",
      of: "\(tables)/private/routes/pl-0123456789abcdef0"
    )
    #expect(list == "pl-0123456789abcdef0")
  }

  @Test func theMainRouteTableIsMarked() throws {
    #expect(try reading.value("Main", of: "\(vpc)/routeTables/public") == "true")
    #expect(try reading.value("Main", of: "\(vpc)/routeTables/private") == nil)
  }

  @Test func aSubnetIsAssociatedWithItsTables() throws {
    let subnet = "\(vpc)/subnets/private"
    let routes = try reading.resource("\(subnet)/routeTable")
    #expect(routes.type == "AWS::EC2::SubnetRouteTableAssociation")
    #expect(routes.name == "private")
    #expect(try reading.value("SubnetId", of: routes.address) == "->\(subnet)")
    #expect(try reading.value("RouteTableId", of: routes.address) == "->\(vpc)/routeTables/private")
    let list = try reading.resource("\(subnet)/networkAcl")
    #expect(list.type == "AWS::EC2::SubnetNetworkAclAssociation")
    #expect(try reading.value("NetworkAclId", of: list.address) == "->\(vpc)/networkAcls/strict")
    #expect(!reading.addresses.contains("\(vpc)/subnets/public/routeTable"))
  }

  @Test func aLetterIsAZoneOfTheRegion() throws {
    #expect(try reading.value("AvailabilityZone", of: "\(vpc)/subnets/public") == "eu-central-1a")
    #expect(try reading.value("AvailabilityZone", of: "\(vpc)/subnets/private") == "eu-central-1b")
  }

  @Test func rulesOfASecurityGroupAreInIt() throws {
    let group = "\(vpc)/securityGroups/web"
    #expect(
      try reading.value("SecurityGroupIngress", of: group)
        == "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}, "
        + "{IpProtocol: tcp, FromPort: 80, ToPort: 81, CidrIpv6: ::/0}, "
        + "{IpProtocol: -1, SourceSecurityGroupId: ->net/vpcs/main/securityGroups/app.GroupId}, "
        + "{IpProtocol: udp, FromPort: 53, ToPort: 53, SourcePrefixListId: pl-0123456789abcdef0}]"
    )
    #expect(
      try reading.value("SecurityGroupEgress.DestinationSecurityGroupId", of: group)
        == "->net/vpcs/main/securityGroups/app.GroupId"
    )
    #expect(try reading.value("GroupDescription", of: group) == "Answers the world")
    #expect(try reading.value("GroupName", of: group) == "(web)")
  }

  @Test func entriesOfANetworkACLAreResources() throws {
    let list = "\(vpc)/networkAcls/strict"
    let entry = try reading.resource("\(list)/ingress/100")
    #expect(entry.type == "AWS::EC2::NetworkAclEntry")
    #expect(
      reading.outline(entry.properties)
        == "{NetworkAclId: ->\(list), RuleNumber: 100, RuleAction: allow, Protocol: 6, "
        + "PortRange: {From: 443, To: 443}, CidrBlock: 10.0.0.0/8, Egress: false}"
    )
    #expect(try reading.value("Protocol", of: "\(list)/egress/100") == "-1")
    #expect(try reading.value("Ipv6CidrBlock", of: "\(list)/egress/100") == "::/0")
    #expect(try reading.value("Egress", of: "\(list)/egress/100") == "true")
  }

  @Test func anEndpointIsNamedAfterItsService() throws {
    let endpoints = "\(vpc)/endpoints"
    let service = try reading.value("ServiceName", of: "\(endpoints)/s3")
    #expect(service == "com.amazonaws.eu-central-1.s3")
    let notebook = try reading.value("ServiceName", of: "\(endpoints)/sagemaker.notebook")
    #expect(notebook == "aws.sagemaker.eu-central-1.notebook")
    let own = "com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0"
    #expect(try reading.value("ServiceName", of: "\(endpoints)/\(own)") == own)
    let policy = try reading.value("PolicyDocument", of: "\(endpoints)/sagemaker.notebook")
    #expect(policy == "{Statement: []}")
  }

  @Test func withoutARegionAServiceNameHasAHole() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        net:
          vpcs: {main: {endpoints: {s3: {}}, subnets: {a: {availabilityZone: a}}}}
      """
    )
    let name = try reading.value("ServiceName", of: "net/vpcs/main/endpoints/s3")
    #expect(name == "com.amazonaws.?pseudo-parameter.s3")
    let zone = try reading.value("AvailabilityZone", of: "net/vpcs/main/subnets/a")
    #expect(zone == "?pseudo-parametera")
  }
}
