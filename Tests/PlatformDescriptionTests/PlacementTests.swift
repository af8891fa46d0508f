import Findings
import Testing

/// What runs stands where it can.
struct PlacementTests {
  @Test func subnetsOfOtherAccountsHaveToBeShared() {
    let text = """
      lintel: platform/v1
      accounts:
        net: {vpcs: {v: {subnets: [s]}}}
        ml:
          notebooks:
            n: {subnet: net/vpcs/v/subnets/s}   # warning: foreign-subnet
      """
    check(text)
    let shared =
      text.replacing("   # warning: foreign-subnet", with: "")
      + "\n    resources: {share: {type: AWS::RAM::ResourceShare, name: s}}"
    check(shared)
  }

  @Test func securityGroupsStandInTheVPCOfTheSubnets() {
    let text = """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            v: {subnets: [s], securityGroups: [g]}
            w: {subnets: [t], securityGroups: [h]}
          notebooks:
            right: {vpc: v, subnet: s, securityGroups: [g]}
            wrong: {subnet: s, securityGroups: [h]}   # error: foreign-security-group
          trainingJobs:
            wrong: {vpc: v, subnets: [s], securityGroups: [g, a/vpcs/w/securityGroups/h]}   # error: foreign-security-group
      """
    check(text)
  }

  @Test func zonesBelongToTheRegionOfTheAccount() {
    check(
      """
      lintel: platform/v1
      accounts:
        a:
          region: eu-west-1
          vpcs:
            v:
              subnets:
                one: {availabilityZone: a}
                two: {availabilityZone: eu-west-1b}
                three: {availabilityZone: z}   # warning: invalid-value
                four: {availabilityZone: us-east-1b}   # error: invalid-value
                five: {availabilityZone: eu-west-1-lon-1a}
        b:
          vpcs: {v: {subnets: {one: {availabilityZone: us-east-1b}}}}
      """
    )
  }

  @Test func rolesTrustTheServiceThatUsesThem() {
    check(
      """
      lintel: platform/v1
      accounts:
        a:
          roles:
            right: {trusts: [lambda.amazonaws.com, {principal: sagemaker.amazonaws.com}]}
            wrong: {trusts: [lambda.amazonaws.com]}
            unsaid: {}
          notebooks:
            one: {role: right}
            two: {role: wrong}   # warning: untrusting-role
            three: {role: unsaid}
          functions:
            f: {role: wrong}
      """
    )
  }

  @Test func notebooksNameTheVPCOfTheirNames() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs: {v: {subnets: [s]}, w: {subnets: [s]}}
          notebooks: {n: {vpc: w, subnet: s}}
      """
    )
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "->a/vpcs/w/subnets/s")
  }

  @Test func theDefinitionOfAPipelineIsAFile() throws {
    let platform = """
      lintel: platform/v1
      accounts:
        a:
          pipelines:
            p: {pipelineDefinition: p.json}
            q: {pipelineDefinition: {PipelineDefinitionBody: p.json}}
            r: {pipelineDefinition: list.json}   # error
            s: {pipelineDefinition: missing.json}
      """
    let reading = Reading(files: [
      ("platform.yaml", platform), ("p.json", #"{"Version": "2020-12-01", "Steps": []}"#),
      ("list.json", "[]"),
    ])
    #expect(reading.errors.map(\.code) == ["wrong-type", "missing-file"])
    for name in ["p", "q"] {
      let version = try reading.value(
        "PipelineDefinition.PipelineDefinitionBody.Version",
        of: "a/pipelines/\(name)"
      )
      #expect(version == "2020-12-01")
    }
  }
}
