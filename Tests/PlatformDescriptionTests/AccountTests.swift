import Findings
import Infrastructure
import SourceText
import Testing
import Values

/// Accounts, scopes and what several descriptions say together.
struct AccountTests {
  @Test func anAccountIsAScope() throws {
    let reading = check(
      """
      lintel: platform/v1
      complete: [network]
      accounts:
        ml-prod:
          id: "111122223333"
          environment: prod
          region: eu-west-1
          complete: [identity]
          notebooks: {n: {}}
        ml-dev: {}
      """
    )
    let scope = reading.estate.scopes[try reading.resource("ml-prod/notebooks/n").scope.index]
    #expect(scope.name == "ml-prod")
    #expect(scope.account == "111122223333")
    #expect(scope.region == "eu-west-1")
    #expect(scope.environment == "prod")
    #expect(scope.complete == ["network", "identity"])
    let other = reading.estate.scopes[try reading.resource("ml-dev").scope.index]
    #expect(other.account == "ml-dev")
    #expect(other.environment == nil)
    #expect(other.complete == ["network"])
  }

  @Test func anAccountIsAResourceInItsOwnScope() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        ml-prod:
          id: "111122223333"
          environment: prod
          email: ml@example.com
          tags: {Team: ml, Cost: "17"}
          notebooks: {n: {}}
      """
    )
    let account = try reading.resource("ml-prod")
    #expect(account.type == "AWS::Organizations::Account")
    #expect(account.scope == (try reading.resource("ml-prod/notebooks/n").scope))
    #expect(reading.source(of: account.origin) == "ml-prod")
    #expect(try reading.value("AccountName", of: "ml-prod") == "ml-prod")
    #expect(try reading.value("AccountId", of: "ml-prod") == "111122223333")
    #expect(try reading.value("Email", of: "ml-prod") == "ml@example.com")
    #expect(
      try reading.value("Tags", of: "ml-prod")
        == "[{Key: Team, Value: ml}, {Key: Cost, Value: 17}, {Key: Environment, Value: prod}]"
    )
  }

  @Test func severalDescriptionsAreOneEstate() throws {
    let reading = Reading(files: [
      (
        "network.yaml",
        """
        lintel: platform/v1
        accounts: {ml: {id: "111122223333", vpcs: {main: {subnets: {a: {}}}}}}
        """
      ),
      (
        "workloads.yaml",
        """
        lintel: platform/v1
        complete: [network]
        accounts: {ml: {environment: dev, notebooks: {n: {subnet: a}}}}
        organization: {units: {dev: {accounts: [ml]}}}
        """
      ),
    ])
    #expect(reading.diagnostics.map(\.message) == [])
    #expect(try reading.value("SubnetId", of: "ml/notebooks/n") == "->ml/vpcs/main/subnets/a")
    let scope = reading.estate.scopes[try reading.resource("ml/vpcs/main").scope.index]
    #expect(scope.environment == "dev")
    #expect(scope.complete == ["network"])
    #expect(reading.addresses.filter { $0 == "ml" }.count == 1)
  }

  @Test func descriptionsMustNotContradictEachOther() throws {
    let reading = Reading(files: [
      ("a.yaml", "{lintel: platform/v1, accounts: {ml: {region: eu-west-1, keys: [k]}}}"),
      ("b.yaml", "{lintel: platform/v1, accounts: {ml: {region: eu-west-2, keys: [k]}}}"),
    ])
    #expect(reading.diagnostics.map(\.code) == ["conflicting-value", "duplicate-name"])
    let places = reading.diagnostics.compactMap { $0.span.map(reading.text) }
    #expect(places == ["eu-west-2", "k"])
    let related = reading.diagnostics.flatMap(\.related)
    #expect(related.map(\.span.file) == [SourceID(0), SourceID(0)])
  }

  @Test func mergeKeysAndAnchorsAreFollowed() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        ml:
          buckets:
            a: &closed
              publicAccessBlock: &block {blockPublicAcls: true}
              tags: {Team: ml}
            b: {<<: *closed, tags: {Team: data}}
            c: {publicAccessBlock: *block}
      """
    )
    for name in ["a", "b", "c"] {
      let flags = try reading.value("PublicAccessBlockConfiguration", of: "ml/buckets/\(name)")
      #expect(flags == "{BlockPublicAcls: true}")
    }
    #expect(try reading.value("Tags.Value", of: "ml/buckets/b") == "data")
  }
}
