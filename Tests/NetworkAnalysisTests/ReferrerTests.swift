import Testing

/// Which resources refer to another one, by whatever means.
@Suite struct ReferrerTests {
  func endpoints(_ vpc: String, in world: [String: String] = [:]) -> String {
    let network = Network(
      """
      Third: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Open}}
      Fourth:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !If [IsProd, !Ref Vpc, !Ref OtherVpc]}
      Named: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Vpc}}
      Odd: {Type: Company::Network::Thing}
      Stack: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}
      Endpoint: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: \(vpc)}}
      """
    )
    let type = "AWS::EC2::VPCEndpoint"
    return network.referrers(to: "Vpc", type: type, path: "VpcId", in: world)
  }

  @Test(
    arguments: [
      ("!Ref Vpc", "[Endpoint]"), ("!GetAtt Vpc.VpcId", "[Endpoint]"),
      ("!Ref OtherVpc", "[]"), ("vpc-1", "[]"), ("!Ref AWS::NoValue", "[]"),
      ("!Ref Open", "[possibly ?parameter]"),
      // What an attribute of another resource stands for.
      ("!GetAtt Subnet.VpcId", "[Endpoint]"), ("!GetAtt Elsewhere.VpcId", "[]"),
      ("!GetAtt Third.VpcId", "[possibly ?generated-attribute]"),
      ("!GetAtt Subnet.SubnetId", "[]"),
      // What others give as they like.
      ("!Ref Custom", "[possibly ?generated-attribute]"),
      ("!GetAtt Custom.VpcId", "[possibly ?generated-attribute]"),
      ("!GetAtt Stack.Outputs.VpcId", "[possibly ?generated-attribute]"),
      ("!GetAtt Odd.VpcId", "[possibly ?generated-attribute]"), ("!Ref Odd", "[]"),
    ]
  )
  func whatIsWrittenDecidesWhoRefers(vpc: String, referrers: String) {
    #expect(endpoints(vpc) == referrers)
  }

  @Test func aWorldDecidesWhoRefersThroughAnAttribute() {
    #expect(endpoints("!GetAtt Fourth.VpcId", in: ["Stage": "prod"]) == "[Endpoint]")
    #expect(endpoints("!GetAtt Fourth.VpcId", in: ["Stage": "dev"]) == "[]")
    #expect(endpoints("!GetAtt Fourth.VpcId") == "[possibly ?generated-attribute]")
  }

  /// What waits for one value refers together, so that two stand for all; in a world that takes the first
  /// away, others still do.
  @Test func ofReferrersThatWaitForOneValueThereAreTwo() {
    let type = "AWS::EC2::VPCEndpoint"
    func endpoints(_ first: String, in world: [String: String] = [:]) -> String {
      let network = Network(
        """
        First: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: \(first)}}
        Second: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Open}}
        Third: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Open}}
        """
      )
      return network.referrers(to: "Vpc", type: type, path: "VpcId", in: world)
    }
    #expect(endpoints("!Ref Open") == "[possibly ?parameter, possibly ?parameter]")
    let conditional = "!If [IsProd, !Ref Open, !Ref AWS::NoValue]"
    #expect(
      endpoints(conditional, in: ["Stage": "prod"])
        == "[possibly ?parameter, possibly ?parameter, possibly ?parameter]"
    )
    #expect(
      endpoints(conditional, in: ["Stage": "dev"]) == "[possibly ?parameter, possibly ?parameter]"
    )
  }

  /// A name that another resource lends does not make the one that bears it the other.
  @Test func theNameOfAResourceIsItself() {
    let network = Network(
      """
      Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
      Model: {Type: AWS::SageMaker::Model, Properties: {ModelName: !Ref Data}}
      Config:
        Type: AWS::SageMaker::EndpointConfig
        Properties: {ProductionVariants: [{ModelName: !GetAtt Model.ModelName}]}
      """
    )
    let type = "AWS::SageMaker::EndpointConfig"
    let path = "ProductionVariants.ModelName"
    #expect(network.referrers(to: "Model", type: type, path: path) == "[Config]")
    #expect(network.referrers(to: "Data", type: type, path: path) == "[]")
  }
}
