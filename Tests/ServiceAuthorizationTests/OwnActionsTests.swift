import Foundation
import ServiceAuthorization
import Testing

/// What our own policies, code and fixtures name has to exist: a misspelt action would pass in silence.
struct OwnActionsTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Words before a colon that are no services.
  static let otherPrefixes: Set = ["control", "domain", "severity", "tag", "team"]

  /// What is no name, or not of ours: the beginning of keys, and two actions that AWS's own policy
  /// templates name although the reference has none.
  static let otherNames: Set = [
    "aws:Principal", "aws:PrincipalTag", "aws:ResourceTag", "s3:GetObjct",
    "sqs:ChangeMessageVisibilityBatch", "sqs:DeleteMessageBatch",
  ]

  let reference = ServiceAuthorization.builtIn

  @Test(arguments: ["policies", "Sources", "fixtures"])
  func everyActionAndKeyThatWeNameExists(_ folder: String) throws {
    var count = 0
    for path in Self.files(below: folder) {
      let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
      for name in names(in: text) {
        count += 1
        #expect(exists(name), "\(path): \(name)")
      }
    }
    #expect(count > 10)
  }

  @Test func aMisspeltActionOrServiceIsNoticed() {
    #expect(names(in: "Action: [s3:GetObjt, iam:Pas*]") == ["s3:GetObjt", "iam:Pas*"])
    #expect(!exists("s3:GetObjct"))
    #expect(!exists("s3:Gett*"))
    #expect(!exists("sagemeker:CreateModel"))
    #expect(exists("s3:getobject"))
    #expect(exists("sagemaker:Create*"))
    #expect(exists("sagemaker:VpcSubnets"))
    #expect(exists("aws:PrincipalTag/Team"))
    #expect(!exists("aws:PrincipalOrg"))
  }

  private func exists(_ name: String) -> Bool {
    let parts = name.split(separator: ":", maxSplits: 1)
    if !reference.actions(matching: name).isEmpty { return true }
    let service = reference.service(named: parts[0])
    let keys = service.map { reference.conditionKeys(of: $0) } ?? []
    // Keys of tags may be put together: 'aws:PrincipalTag/' and a name.
    return (keys + reference.globalConditionKeys).contains {
      $0.isNamed(by: name) || $0.isNamed(by: name + "/tag")
    }
  }

  /// The texts that look like `s3:GetObject`, but for what an example misspells on purpose.
  private func names(in text: String) -> [String] {
    let lines = text.split(separator: "\n").filter { line in
      !line.contains(": policy-words-exist") || !line.contains("#")
    }
    let text = lines.joined(separator: "\n")
    let pattern = /(?:^|[^A-Za-z0-9:\/.#_-])([a-z][a-z0-9-]+):([A-Z][A-Za-z0-9*?\/:]*[A-Za-z0-9*?])/
    return text.matches(of: pattern).compactMap { match in
      let name = "\(match.1):\(match.2)"
      let isOurs = Self.otherPrefixes.contains(String(match.1)) || Self.otherNames.contains(name)
      return isOurs ? nil : name
    }
  }

  /// Policies, code, and fixtures that are not about mistakes.
  private static func files(below folder: String) -> [String] {
    let url = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String }
    let endings = [".yaml", ".yml", ".json", ".swift"]
    return (names ?? []).sorted().filter { name in
      endings.contains(where: name.hasSuffix) && !name.hasPrefix("hostile")
        && !name.hasPrefix("malformed")
    }.map { "\(folder)/\($0)" }
  }
}
