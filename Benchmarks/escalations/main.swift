import AccessAnalysis
import Infrastructure
import Stopwatch
import TemplateEstates

// What `Benchmarks/containment.py` starts: `lintel-escalations ROLES` prints what it costs to know of all
// roles of a template who comes to be whom, in milliseconds of processor time.

let words = CommandLine.arguments
let count = words.count > 1 ? Int(words[1]) ?? 1000 : 1000
var random = SeededGenerator(seed: 7)
let services = [
  "sagemaker", "lambda", "glue", "codebuild", "states", "ecs-tasks", "ec2", "cloudformation",
]

/// Ten statements of a role of a team, some of which let it act with roles of its team.
@MainActor func statements(_ role: Int, team: Int) -> [String] {
  let pool = [
    "{Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::team-\(team)-data/*'}",
    "{Effect: Allow, Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::team-\(team)-*'}",
    "{Effect: Allow, Action: ['logs:CreateLogGroup', 'logs:PutLogEvents'], Resource: '*'}",
    "{Effect: Allow, Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], Resource: '*'}",
    "{Effect: Allow, Action: 'sagemaker:*', Resource: '*', Condition: {StringEquals: {'aws:ResourceTag/team': '\(team)'}}}",
    "{Effect: Allow, Action: ['sagemaker:CreateTrainingJob', 'sagemaker:CreateModel'], Resource: '*'}",
    "{Effect: Allow, Action: 'glue:*', Resource: !Sub 'arn:aws:glue:*:${AWS::AccountId}:*'}",
    "{Effect: Allow, Action: ['lambda:InvokeFunction', 'lambda:CreateFunction'], Resource: !Sub 'arn:aws:lambda:*:${AWS::AccountId}:function:team-\(team)-*'}",
    "{Effect: Allow, Action: 'iam:PassRole', Resource: !Sub 'arn:aws:iam::${AWS::AccountId}:role/team-\(team)-*'}",
    "{Effect: Allow, Action: 'sts:AssumeRole', Resource: !Sub 'arn:aws:iam::${AWS::AccountId}:role/team-\(team)-1'}",
    "{Effect: Allow, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*', Condition: {StringLike: {'kms:ViaService': 's3.*.amazonaws.com'}}}",
    "{Effect: Deny, Action: ['iam:Create*', 'iam:Delete*'], Resource: '*'}",
    "{Effect: Allow, Action: ['cloudwatch:PutMetricData', 'ec2:Describe*'], Resource: '*'}",
    "{Effect: Allow, NotAction: ['iam:*', 'organizations:*', 'sts:*'], Resource: !Sub 'arn:aws:sqs:*:${AWS::AccountId}:team-\(team)'}",
    "{Effect: Allow, Action: ['codebuild:StartBuild', 'codepipeline:*'], Resource: '*'}",
    "{Effect: Allow, Action: ['iam:PutRolePolicy'], Resource: !Sub 'arn:aws:iam::${AWS::AccountId}:role/team-\(team)-2'}",
  ]
  let offset = random.number(0...pool.count - 1)
  return (0..<10).map { pool[(offset + $0) % pool.count] }
}

var lines = ["Resources:"]
for role in 0..<count {
  let team = role / 10
  let trusted =
    random.chance(10)
    ? "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}"
    : "{Service: \(random.pick(services)).amazonaws.com}"
  let managed =
    role % 200 == 9 ? "ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]," : ""
  lines.append(
    """
      Role\(role): {Type: AWS::IAM::Role, Properties: {RoleName: team-\(team)-\(role % 10), \(managed)
        AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: \(trusted), Action: sts:AssumeRole}]},
        Policies: [{PolicyName: own, PolicyDocument: {Statement: [
          \(statements(role, team: team).joined(separator: ",\n          "))]}}]}}
    """
  )
}
let template = TemplateEstate(lines.joined(separator: "\n"))
let roles = template.estate.resources(ofType: "AWS::IAM::Role")

var administrators = 0
let certain = Stopwatch.nanoseconds(rounds: 3, repetitions: 1) {
  administrators = 0
  var finder = EscalationFinder(template.estate)
  var context = template.context
  for role in roles {
    administrators += finder.administratorPaths(from: role, &context).paths.count
  }
}
print("administrators", roles.count, administrators, certain / 1e6, separator: "\t")

// All methods of each role: every way that begins at it, with a request for each step.
var found = 0
var possible = 0
let ways = Stopwatch.nanoseconds(rounds: 3, repetitions: 1) {
  found = 0
  possible = 0
  var finder = EscalationFinder(template.estate)
  var context = template.context
  for role in roles {
    for way in finder.escalations(of: role, &context) {
      if way.isThere { found += 1 } else { possible += 1 }
    }
  }
}
print("ways", roles.count, found, possible, ways / 1e6, separator: "\t")

// Of each role all whom it can come to be: the answer grows with the square of what there is.
if words.count > 2 {
  var reached = 0
  let all = Stopwatch.nanoseconds(rounds: 1, repetitions: 1) {
    reached = 0
    var finder = EscalationFinder(template.estate)
    var context = template.context
    for role in roles { reached += finder.paths(from: role, &context).paths.count }
  }
  print("paths", roles.count, reached, all / 1e6, separator: "\t")
}
