"""VPCs, subnets, routes, endpoints and security groups."""

from .stack import Stack


def own_network(stack: Stack) -> None:
    """A VPC with private subnets and, in some, a public subnet with a NAT gateway."""
    stack.comment("Network")
    second = stack.number(0, 255)
    cidr = stack.parameter("VpcCidr", """
        Type: String
        Default: @cidr
        """, cidr=f"10.{second}.0.0/16")
    vpc = stack.add("Vpc", """
        Type: AWS::EC2::VPC
        Properties:
          CidrBlock: @cidr
          EnableDnsSupport: true
          EnableDnsHostnames: true
          @tags
        """, cidr=cidr, tags=stack.tags("vpc"))
    stack.vpc = stack.ref(vpc)
    table = private_route_table(stack)
    for position, zone in enumerate("ABC" if stack.chance(0.2) else "AB"):
        private_subnet(stack, zone, position, f"10.{second}.{position + 1}.0/24", table)
    if stack.chance(0.2):
        public_subnet(stack, f"10.{second}.100.0/24", table)
    security_group(stack)


def private_route_table(stack: Stack) -> str:
    """A route table with no way out; a flawed one has a route to an internet gateway."""
    table = stack.add("PrivateRouteTable", """
        Type: AWS::EC2::RouteTable
        Properties:
          VpcId: @vpc
          @tags
        """, vpc=stack.vpc, tags=stack.tags("private"))
    stack.private_route_tables.append(stack.ref(table))
    if stack.flawed():
        internet_gateway(stack)
        stack.add("DefaultRoute", """
            Type: AWS::EC2::Route
            DependsOn: GatewayAttachment
            Properties:
              RouteTableId: @table
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: @gateway
            """, table=stack.ref(table), gateway=stack.ref("InternetGateway"))
    return table


def internet_gateway(stack: Stack) -> None:
    """An internet gateway and its attachment, once."""
    if any(text.startswith("  InternetGateway:") for text in stack.resources):
        return
    stack.add("InternetGateway", """
        Type: AWS::EC2::InternetGateway
        Properties:
          @tags
        """, tags=stack.tags("gateway"))
    stack.add("GatewayAttachment", """
        Type: AWS::EC2::VPCGatewayAttachment
        Properties:
          VpcId: @vpc
          InternetGatewayId: @gateway
        """, vpc=stack.vpc, gateway=stack.ref("InternetGateway"))


def private_subnet(stack: Stack, zone: str, position: int, cidr: str, table: str) -> None:
    """A subnet for workloads and its association with the route table `table`."""
    if stack.chance(0.5):
        cidr = stack.parameter(
            f"PrivateSubnet{zone}Cidr", "Type: String\nDefault: @cidr", cidr=cidr)
    if stack.is_long_form:
        az = f"{{ Fn::Select: [{position}, {{ Fn::GetAZs: \"\" }}] }}"
    else:
        az = f"!Select [{position}, !GetAZs \"\"]"
    public = "true" if stack.flawed() else "false"
    subnet = stack.add(f"PrivateSubnet{zone}", """
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: @vpc
          CidrBlock: @cidr
          AvailabilityZone: @az
          @public
          @tags
        """, vpc=stack.vpc, cidr=cidr, az=az,
        public=f"MapPublicIpOnLaunch: {public}" if public == "true" or stack.chance(0.7) else "",
        tags=stack.tags(f"private-{zone.lower()}"))
    stack.add(f"PrivateSubnet{zone}Routes", """
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties:
          SubnetId: @subnet
          RouteTableId: @table
        """, subnet=stack.ref(subnet), table=stack.ref(table))
    stack.subnets.append(stack.ref(subnet))


def public_subnet(stack: Stack, cidr: str, private_table: str) -> None:
    """A public subnet whose NAT gateway gives the private ones a way out."""
    internet_gateway(stack)
    stack.add("PublicSubnet", """
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: @vpc
          CidrBlock: @cidr
          @tags
        """, vpc=stack.vpc, cidr=cidr, tags=stack.tags("public"))
    stack.add("PublicRouteTable", """
        Type: AWS::EC2::RouteTable
        Properties:
          VpcId: @vpc
        """, vpc=stack.vpc)
    stack.add("PublicRoute", """
        Type: AWS::EC2::Route
        DependsOn: GatewayAttachment
        Properties:
          RouteTableId: @table
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: @gateway
        """, table=stack.ref("PublicRouteTable"), gateway=stack.ref("InternetGateway"))
    stack.add("PublicSubnetRoutes", """
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties:
          SubnetId: @subnet
          RouteTableId: @table
        """, subnet=stack.ref("PublicSubnet"), table=stack.ref("PublicRouteTable"))
    stack.add("NatAddress", """
        Type: AWS::EC2::EIP
        DependsOn: GatewayAttachment
        Properties:
          Domain: vpc
        """)
    stack.add("NatGateway", """
        Type: AWS::EC2::NatGateway
        Properties:
          AllocationId: @address
          SubnetId: @subnet
          @tags
        """, address=stack.get("NatAddress", "AllocationId"), subnet=stack.ref("PublicSubnet"),
        tags=stack.tags("nat"))
    if not any(text.startswith("  DefaultRoute:") for text in stack.resources):
        stack.add("DefaultRoute", """
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: @table
              DestinationCidrBlock: 0.0.0.0/0
              NatGatewayId: @gateway
            """, table=stack.ref(private_table), gateway=stack.ref("NatGateway"))


def imported_network(stack: Stack) -> None:
    """A network that another stack owns: given by parameters, or imported by name."""
    if stack.chance(0.5):
        stack.vpc = stack.parameter("VpcId", "Type: AWS::EC2::VPC::Id\nDescription: The shared VPC")
        for zone in "AB":
            stack.subnets.append(
                stack.parameter(f"Subnet{zone}Id", "Type: AWS::EC2::Subnet::Id"))
    else:
        stack.parameter("NetworkStack", "Type: String\nDefault: @name",
                        name=f"{stack.team}-network")
        stack.vpc, *stack.subnets = [
            imported(stack, field) for field in ("VpcId", "SubnetA", "SubnetB")]
    security_group(stack)


def imported(stack: Stack, field: str) -> str:
    """The value that the network's stack exports as `field`."""
    name = f"\"${{NetworkStack}}-{field}\""
    if stack.is_long_form:
        return f"{{ Fn::ImportValue: {{ Fn::Sub: {name} }} }}"
    return f"{{ Fn::ImportValue: !Sub {name} }}"


def security_group(stack: Stack) -> None:
    """The workloads' security group: HTTPS out, each other in; a flawed one admits everyone."""
    port = stack.pick("443", "8443", "22")
    everyone = f"""SecurityGroupIngress:
  - IpProtocol: tcp
    FromPort: {port}
    ToPort: {port}
    CidrIp: 0.0.0.0/0
    Description: Access for the {stack.team} team""" if stack.flawed() else ""
    group = stack.add("WorkloadSecurityGroup", """
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Workloads of the @project project
          VpcId: @vpc
          @everyone
          SecurityGroupEgress:
            - IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 0.0.0.0/0
              Description: HTTPS to AWS services
          @tags
        """, project=stack.project, vpc=stack.vpc, everyone=everyone, tags=stack.tags("workload"))
    stack.security_group = stack.get(group, "GroupId")
    stack.add("WorkloadSelfIngress", """
        Type: AWS::EC2::SecurityGroupIngress
        Properties:
          GroupId: @group
          IpProtocol: "-1"
          SourceSecurityGroupId: @group
          Description: Traffic between the nodes of a job
        """, group=stack.security_group)


def endpoints(stack: Stack) -> None:
    """The VPC endpoints that SageMaker workloads need; a flawed stack forgets one."""
    stack.comment("Endpoints")
    services = ["s3", "sagemaker.api", "sagemaker.runtime"]
    services += [name for name in ("logs", "sts", "kms", "ecr.dkr") if stack.chance(0.1)]
    if stack.flawed():
        services.pop(stack.number(0, 2))
    for service in services:
        name = "".join(part.capitalize() for part in service.split(".")) + "Endpoint"
        if service == "s3":
            gateway_endpoint(stack, name)
            continue
        stack.add(name, """
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: @vpc
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              ServiceName: @service
              @subnets
              @groups
            """, vpc=stack.vpc, service=stack.sub(f"com.amazonaws.${{AWS::Region}}.{service}"),
            subnets=stack.items("SubnetIds", stack.subnets),
            groups=stack.items("SecurityGroupIds", [stack.security_group]))


def gateway_endpoint(stack: Stack, name: str) -> None:
    """The S3 gateway endpoint with a policy of its own."""
    stack.add(name, """
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: @vpc
          VpcEndpointType: Gateway
          ServiceName: @service
          @tables
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: "*"
                Action: [s3:GetObject, s3:PutObject, s3:ListBucket]
                Resource: "*"
                Condition:
                  StringEquals:
                    aws:ResourceAccount: @account
        """, vpc=stack.vpc, service=stack.sub("com.amazonaws.${AWS::Region}.s3"),
        tables=stack.items("RouteTableIds", stack.private_route_tables),
        account=stack.ref("AWS::AccountId"))


def flow_logs(stack: Stack) -> None:
    """Flow logs of the VPC into a log group."""
    stack.add("FlowLogGroup", """
        Type: AWS::Logs::LogGroup
        Properties:
          RetentionInDays: @days
        """, days=stack.pick("30", "90", "365"))
    stack.add("FlowLogRole", """
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: { Service: vpc-flow-logs.amazonaws.com }
                Action: sts:AssumeRole
          Policies:
            - PolicyName: write-logs
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Action: [logs:CreateLogStream, logs:PutLogEvents, logs:DescribeLogStreams]
                    Resource: @group
        """, group=stack.get("FlowLogGroup", "Arn"))
    stack.add("FlowLog", """
        Type: AWS::EC2::FlowLog
        Properties:
          ResourceType: VPC
          ResourceId: @vpc
          TrafficType: @kind
          LogGroupName: @group
          DeliverLogsPermissionArn: @role
        """, vpc=stack.vpc, kind=stack.pick("ALL", "REJECT"), group=stack.ref("FlowLogGroup"),
        role=stack.get("FlowLogRole", "Arn"))
