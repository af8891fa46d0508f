import Reachability

/// Workloads that SageMaker runs in its own network, or in the customer's.
enum WorkloadTwins {
  static let base = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: lab, VpcId: !Ref Vpc}
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref Subnet
          SecurityGroupIds: [!Ref Group]
          DirectInternetAccess: Enabled
      Domain:
        Type: AWS::SageMaker::Domain
        Properties:
          AuthMode: IAM
          DomainName: lab
          VpcId: !Ref Vpc
          SubnetIds: [!Ref Subnet]
          AppNetworkAccessType: PublicInternetOnly
          DefaultUserSettings: {ExecutionRole: "arn:aws:iam::111122223333:role/lab"}
      Model:
        Type: AWS::SageMaker::Model
        Properties:
          ExecutionRoleArn: arn:aws:iam::111122223333:role/lab
          EnableNetworkIsolation: false
      Quality:
        Type: AWS::SageMaker::DataQualityJobDefinition
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/lab
          NetworkConfig:
            EnableNetworkIsolation: false
      Function:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/lab
          Code: {ZipFile: "exit"}
          Timeout: 3
    """

  private static func twin(_ fact: String, _ from: String, _ unsafe: String, _ safe: String) -> Twin
  {
    Twin(fact, at: from, .init(from: from, to: "internet"), in: base, unsafe, safe)
  }

  static let all = [
    twin("direct internet access", "Notebook", "Access: Enabled", "Access: Disabled"),
    twin("a domain of VPC only", "Domain", "Type: PublicInternetOnly", "Type: VpcOnly"),
    twin(
      "the isolation of a model",
      "Model",
      "EnableNetworkIsolation: false\n  Quality",
      "EnableNetworkIsolation: true\n  Quality"
    ),
    twin(
      "the VPC of a model",
      "Model",
      "EnableNetworkIsolation: false\n  Quality",
      "VpcConfig: {Subnets: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}\n  Quality"
    ),
    twin(
      "the isolation of a monitoring job",
      "Quality",
      "  EnableNetworkIsolation: false\n  Function",
      "  EnableNetworkIsolation: true\n  Function"
    ),
    twin(
      "the VPC of a monitoring job",
      "Quality",
      "  EnableNetworkIsolation: false\n  Function",
      "  VpcConfig: {Subnets: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}\n  Function"
    ),
    twin(
      "the VPC of a function",
      "Function",
      "Timeout: 3",
      "VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}"
    ),
  ]
}
