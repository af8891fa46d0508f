import Foundation

/// What these tests ask of a JSON report.
struct Reported: Decodable {
  struct Summary: Decodable {
    let violations: Int
    let undetermined: Int
    let satisfied: Int
  }

  struct Finding: Decodable {
    struct Subject: Decodable {
      let address: String
    }

    struct Place: Decodable {
      let path: String
      let line: Int
      let column: Int
    }

    struct Note: Decodable {
      let message: String
    }

    struct Need: Decodable {
      let settle: String
    }

    let policy: String
    let verdict: String
    let severity: String
    let message: String
    let resource: Subject?
    let location: Place
    let related: [Note]
    let when: [String]
    let assumes: [String]
    let needs: [Need]
    let fingerprint: String
  }

  struct Diagnostic: Decodable {
    let level: String?
    let code: String
    let message: String
  }

  let version: Int
  let complete: Bool
  let summary: Summary
  let diagnostics: [Diagnostic]
  let findings: [Finding]

  init(_ run: Run) throws {
    self = try JSONDecoder().decode(Reported.self, from: Data(run.output.utf8))
  }

  /// Verdict, policy, resource and worlds of each finding, whatever file it is in and however it is
  /// worded.
  var verdicts: [String] {
    findings.map { finding in
      let name = finding.resource?.address.split(separator: "#").last ?? ""
      let worlds = finding.when.joined(separator: "; ")
      return "\(finding.verdict) \(finding.policy) \(name) [\(worlds)]"
    }
    .sorted()
  }
}
