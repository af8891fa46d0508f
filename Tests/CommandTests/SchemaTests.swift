import Foundation
import Testing

/// The JSON Schema of descriptions: what is in the repository is what the program writes, and a
/// validator that editors' authors know agrees with Lintel.
struct SchemaTests {
  private static let path = "schemas/platform.schema.json"

  /// `check-jsonschema` of PyPI, in the repository's `.venv` or where the variable says; nil where it is
  /// not installed.
  private static let validator: URL? = {
    let named = ProcessInfo.processInfo.environment["LINTEL_CHECK_JSONSCHEMA"]
    let places = [
      named.map { URL(filePath: $0) }, repository.appending(path: ".venv/bin/check-jsonschema"),
    ]
    return places.compactMap(\.self).first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }()

  private static func validate(_ files: [String], by validator: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = validator
    process.arguments = ["--schemafile", path] + files
    process.currentDirectoryURL = repository
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// `LINTEL_BLESS=1` writes it anew.
  @Test func theSchemaOfTheRepositoryIsTheProgramsOwn() throws {
    let scratch = try Scratch()
    let run = try lintel("init --schema", in: scratch.folder)
    #expect(run.status == 0)
    let written = try scratch.read("platform.schema.json")
    let file = repository.appending(path: Self.path)
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(written.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == written)
  }

  @Test(.enabled(if: validator != nil, "skipped: check-jsonschema is not installed in .venv"))
  func aValidatorAcceptsWhatLintelReads() throws {
    let validator = try #require(Self.validator)
    let scratch = try Scratch()
    _ = try lintel("init", in: scratch.folder)
    let files = [
      "fixtures/ml-platform-description/platform.yaml",
      "fixtures/ml-platform-description-broken/platform.yaml",
      "fixtures/described/ml-platform.yaml", "fixtures/described/quickstart.yaml",
      scratch.folder.appending(path: "platform.yaml").path,
    ]
    for file in files { #expect(try Self.validate([file], by: validator) == 0, "\(file)") }
  }

  @Test(
    .enabled(if: validator != nil, "skipped: check-jsonschema is not installed in .venv"),
    arguments: [
      "section-misspelt", "accounts-as-a-list", "part-misspelt", "account-id-too-short",
      "region-in-words", "collection-misspelt", "property-misspelt", "property-in-capitals",
      "property-set-by-aws", "resource-as-a-text", "enumeration-in-lower-case",
      "enumeration-misspelt", "boolean-in-quotes", "number-with-a-fraction", "list-as-a-text",
      "mapping-as-a-list", "statement-as-an-action", "classification-of-its-own",
      "external-with-a-property", "mark-misspelt", "expectation-of-no-claim",
      "expectation-without-a-claim",
    ]
  )
  func aValidatorRefusesWhatHasTheWrongForm(name: String) throws {
    let validator = try #require(Self.validator)
    #expect(try Self.validate(["fixtures/malformed/\(name).yaml"], by: validator) != 0)
  }
}
