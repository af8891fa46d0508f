import Findings

/// The policies of the sample report.
enum SamplePolicies {
  static let all = [publicAccess, subnets, keys, wildcard, direct, unused]

  static let publicAccess = LintReport.Policy(
    id: PolicyID("bucket-public-access-block"),
    title: "Buckets block public access",
    domain: "internet-exposure",
    severity: .medium,
    rationale: "A public bucket hands training data to everybody.",
    remediation: "Set all four flags of PublicAccessBlockConfiguration to true.",
    tags: ["s3"],
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/a.html"],
    controls: [fsbp("S3.8"), fsbp("S3.1"), nist("AC-4"), nist("SC-7(3)")],
    summary: summary(violations: 2, satisfied: 1)
  )

  static let subnets = LintReport.Policy(
    id: PolicyID("ml-workload-subnets-private"),
    title: "Subnets of ML workloads have no route to an internet gateway",
    domain: "network-isolation",
    severity: .critical,
    rationale: """
      A workload in a public subnet can send training data and credentials anywhere, and whoever \
      finds its address can try to reach it. Private subnets keep that traffic where endpoints and \
      firewalls see it.
      """,
    remediation: "Route the subnet through a NAT gateway, or use VPC endpoints alone.",
    tags: ["sagemaker", "vpc"],
    references: [
      "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
      "javascript:alert(1)",
    ],
    controls: [nist("AC-4"), nist("SC-7")],
    summary: summary(violations: 1, satisfied: 3)
  )

  static let describedSubnets = PolicyDescription(
    policy: subnets,
    resourceTypes: ["AWS::SageMaker::Model", "AWS::SageMaker::NotebookInstance"],
    parameters: [
      PolicyDescription.Parameter(
        name: "allowed",
        type: "list(string)",
        initial: "['a|b', '<c>']",
        description: "What is allowed | or not."
      )
    ],
    violating: PolicyDescription.Example(
      name: "a route leads out",
      text: "Lab:   # expect: subnets\n  Name: ```\u{202E}\n\n",
      messages: ["'Lab' runs in subnet 'a', which reaches *everything*"]
    ),
    satisfied: PolicyDescription.Example(name: "none does", text: "Lab: {}\n", messages: []),
    undetermined: ["a route table that is imported"],
    limits: "Gateways of <others> are not seen."
  )

  static let keys = LintReport.Policy(
    id: PolicyID("ml-storage-customer-managed-key"),
    title: "ML stores are encrypted with customer managed keys",
    domain: "data-protection",
    severity: .high,
    rationale: "Only a customer managed key lets its owner decide, and see, who decrypts.",
    remediation: "Name a customer managed KMS key.",
    tags: ["kms"],
    references: [],
    controls: [nist("SC-12"), nist("SC-13")],
    summary: summary(undetermined: 2, satisfied: 5)
  )

  static let wildcard = LintReport.Policy(
    id: PolicyID("no-wildcard-action-on-wildcard-resource"),
    title: "Identity policies do not allow every action of a service on every resource",
    domain: "least-privilege",
    severity: .critical,
    rationale: "Whoever takes over such a role owns the service in the whole account.",
    remediation: "List the actions that the workload calls and the resources it calls them on.",
    tags: ["iam"],
    references: [],
    controls: [],
    summary: summary(violations: 1)
  )

  static let direct = LintReport.Policy(
    id: PolicyID("notebook-direct-internet-access-disabled"),
    title: "Notebook instances have no direct internet access",
    domain: "internet-exposure",
    severity: .high,
    rationale: "Direct access leads around the VPC and everything that watches it.",
    remediation: "Set DirectInternetAccess to Disabled and give the notebook a subnet.",
    tags: ["sagemaker", "notebook"],
    references: [],
    controls: [fsbp("SageMaker.2"), nist("AC-4"), nist("SC-7"), nist("SC-7(3)")],
    summary: summary(violations: 1, satisfied: 2)
  )

  static let unused = LintReport.Policy(
    id: PolicyID("studio-domain-vpc-only"),
    title: "Studio domains use the VPC only",
    domain: "network-isolation",
    severity: .info,
    rationale: "A domain that may use the internet leads around the VPC.",
    remediation: "Set AppNetworkAccessType to VpcOnly.",
    tags: [],
    references: [],
    controls: [fsbp("SageMaker.10"), nist("SC-7")],
    summary: summary(notApplicable: 4)
  )

  private static func fsbp(_ id: String) -> ControlID {
    ControlID(framework: "aws-fsbp", id: id)
  }

  private static func nist(_ id: String) -> ControlID {
    ControlID(framework: "nist-800-53-r5", id: id)
  }

  private static func summary(
    violations: Int = 0,
    undetermined: Int = 0,
    satisfied: Int = 0,
    notApplicable: Int = 0
  ) -> LintReport.Summary {
    var summary = LintReport.Summary()
    summary.violations = violations
    summary.undetermined = undetermined
    summary.satisfied = satisfied
    summary.notApplicable = notApplicable
    return summary
  }
}
