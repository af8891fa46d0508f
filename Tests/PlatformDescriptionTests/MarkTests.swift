import Findings
import Infrastructure
import Testing
import Values

/// What can stand in the place of a value, and what an account or stack says of what is in it.
struct MarkTests {
  @Test func whatIsUnknownSaysWhatItIs() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs: {ml: {cidrBlock: {$unknown: the block of the network team}}}
          notebooks: {lab: {role: {$unknown: who runs it, reason: parameter, settle: ask}}}
      """
    )
    #expect(try reading.value("CidrBlock", of: "a/vpcs/ml") == "?external")
    #expect(try reading.value("RoleArn", of: "a/notebooks/lab") == "?parameter")
  }

  @Test func aReferenceMayStandAnywhere() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          keys: {data: {}}
          buckets:
            b:
              policy:
                Statement:
                  - {Effect: Allow, Principal: "*", Action: s3:*, Resource: {$ref: b, attribute: Arn}}
                  - {Effect: Allow, Principal: "*", Action: s3:*, Resource: {$ref: data}}
      """
    )
    let statement = "PolicyDocument.Statement.Resource"
    #expect(try reading.value(statement, of: "a/buckets/b/policy") == "->a/buckets/b.Arn")
  }

  @Test func aTextOfPiecesIsOneText() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          id: "111122223333"
          buckets:
            b: {bucketName: {$text: [data-, {$own: account}, -x]}}
          notebooks:
            n: {lifecycleConfigName: {$text: b}}
      """
    )
    #expect(try reading.value("BucketName", of: "a/buckets/b") == "data-111122223333-x")
    #expect(try reading.value("LifecycleConfigName", of: "a/notebooks/n") == "b")
  }

  @Test func whatMayNotExistIsThereInSomeWorlds() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            later:
              $maybe: the budget is granted
              cidrBlock: 10.0.0.0/16
              subnets: {s: {cidrBlock: 10.0.0.0/24}}
          notebooks: {n: {$maybe: the budget is granted}}
      """
    )
    #expect(reading.estate.worlds.variables.map(\.name) == ["the budget is granted"])
    for address in ["a/vpcs/later", "a/vpcs/later/subnets/s", "a/notebooks/n"] {
      #expect(try reading.resource(address).existence != .always)
    }
  }

  @Test func aStackStandsInAnAccountAndIsNone() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a: {id: "111122223333", region: eu-west-1, environment: prod}
      stacks:
        shared: {account: a, roles: {deploy: {trusts: [codepipeline.amazonaws.com]}}}
        lost: {account: "999988887777", buckets: [b]}
      """
    )
    let scope = try #require(reading.estate.scopes.first { $0.name == "shared" })
    #expect(scope.account == "111122223333")
    #expect(scope.region == "eu-west-1")
    #expect(scope.environment == "prod")
    #expect(scope.isStack)
    let accounts = reading.estate.resources(ofType: "AWS::Organizations::Account")
    #expect(accounts.count == 1)
    #expect(reading.estate.scopes.first { $0.name == "lost" }?.account == "999988887777")
  }

  @Test func whatIsOpenIsNotComplete() throws {
    let reading = check(
      """
      lintel: platform/v1
      complete: [network, identity]
      accounts:
        a: {open: [network]}
        b: {complete: [monitoring]}
      """
    )
    let complete = reading.estate.scopes.map { $0.complete.sorted() }
    #expect(
      complete == [["identity"], ["identity", "monitoring", "network"], ["identity", "network"]]
    )
  }

  @Test func aClassificationIsATag() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a: {buckets: {b: {tags: {Team: ml}, classification: restricted}}}
      """
    )
    let properties = try reading.resource("a/buckets/b").properties
    let tags = try #require(reading.estate.heap.lookup("Tags", in: properties))
    #expect(
      reading.outline(tags) == "[{Key: Team, Value: ml}, {Key: Classification, Value: restricted}]"
    )
  }

  @Test func namesMayBeMadeUpByAWS() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a: {names: generated, buckets: [b]}
        c: {buckets: [d]}
      """
    )
    #expect(try reading.value("BucketName", of: "a/buckets/b") == nil)
    #expect(try reading.value("BucketName", of: "c/buckets/d") == "(d)")
  }

  @Test func whatIsNotKnownOfSomethingExternalIsSaid() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          external: {hub: {type: AWS::EC2::TransitGateway, unknown: [routes]}}
          vpcs:
            v:
              cidrBlock: 10.0.0.0/16
              routeTables: {t: {routes: [{to: 10.8.0.0/16, via: hub}]}}
      """
    )
    let route = try reading.resource("a/vpcs/v/routeTables/t/routes/10.8.0.0/16")
    let heap = reading.estate.heap
    let gateway = try #require(heap.lookup("TransitGatewayId", in: route.properties))
    #expect(
      heap.unknown(gateway).subject == "the id and the routes of 'hub', which exists elsewhere"
    )
  }
}
