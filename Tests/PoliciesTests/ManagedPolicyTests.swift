import Findings
import Linting
import ServiceAuthorization
import SourceText
import Testing

/// The policies that AWS manages, judged for mistakes in the language: all alarms are known and true.
///
/// Every fourth of them, because unoptimised code takes its time; the others have been looked at.
struct ManagedPolicyTests {
  private static let judged: Judged = {
    let chosen = ServiceAuthorization.builtIn.managedPolicies.enumerated().filter { $0.0 % 4 == 0 }
    let resources = chosen.map { _, policy in
      "  \(policy.name.filter { $0.isLetter || $0.isNumber }):\n    Type: AWS::IAM::ManagedPolicy\n"
        + "    Properties: {PolicyDocument: {Statement: [\(policy.statements.map(text).joined(separator: ", "))]}}\n"
    }
    let policies = [
      "policy-words-exist", "policy-statements-take-effect",
    ].compactMap { id in
      BuiltInPolicies.stored(.everything).first { $0.source.path.hasSuffix("/\(id).yaml") }
    }.map { String(decoding: $0.source.bytes, as: UTF8.self) }
    return Judged(policies, on: [("managed.yaml", "Resources:\n" + resources.joined())])
  }()

  private static func text(_ statement: ManagedPolicy.Statement) -> String {
    var blocks: [String: [String]] = [:]
    for condition in statement.conditions {
      let entry = "\(quoted(condition.key)): \(list(condition.values))"
      blocks[condition.operator, default: []].append(entry)
    }
    let block = blocks.sorted { $0.key < $1.key }.map { name, entries in
      "\(quoted(name)): {\(entries.joined(separator: ", "))}"
    }
    return "{Effect: \(statement.isAllow ? "Allow" : "Deny"), "
      + "\(statement.isNotAction ? "NotAction" : "Action"): \(list(statement.actions)), "
      + "\(statement.isNotResource ? "NotResource" : "Resource"): \(list(statement.resources)), "
      + "Condition: {\(block.joined(separator: ", "))}}"
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map(quoted).joined(separator: ", "))]"
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "''"))'"
  }

  @Test func nothingIsReadAsMalformed() {
    #expect(Self.judged.diagnostics == [])
  }

  /// The reference gives `iam:ListRoles` and `logs:DescribeLogGroups` no resource of that name.
  @Test func allAlarmsAreKnown() {
    let known: Set = [
      "AWSOrganizationsServiceTrustPolicy", "AmazonCloudWatchRUMFullAccess",
      "AmazonCloudWatchRUMReadOnlyAccess",
    ]
    let alarms = Self.judged.violations.map(\.message)
    #expect(alarms.filter { alarm in !known.contains { alarm.contains("'\($0)'") } } == [])
  }

  /// Names of services and actions that are gone, or newer than the reference.
  @Test func fewNamesAreOpen() {
    #expect(Self.judged.undetermined.count <= 12)
  }
}
