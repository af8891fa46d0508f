import Infrastructure
import Policies
import SourceText
import Syntax
import TemplateEstates
import Values

/// 300 policies over 2,000 resources of 25 types: each resource is judged by the twelve of its type.
struct PolicySet {
  private static let types = [
    "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SQS::Queue", "AWS::SNS::Topic",
    "AWS::ECR::Repository", "AWS::EFS::FileSystem", "AWS::Glue::Job", "AWS::Lambda::Function",
    "AWS::Logs::LogGroup",
    "AWS::IAM::Role", "AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::SecurityGroup",
    "AWS::SageMaker::Domain", "AWS::SageMaker::Endpoint", "AWS::SageMaker::Model",
    "AWS::SageMaker::NotebookInstance", "AWS::SageMaker::Pipeline", "AWS::SageMaker::FeatureGroup",
    "AWS::SageMaker::UserProfile", "AWS::DynamoDB::Table", "AWS::Events::Rule",
    "AWS::StepFunctions::StateMachine", "AWS::CodeBuild::Project", "AWS::SecretsManager::Secret",
  ]

  private static let assertions = [
    "has(props.Mode) && props.Mode == 'Disabled'",
    "props.?Access.orValue('Public') == 'Private'",
    "props.Mode != 'Enabled'",
    "props.Tags.exists(t, t.Key == 'env' && t.Value in ['prod', 'dev', 'staging'])",
    "props.Tags.all(t, t.Value != '')",
    "props.Access in ['Private', 'Internal']",
    "!has(props.Website) || props.Website == 'none'",
    "props.Name.startsWith('ml-')",
    "props.?Logging.?Enabled.orValue(false)",
    "props.Versions > 1 ? props.Encrypted : true",
    "has(props.Logging.Target) && props.Logging.Target.endsWith('-logs')",
    "props.Statement.all(s, !(s.Effect == 'Allow' && "
      + "s.Action.exists(a, a == '*' || a.endsWith(':*'))))",
  ]

  let resources: Int
  let policies: Int
  private let estate: Estate
  private let judges: [String: [PolicyJudge]]

  /// - Parameter flawed: One of so many resources violates two policies; 0 for none.
  init(flawed: Int) {
    estate = TemplateEstate(Self.template(2000, flawed: flawed)).estate
    resources = estate.resources.count
    var judges: [String: [PolicyJudge]] = [:]
    let host = PolicyHost(for: estate)
    var count = 0
    for type in Self.types {
      for assertion in Self.assertions {
        let file = SourceFile(
          path: "policy-\(count).yaml",
          bytes: Array(Self.policy("policy-\(count)", type, assertion).utf8)
        )
        let tree = parseSource(file, id: SourceID(1 + count), vocabulary: host.vocabulary).tree
        let policy = tree.flatMap {
          PolicyReader.read($0, domain: "benchmark", host: host, isKnown: true).policy
        }
        guard let policy else { preconditionFailure("the policies of the benchmark can be read") }
        judges[type, default: []].append(PolicyJudge(policy, for: estate))
        count += 1
      }
    }
    policies = count
    self.judges = judges
  }

  private static func template(_ count: Int, flawed: Int) -> String {
    var lines = ["Resources:"]
    for index in 0..<count {
      let isFlawed = flawed > 0 && index % flawed == 0
      lines += [
        "  R\(index):",
        "    Type: \(types[index % types.count])",
        "    Properties:",
        "      Name: ml-\(index)",
        "      Access: Private",
        "      Mode: \(isFlawed ? "Enabled" : "Disabled")",
        "      Encrypted: true",
        "      Versions: 2",
        "      Logging: {Enabled: true, Target: ml-\(index)-logs}",
        "      Tags: [{Key: env, Value: prod}, {Key: team, Value: ml\(index % 20)}]",
        "      Statement:",
      ]
      for statement in 0..<5 {
        let actions = (0..<4).map { "'s3:Get\(statement)\($0)'" }.joined(separator: ", ")
        lines.append("        - {Effect: Allow, Action: [\(actions)], Resource: 'arn:aws:s3:::b'}")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func policy(_ id: String, _ type: String, _ assertion: String) -> String {
    """
    lintel: policy/v1
    id: \(id)
    title: A policy of the benchmark
    severity: high
    rationale: It is measured.
    remediation: None.
    rules:
      - match: {types: [\(type)]}
        assert: "\(assertion)"
        message: "'{resource.id}' is flawed"
    """
  }

  /// Judges every resource by every policy of its type; how many findings there are.
  func judge() -> Int {
    var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    var findings = 0
    for (index, resource) in estate.resources.enumerated() {
      context.beginSubject()
      for judge in judges[resource.type] ?? [] {
        let judgement = judge.judge(ResourceID(index), in: &context)
        precondition(judgement.defects.isEmpty, "the policies of the benchmark have no defects")
        findings += judgement.findings.count
      }
      context.endSubject()
    }
    return findings
  }
}
