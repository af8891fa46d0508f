import SourceText

/// Brings in what templates of real estates are made of beside resources and functions: loops, stacks
/// that others create, exports, embedded documents, the serverless model, identity policies, networks.
extension TreeMutator {
  mutating func addConstruct(to draft: inout Draft) {
    switch random.number(in: 0...8) {
    case 0: addLoop(to: &draft)
    case 1: add(stackBelow(draft), to: &draft)
    case 2: addExport(to: &draft)
    case 3: embed(in: &draft)
    case 4: addServerless(to: &draft)
    case 5: editPlace(&draft) { $0 = .quoted($1.dynamicReference()) }
    case 6: add(identity(), to: &draft)
    case 7: add(network(), to: &draft)
    default: addInclude(to: &draft)
    }
    names = DeclaredNames(of: draft)
  }

  private mutating func add(_ resource: Draft, to draft: inout Draft) {
    let name = random.chance(30) ? random.pick(names.resources, or: "Z0") : "Z\(random.next() % 9)"
    draft.editValue(of: "Resources") { $0.editValue(of: name) { $0 = resource } }
  }

  private mutating func transform(_ name: String, in draft: inout Draft) {
    guard random.chance(90) else { return }
    draft.editValue(of: "Transform") { node in
      node = node.text.map { .list([.plain($0), .plain(name)]) } ?? .plain(name)
    }
  }

  private static func resource(_ type: String, _ properties: Draft) -> Draft {
    .map(["Type": .plain(type), "Properties": properties])
  }

  private mutating func oddOr(_ value: Draft) -> Draft {
    random.chance(85) ? value : OddValues.scalar(&random, corpus)
  }

  private mutating func reference() -> Draft {
    IntrinsicMaker.call("Ref", .plain(names.target(&random)), &random)
  }

  // MARK: - Loops

  private mutating func addLoop(to draft: inout Draft) {
    transform("AWS::LanguageExtensions", in: &draft)
    let section = random.pick(["Resources", "Resources", "Outputs", "Conditions"], or: "Resources")
    let elements = (0..<random.number(in: 0...4)).map { Draft.plain("E\($0)") }
    let collection = random.chance(70) ? Draft.list(elements) : reference()
    let entry = draft[section]?.entries.randomElement(using: &random)
    let body = entry?.value ?? .map(["Type": .plain(random.pick(corpus.types, or: ""))])
    let name = (entry?.key.text ?? "L") + (random.chance(85) ? "${X}" : "")
    let generated = Draft(.mapping([Draft.Entry(.quoted(name), body)]))
    let inner = Draft.list([.plain("Y"), collection, generated])
    let isNested = random.chance(20)
    let nested = Draft(.mapping([Draft.Entry(.quoted("Fn::ForEach::M"), inner)]))
    let loop = Draft.list([oddOr(.plain("X")), collection, isNested ? nested : generated])
    draft.editValue(of: section) { $0.editValue(of: "Fn::ForEach::L") { $0 = loop } }
  }

  // MARK: - Stacks

  /// A nested stack or a stack set; its template is another of the run, or the draft itself as a text.
  private mutating func stackBelow(_ draft: Draft) -> Draft {
    let isSet = random.chance(60)
    let file = random.pick(corpus.files.map(\.file.path), or: "main.yaml")
    var entries = [Draft.Entry(.plain("TemplateURL"), oddOr(.quoted("./" + file)))]
    if isSet, random.chance(60), draft.count < 800 {
      let style = random.pick([.json, .block, .flow], or: DraftWriter.Style.json)
      let text = String(decoding: DraftWriter.write(draft, style), as: UTF8.self)
      entries = [Draft.Entry(.plain("TemplateBody"), .quoted(text))]
    }
    let parameters = names.parameters.map { ($0, random.chance(40) ? reference() : .plain("prod")) }
    let list = Draft.list(
      parameters.map { .map(["ParameterKey": .plain($0.0), "ParameterValue": $0.1]) }
    )
    let mapping = Draft(.mapping(parameters.map { Draft.Entry(.plain($0.0), $0.1) }))
    entries.append(Draft.Entry(.plain("Parameters"), isSet == random.chance(95) ? list : mapping))
    if isSet {
      let groups = (0..<random.number(in: 0...3)).map { _ in group(overriding: list) }
      entries.append(Draft.Entry(.plain("StackInstancesGroup"), oddOr(.list(groups))))
    }
    let type = isSet ? "AWS::CloudFormation::StackSet" : "AWS::CloudFormation::Stack"
    return Self.resource(type, Draft(.mapping(entries)))
  }

  private mutating func group(overriding list: Draft) -> Draft {
    let accounts = (0..<random.number(in: 0...9)).map { Draft.quoted("11112222333\($0)") }
    let regions = (0..<random.number(in: 0...9)).map { Draft.plain("eu-west-\($0)") }
    let targets =
      random.chance(70)
      ? Draft.map(["Accounts": oddOr(.list(accounts))])
      : .map(["OrganizationalUnitIds": .list([.plain("ou-1")])])
    return .map([
      "DeploymentTargets": oddOr(targets), "Regions": oddOr(.list(regions)),
      "ParameterOverrides": oddOr(list),
    ])
  }

  private mutating func addExport(to draft: inout Draft) {
    let name = random.pick(
      [
        "${AWS::StackName}-x", "${AWS::StackName}-x-y", "net-x", "${AWS::Region}:x", "${P}-x",
        "${P}",
      ],
      or: "x"
    )
    let text = IntrinsicMaker.call("Sub", .quoted(name), &random)
    if random.chance(60) {
      let output = Draft.map(["Value": reference(), "Export": .map(["Name": oddOr(text)])])
      let key = "O\(random.next() % 4)"
      return draft.editValue(of: "Outputs") { $0.editValue(of: key) { $0 = output } }
    }
    editPlace(&draft) { $0 = IntrinsicMaker.call("ImportValue", text, &$1.random) }
  }

  private mutating func addInclude(to draft: inout Draft) {
    let include = Draft.map([
      "Name": oddOr(.plain("AWS::Include")),
      "Parameters": .map(["Location": oddOr(.plain("s3://bucket/part.yaml"))]),
    ])
    editPlace(&draft) { node, _ in
      if node.isCollection, !node.entries.isEmpty {
        node.editEntries { $0.append(Draft.Entry(.quoted("Fn::Transform"), include)) }
      } else {
        node = Draft(.mapping([Draft.Entry(.quoted("Fn::Transform"), include)]))
      }
    }
  }

  // MARK: - Documents in texts

  /// Makes a text of a part of the document.
  private mutating func embed(in draft: inout Draft) {
    editPlace(&draft) { node, mutator in
      guard node.isCollection, node.count < 600 else { return }
      let style = mutator.random.chance(80) ? DraftWriter.Style.json : .flow
      let text = Draft.quoted(String(decoding: DraftWriter.write(node, style), as: UTF8.self))
      node = mutator.random.chance(30) ? IntrinsicMaker.call("Sub", text, &mutator.random) : text
    }
  }

  private mutating func dynamicReference() -> String {
    let service = random.pick(["ssm", "ssm-secure", "secretsmanager", "s3", ""], or: "ssm")
    let rest = random.pick(
      ["/a/b", "/a/b:3", "name:SecretString:key:AWSCURRENT", ":", "${AWS::Region}", "a}}b"],
      or: ""
    )
    let reference = "{{resolve:\(service):\(rest)}}"
    return random.chance(70) ? reference : "x-\(reference)-\(reference)"
  }

  // MARK: - The serverless model

  private mutating func addServerless(to draft: inout Draft) {
    transform("AWS::Serverless-2016-10-31", in: &draft)
    let type = random.pick(
      [
        "Function", "Function", "Api", "HttpApi", "SimpleTable", "StateMachine", "LayerVersion",
        "Application", "Connector", "GraphQLApi",
      ],
      or: "Function"
    )
    let target = Draft.map(["Id": .plain(random.pick(names.resources, or: "Z0"))])
    let template = random.pick(
      ["S3ReadPolicy", "DynamoDBCrudPolicy", "SQSPollerPolicy", "NoSuchPolicy"],
      or: "S3ReadPolicy"
    )
    let policy = Draft(
      .mapping([Draft.Entry(.plain(template), .map(["BucketName": reference()]))])
    )
    let event = Draft.map([
      "Type": oddOr(.plain(random.pick(["Api", "S3", "Schedule", "SQS", "HttpApi"], or: "Api"))),
      "Properties": .map(["Path": .plain("/x"), "Method": .plain("get"), "Bucket": reference()]),
    ])
    let properties = Draft.map([
      "Source": target, "Destination": oddOr(.list([target, target])),
      "Permissions": oddOr(.list([.plain("Read"), .plain("Write")])), "Handler": .plain("a.b"),
      "Policies": oddOr(.list([policy, .plain("AmazonS3FullAccess")])),
      "Events": oddOr(.map(["E": event])), "VpcConfig": .map(["SubnetIds": .list([reference()])]),
    ])
    add(Self.resource("AWS::Serverless::" + type, oddOr(properties)), to: &draft)
    guard random.chance(30) else { return }
    let globals = Draft.map(["Function": .map(["Timeout": oddOr(.plain("3"))])])
    draft.editValue(of: "Globals") { $0 = globals }
  }

  // MARK: - Identities and networks

  private mutating func identity() -> Draft {
    let statements = (0..<random.number(in: 0...3)).map { _ in
      let part = random.chance(80) ? "Action" : "NotAction"
      return Draft.map([
        "Effect": oddOr(.plain(random.chance(75) ? "Allow" : "Deny")),
        part == "Action" ? "Action" : "NotAction": oddOr(
          .list([.plain(random.pick(corpus.texts + ["s3:*", "iam:PassRole", "*"], or: "*"))])
        ),
        "Resource": oddOr(random.chance(50) ? .plain("*") : reference()),
        "Condition": oddOr(.map(["StringEquals": .map(["aws:PrincipalOrgID": .plain("o-1")])])),
      ])
    }
    let document = Draft.map([
      "Version": .plain("2012-10-17"), "Statement": oddOr(.list(statements)),
    ])
    let type = random.pick(
      ["AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::KMS::Key"],
      or: "AWS::IAM::Role"
    )
    return Self.resource(
      type,
      .map([
        "PolicyDocument": document, "AssumeRolePolicyDocument": document, "KeyPolicy": document,
        "Policies": oddOr(.list([.map(["PolicyName": .plain("p"), "PolicyDocument": document])])),
        "Roles": .list([reference()]), "PermissionsBoundary": oddOr(reference()),
      ])
    )
  }

  private mutating func network() -> Draft {
    let type = random.pick(
      [
        "AWS::EC2::Route", "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::NetworkAclEntry", "AWS::EC2::VPCEndpoint", "AWS::EC2::TransitGatewayAttachment",
        "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPCPeeringConnection",
        "AWS::EC2::PrefixList", "AWS::EC2::NatGateway", "AWS::EC2::VPCCidrBlock",
      ],
      or: "AWS::EC2::Route"
    )
    let block = random.pick(["0.0.0.0/0", "10.0.0.0/8", "::/0", "10.0.0.0/33"], or: "")
    let rule = Draft.map([
      "IpProtocol": oddOr(.quoted("-1")), "FromPort": oddOr(.plain("0")),
      "ToPort": oddOr(.plain("65535")), "CidrIp": oddOr(.plain(block)),
      "SourceSecurityGroupId": reference(),
    ])
    return Self.resource(
      type,
      .map([
        "VpcId": reference(), "SubnetId": reference(), "SubnetIds": .list([reference()]),
        "RouteTableId": reference(), "GatewayId": reference(), "PeerVpcId": reference(),
        "TransitGatewayId": reference(), "GroupId": reference(), "NetworkAclId": reference(),
        "DestinationCidrBlock": oddOr(.plain(block)), "CidrBlock": oddOr(.plain(block)),
        "SecurityGroupIngress": oddOr(.list([rule, rule])), "RuleNumber": oddOr(.plain("100")),
        "Egress": oddOr(.plain("true")), "Protocol": oddOr(.plain("-1")),
        "RuleAction": oddOr(.plain("allow")), "Entries": .list([.map(["Cidr": .plain(block)])]),
        "ServiceName": oddOr(.plain("com.amazonaws.eu-west-1.s3")),
      ])
    )
  }
}
