import GovernanceAnalysis
import Infrastructure
import NetworkAnalysis
import Testing
import Values

/// The analyses find in descriptions what they look for.
struct AnalysisTests {
  private func id(_ address: String, in reading: Reading) throws -> ResourceID {
    ResourceID(try #require(reading.addresses.firstIndex(of: address)))
  }

  private func context(_ reading: Reading) -> EvaluationContext {
    EvaluationContext(heap: reading.estate.heap, worlds: reading.estate.worlds)
  }

  @Test(arguments: [("private-a", 0), ("open-b", 1)])
  func aSubnetWithoutATableFollowsTheMainOne(subnet: String, paths: Int) throws {
    let reading = try Reading(fixture: "ml-platform-description-broken")
    var context = context(reading)
    let id = try id("ml-prod/vpcs/ml/subnets/\(subnet)", in: reading)
    #expect(InternetPaths.paths(from: id, in: reading.estate, &context).count == paths)
  }

  @Test func endpointsAreThoseThatTheWorkloadsNeed() throws {
    let reading = try Reading(fixture: "ml-platform-description")
    var context = context(reading)
    let vpc = try id("ml-prod/vpcs/ml", in: reading)
    let required = WorkloadPlacement.requiredEndpoints(of: vpc, in: reading.estate, &context)
    let needed = context.heap.elements(of: required).map { context.heap.text($0) }
    #expect(Set(needed) == ["s3", "sagemaker.api", "sagemaker.runtime"])
    let names = try needed.map { service in
      try reading.value("ServiceName", of: "ml-prod/vpcs/ml/endpoints/\(service)") ?? ""
    }
    #expect(zip(needed, names).allSatisfy { $1.hasSuffix(".\($0)") })
  }

  @Test(arguments: [
    ("ml-platform-description", "ml-prod", 3),
    ("ml-platform-description", "ml-dev", 3),
    ("ml-platform-description", "log-archive", 1),
    ("ml-platform-description-broken", "ml-prod", 0),
    ("ml-platform-description-broken", "ml-test", 2),
  ])
  func guardrailsReachTheAccountsBelow(fixture: String, account: String, count: Int) throws {
    let reading = try Reading(fixture: fixture)
    var context = context(reading)
    let id = try id(account, in: reading)
    #expect(Guardrails.statements(on: id, in: reading.estate, &context).count == count)
  }

  @Test func anAccountHoldsTheEnvironmentsOfItsResources() throws {
    let reading = try Reading(fixture: "ml-platform-description-broken")
    var context = context(reading)
    let id = try id("ml-test", in: reading)
    #expect(Environments.holdsMachineLearning(id, in: reading.estate))
    let found = Environments.environment(of: id, in: reading.estate, &context)
    #expect(found.map { context.heap.text($0) } == "test")
    let model = try self.id("ml-test/models/canary", in: reading)
    let own = Environments.environment(of: model, in: reading.estate, &context)
    #expect(own.map { context.heap.text($0) } == "prod")
  }
}
