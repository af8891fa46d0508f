import Findings
import Testing

/// The descriptions that tests, README and benchmarks share.
struct FixtureTests {
  @Test(arguments: ["ml-platform-description", "ml-platform-description-broken"])
  func aFixtureIsReadWithoutErrors(name: String) throws {
    let reading = try Reading(fixture: name)
    for diagnostic in reading.diagnostics {
      Issue.record("\(diagnostic.span.map(reading.text) ?? ""): \(diagnostic.message)")
    }
    for resource in reading.estate.resources { print(resource.address, resource.type, reading.outline(resource.properties)) }
  }
}
