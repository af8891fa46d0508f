import Findings
import SourceText

/// A report written by hand with everything that a report can hold, hostile names among it.
enum SampleReport {
  static let network = """
    Resources:
      Vpc:
        Type: AWS::EC2::VPC
      PrivateA:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: !Ref Vpc
          AvailabilityZone: eu-central-1a
      Igw:
        Type: AWS::EC2::InternetGateway
      PrivateRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref PrivateRt
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: !Ref Igw
      PrivateRt:
        Type: AWS::EC2::RouteTable

    """

  static let workloads = """
    Parameters:
      KeyId:
        Type: String
      Stage: {Type: String, Default: dev}
    Resources:
      Explorer:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          DirectInternetAccess: !If [IsProd, Disabled, Enabled]
          KmsKeyId: !Ref KeyId
      Trainer:
        Type: AWS::IAM::Role
        Properties:
          Policies:
            - PolicyName: größe-データ
              PolicyDocument:
                Statement:
                  - {Effect: Allow, Action: 'sagemaker:*', Resource: '*'}
      Scratch:
        Type: AWS::S3::Bucket
      Lake:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: lake
          BucketName: lake-2

    """

  static let hostile =
    #"{"Resources": {"</script><script>alert(1)</script>": {"Type": "AWS::S3::Bucket", "#
    + "\"Properties\": {\"BucketName\": \"\u{202E}%0A::error::gnp.exe | `x` [a](https://evil.example)"
    + " ##vso[task.setvariable]\"}}}}\n"

  static let broken = "Resources:\n\tBucket:\n    Type: AWS::S3::Bucket\n"

  static let sources = SampleSources([
    ("network.yaml", network),
    ("ml/workloads.yaml", workloads),
    ("ml/::error file=<b>|#1 @octocat.json", hostile),
    ("broken.yaml", broken),
  ])

  static let hostilePath = "ml/::error file=<b>|#1 @octocat.json"

  static func report() -> LintReport {
    let findings = violations() + [undetermined(), undeterminedTwin()]
    var summary = LintReport.Summary()
    summary.violations = 5
    summary.undetermined = 2
    summary.satisfied = 11
    summary.notApplicable = 4
    return LintReport(
      sources: sources.files,
      files: files(),
      resources: [
        "AWS::EC2::InternetGateway": 1, "AWS::EC2::Route": 1, "AWS::EC2::RouteTable": 1,
        "AWS::EC2::Subnet": 1, "AWS::EC2::VPC": 1, "AWS::IAM::Role": 1, "AWS::S3::Bucket": 3,
        "AWS::SageMaker::NotebookInstance": 1,
      ],
      unmodelled: .init(
        types: ["AWS::Glue::Job": 2, "AWS::Serverless::Connector": 1],
        properties: ["AWS::S3::Bucket.Colour"]
      ),
      gaps: .init(
        conditions: [
          .init(name: "IsProd", span: findings[0].span, needs: ["Stage"]),
          .init(name: "HasKey", span: findings[0].span, needs: ["KeyArn", "Stage"]),
        ],
        unmatchedPolicies: ["queue-encrypted", "topic-encrypted"]
      ),
      policies: SamplePolicies.all,
      policiesRun: 8,
      findings: findings.sorted { $0.span < $1.span },
      diagnostics: diagnostics(),
      summary: summary
    )
  }

  private static func files() -> [LintReport.File] {
    [
      .init(path: "network.yaml", status: .read, format: "cloudformation", reason: nil),
      .init(path: "ml/workloads.yaml", status: .read, format: "cloudformation", reason: nil),
      .init(path: hostilePath, status: .read, format: "cloudformation", reason: nil),
      .init(path: "package.json", status: .skipped, format: nil, reason: "no template in it"),
      .init(path: "broken.yaml", status: .failed, format: nil, reason: "not valid YAML"),
    ]
  }

  private static func violations() -> [Finding] {
    [privateSubnet(), directInternet(), wildcard(), bucketWithoutBlock(), hostileBucket()]
  }

  private static func privateSubnet() -> Finding {
    Finding(
      policy: SamplePolicies.subnets.id,
      verdict: .violation,
      severity: .critical,
      message:
        "subnet 'PrivateA' of notebook 'Explorer' reaches the internet through gateway 'Igw'",
      subject: .init(type: "AWS::EC2::Subnet", address: "network.yaml#PrivateA"),
      span: sources.span("0.0.0.0/0", in: "network.yaml"),
      related: [Note("internet gateway 'Igw' is declared here", at: span("Igw", "network.yaml"))],
      witness: [
        Note("notebook 'Explorer' runs in subnet 'PrivateA'", at: span("Explorer")),
        Note(
          "subnet 'PrivateA' uses route table 'PrivateRt'",
          at: span("PrivateA", "network.yaml")
        ),
        Note(
          "route 'PrivateRoute' sends 0.0.0.0/0 to internet gateway 'Igw'",
          at: sources.span("GatewayId: !Ref Igw", in: "network.yaml")
        ),
      ],
      help: "remove the route, or route through a NAT gateway in a public subnet",
      controls: SamplePolicies.subnets.controls,
      fingerprint: "0a1b2c3d4e5f6071"
    )
  }

  private static func directInternet() -> Finding {
    Finding(
      policy: SamplePolicies.direct.id,
      verdict: .violation,
      severity: .high,
      message: "notebook 'Explorer' has direct internet access",
      subject: .init(
        type: "AWS::SageMaker::NotebookInstance",
        address: "ml/workloads.yaml#Explorer"
      ),
      span: span("Enabled"),
      when: ["condition 'IsProd' is false"],
      assumes: ["parameter 'Stage' has its default 'dev'"],
      environment: "dev",
      help: "set DirectInternetAccess to Disabled",
      fixes: [
        .init(
          description: "set DirectInternetAccess to Disabled",
          safety: .review,
          edits: [SourceEdit(span("Enabled"), "Disabled")]
        )
      ],
      controls: SamplePolicies.direct.controls,
      fingerprint: "1111222233334444"
    )
  }

  private static func wildcard() -> Finding {
    Finding(
      policy: SamplePolicies.wildcard.id,
      verdict: .violation,
      severity: .critical,
      message: "role 'Trainer' may do 'sagemaker:*' on every resource",
      subject: .init(type: "AWS::IAM::Role", address: "ml/workloads.yaml#Trainer"),
      span: span("'sagemaker:*'"),
      related: [Note("on every resource", at: sources.span("'*'}", in: "ml/workloads.yaml"))],
      fingerprint: "aaaabbbbccccdddd"
    )
  }

  private static func bucketWithoutBlock() -> Finding {
    Finding(
      policy: SamplePolicies.publicAccess.id,
      verdict: .violation,
      severity: .medium,
      message: "bucket 'Scratch' has no public access block",
      subject: .init(type: "AWS::S3::Bucket", address: "ml/workloads.yaml#Scratch"),
      span: span("Scratch"),
      help: "set all four flags of PublicAccessBlockConfiguration",
      controls: SamplePolicies.publicAccess.controls,
      fingerprint: "5555666677778888"
    )
  }

  private static func hostileBucket() -> Finding {
    Finding(
      policy: SamplePolicies.publicAccess.id,
      verdict: .violation,
      severity: .medium,
      message: "bucket '\u{202E}%0A::error::gnp.exe | `x` [a](https://evil.example) "
        + "##vso[task.setvariable]' of @octocat has no\n::error::public access block, see ${Name}",
      subject: .init(
        type: "AWS::S3::Bucket",
        address: hostilePath + "#</script><script>alert(1)</script>"
      ),
      span: sources.span("AWS::S3::Bucket", in: hostilePath),
      controls: SamplePolicies.publicAccess.controls,
      fingerprint: "9999000011112222"
    )
  }

  private static func undetermined() -> Finding {
    Finding(
      policy: SamplePolicies.keys.id,
      verdict: .undetermined,
      severity: .high,
      message: "notebook 'Explorer' is encrypted with a key of AWS",
      subject: .init(
        type: "AWS::SageMaker::NotebookInstance",
        address: "ml/workloads.yaml#Explorer"
      ),
      span: sources.span("!Ref KeyId", in: "ml/workloads.yaml"),
      needs: [keyNeed],
      help: "name a customer managed key",
      controls: SamplePolicies.keys.controls,
      fingerprint: "deadbeefdeadbeef"
    )
  }

  private static func undeterminedTwin() -> Finding {
    Finding(
      policy: SamplePolicies.keys.id,
      verdict: .undetermined,
      severity: .high,
      message: "bucket 'Lake' is encrypted with a key of AWS",
      subject: .init(type: "AWS::S3::Bucket", address: "ml/workloads.yaml#Lake"),
      span: span("Lake"),
      needs: [keyNeed],
      controls: SamplePolicies.keys.controls,
      fingerprint: "feedfacefeedface"
    )
  }

  private static var keyNeed: Finding.Need {
    .init(
      value: "parameter 'KeyId'",
      reason: "parameter",
      span: span("KeyId"),
      settle: "--parameter KeyId=VALUE"
    )
  }

  private static func diagnostics() -> [Diagnostic] {
    [
      Diagnostic(
        .error,
        "yaml-syntax",
        "a tab cannot indent a line",
        at: sources.span("\t", in: "broken.yaml"),
        help: "indent with spaces"
      ),
      Diagnostic(
        .warning,
        "duplicate-key",
        "key 'BucketName' appears twice in one mapping",
        at: sources.span("BucketName", after: "lake\n", in: "ml/workloads.yaml"),
        related: [Note("the first one is here", at: span("BucketName"))]
      ),
      Diagnostic(.error, "missing-file", "no such file 'stacks/\u{1B}[31mprod.yaml'", at: nil),
    ]
  }

  private static func span(_ text: String, _ path: String = "ml/workloads.yaml") -> SourceSpan {
    sources.span(text, in: path)
  }
}
