import Testing

/// Where workloads are, which workloads are in a place, and what they need there.
@Suite struct WorkloadPlacementTests {
  static func notebook(_ subnet: String, named name: String = "Notebook") -> String {
    "\(name): {Type: AWS::SageMaker::NotebookInstance, Properties: {SubnetId: \(subnet)}}"
  }

  @Test(
    arguments: [
      ("AWS::SageMaker::NotebookInstance", "{SubnetId: S}"),
      ("AWS::SageMaker::Domain", "{SubnetIds: [S]}"),
      ("AWS::SageMaker::Model", "{VpcConfig: {Subnets: [S]}}"),
      ("AWS::SageMaker::EndpointConfig", "{VpcConfig: {Subnets: [S]}}"),
      ("AWS::SageMaker::DataQualityJobDefinition", "{NetworkConfig: {VpcConfig: {Subnets: [S]}}}"),
      ("AWS::SageMaker::ModelBiasJobDefinition", "{NetworkConfig: {VpcConfig: {Subnets: [S]}}}"),
      ("AWS::SageMaker::TrainingJob", "{VpcConfig: {Subnets: [S]}}"),
      ("AWS::SageMaker::ProcessingJob", "{NetworkConfig: {VpcConfig: {Subnets: [S]}}}"),
      (
        "AWS::SageMaker::HyperParameterTuningJob",
        "{TrainingJobDefinition: {VpcConfig: {Subnets: [S]}}}"
      ),
    ]
  )
  func eachKindOfWorkloadNamesItsSubnets(type: String, properties: String) {
    let text = properties.replacing("{SubnetId: S}", with: "{SubnetId: !Ref Subnet}")
      .replacing("[S]", with: "[!Ref Subnet]")
    let network = Network("W: {Type: \(type), Properties: \(text)}")
    #expect(network.subnets(of: "W") == "[Subnet]")
    #expect(network.vpc(of: "W") == "Vpc")
    #expect(network.workloads(in: "Subnet") == "[W]")
    #expect(network.workloads(in: "Vpc") == "[W]")
    #expect(network.workloads(in: "Second") == "[]")
    #expect(network.workloads(in: "OtherVpc") == "[]")
  }

  @Test(
    arguments: [
      ("!Ref Subnet", "[Subnet]"), ("!GetAtt Subnet.SubnetId", "[Subnet]"),
      ("!Ref Open", "[?parameter]"), ("subnet-1", "[?external]"),
      ("!ImportValue subnet", "[?imported-value]"), ("!Ref Custom", "[?external]"),
      ("!GetAtt Custom.SubnetId", "[?generated-attribute]"), ("!Ref Vpc", "[?external]"),
      ("!Ref AWS::NoValue", "[]"), ("!Sub 'subnet-${Open}'", "[?external]"),
    ]
  )
  func aSubnetThatIsNotOfTheEstateIsUnknown(subnet: String, outline: String) {
    #expect(Network(Self.notebook(subnet)).subnets(of: "Notebook") == outline)
  }

  @Test func aWorkloadWithoutSubnetsIsNowhere() {
    let network = Network("W: {Type: AWS::SageMaker::Model}\nB: {Type: AWS::S3::Bucket}")
    #expect(network.subnets(of: "W") == "[]")
    #expect(network.vpc(of: "W") == "nil")
    #expect(network.subnets(of: "B") == "[]")
  }

  @Test(
    arguments: [
      ("[!Ref Open, !Ref Subnet]", "Vpc"), ("[!Ref Subnet, !Ref Open]", "Vpc"),
      ("[!Ref Open]", "?parameter"), ("[subnet-1]", "?external"), ("!Ref Open", "?parameter"),
    ]
  )
  func theVPCOfAWorkloadIsThatOfAKnownSubnet(subnets: String, vpc: String) {
    let network = Network(
      "W: {Type: AWS::SageMaker::Model, Properties: {VpcConfig: {Subnets: \(subnets)}}}"
    )
    #expect(network.vpc(of: "W") == vpc)
  }

  @Test func aDomainNamesItsVPCItself() {
    let network = Network(
      """
      W:
        Type: AWS::SageMaker::Domain
        Properties: {VpcId: !Ref Vpc, SubnetIds: !Ref Open}
      """
    )
    #expect(network.vpc(of: "W") == "Vpc")
    #expect(network.workloads(in: "Vpc") == "[W]")
  }

  @Test func theVPCOfASubnetIsNotTheSubnet() {
    let network = Network("", vpc: "!GetAtt Second.VpcId")
    #expect(network.vpc(of: "Subnet") == "Vpc")
    #expect(network.vpc(of: "Vpc") == "Vpc")
  }

  /// `VpcId` of a subnet stands for whatever the subnet names.
  @Test func aWorldDecidesTheVPCBehindAnAttribute() {
    let network = Network(
      """
      Third:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !If [IsProd, !Ref Vpc, !Ref OtherVpc]}
      Fourth: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Third.VpcId}}
      \(Self.notebook("!Ref Fourth"))
      """
    )
    #expect(network.vpc(of: "Fourth", in: ["Stage": "prod"]) == "Vpc")
    #expect(network.vpc(of: "Fourth", in: ["Stage": "dev"]) == "OtherVpc")
    #expect(network.vpc(of: "Fourth") == "?external")
    #expect(network.workloads(in: "Vpc", in: ["Stage": "prod"]) == "[Notebook]")
    #expect(network.workloads(in: "Vpc", in: ["Stage": "dev"]) == "[]")
    #expect(network.workloads(in: "OtherVpc", in: ["Stage": "dev"]) == "[Notebook]")
  }

  @Test func subnetsThatNameEachOtherEndSomewhere() {
    let network = Network("A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt A.VpcId}}")
    #expect(network.vpc(of: "A") == "?external")
  }

  /// A workload is not nowhere because a condition chooses its subnet.
  @Test func aWorldDecidesWhereAWorkloadIs() {
    let network = Network(Self.notebook("!If [IsProd, !Ref Subnet, !Ref Elsewhere]"))
    for place in ["Subnet", "Vpc"] {
      #expect(network.workloads(in: place, in: ["Stage": "prod"]) == "[Notebook]")
      #expect(network.workloads(in: place, in: ["Stage": "dev"]) == "[]")
      #expect(network.workloads(in: place) == "[possibly ?condition]")
    }
    #expect(network.requiredEndpoints(in: ["Stage": "dev"]) == "[]")
    #expect(network.requiredEndpoints() == "[possibly ?condition]")
  }

  @Test func aParameterMayChooseTheSubnet() {
    let network = Network(Self.notebook("!If [IsProd, !Ref Subnet, !Ref Open]"))
    #expect(network.workloads(in: "Subnet", in: ["Stage": "dev"]) == "[possibly ?parameter]")
    #expect(network.workloads(in: "Subnet", in: ["Stage": "prod"]) == "[Notebook]")
  }

  @Test func aWorldDecidesWhetherAWorkloadIsThere() {
    let network = Network(
      """
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Condition: IsProd
        Properties: {SubnetId: !Ref Subnet}
      """
    )
    #expect(network.workloads(in: "Subnet", in: ["Stage": "prod"]) == "[Notebook]")
    #expect(network.workloads(in: "Subnet", in: ["Stage": "dev"]) == "[]")
    #expect(network.workloads(in: "Subnet") == "[possibly ?condition]")
  }

  /// Whatever else refers to a subnet does not run there.
  @Test func onlyWorkloadsAreWorkloads() {
    let network = Network(
      """
      Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Subnet}}
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties: {SubnetId: !Ref Second, Tags: [{Key: k, Value: !Ref Subnet}]}
      """
    )
    #expect(network.workloads(in: "Subnet") == "[]")
    #expect(network.workloads(in: "Second") == "[Notebook]")
  }

  @Test(
    arguments: [
      ("", "[]"),
      (notebook("!Ref Subnet"), "['sagemaker.api', 'sagemaker.runtime', 's3']"),
      (
        "W: {Type: AWS::SageMaker::Model, Properties: {VpcConfig: {Subnets: [!Ref Subnet]}}}",
        "['s3']"
      ),
      (
        "W: {Type: AWS::SageMaker::Model, Properties: {VpcConfig: {Subnets: [!Ref Subnet]}}}\n"
          + notebook("!Ref Second"),
        "['s3', 'sagemaker.api', 'sagemaker.runtime']"
      ),
      (notebook("!Ref Elsewhere"), "[]"),
    ]
  )
  func aVPCNeedsTheEndpointsOfItsWorkloads(resources: String, endpoints: String) {
    #expect(Network(resources).requiredEndpoints() == endpoints)
  }
}
