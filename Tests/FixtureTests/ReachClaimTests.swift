import Testing

/// What is claimed of reach holds only if traffic gets there for certain; and nothing is unreachable
/// that some way leads to.
struct ReachClaimTests {
  /// A job in subnets `a` and `b`, with what the parameters say.
  private static func platform(
    vpc: String = "enableDnsHostnames: true",
    egress: String = "[{protocol: tcp, port: 443, cidr: 0.0.0.0/0}]",
    s3: String = "{type: Gateway, routeTables: [one, two]}",
    api: String = "{subnets: [a], securityGroups: [door], privateDnsEnabled: true}",
    one: String = "[]",
    two: String = "[]",
    network: String = ""
  ) -> String {
    """
    lintel: platform/v1
    accounts:
      ml:
        id: "111122223333"
        region: eu-west-1
        vpcs:
          v:
            cidrBlock: 10.0.0.0/16
            \(vpc)
            internetGateways: [gateway]
            natGateways: {nat: {subnet: outer}}
            routeTables:
              one: {routes: \(one)}
              two: {routes: \(two)}
              outer: {routes: [{to: 0.0.0.0/0, via: gateway}]}
            subnets:
              a: {cidrBlock: 10.0.0.0/24, routeTable: one}
              b: {cidrBlock: 10.0.1.0/24, routeTable: two}
              outer: {cidrBlock: 10.0.9.0/24, routeTable: outer}
            securityGroups:
              workers: {egress: \(egress)}
              door: {ingress: [{protocol: tcp, port: 443, from: workers}]}
            endpoints:
              s3: \(s3)
              sagemaker.api: \(api)
    \(network)
        trainingJobs:
          job: {vpc: v, subnets: [a, b], securityGroups: [workers]}
    """
  }

  private func verdict(_ to: String, _ word: String, _ platform: String) -> Claims.Verdict {
    Claims.judge("from: job, to: \(to), is: \(word)", of: platform).verdict
  }

  @Test(arguments: [
    ("[{protocol: tcp, port: 443, cidr: 0.0.0.0/0}]", Claims.Verdict.holds),
    ("[{protocol: all, cidr: 0.0.0.0/1}, {protocol: all, cidr: 128.0.0.0/1}]", .holds),
    ("[{protocol: tcp, port: 443, cidr: 8.8.8.0/24}]", .open),
    ("[{protocol: tcp, port: 443, cidr: 10.0.0.0/16}]", .fails),
    ("[{protocol: tcp, port: 22, cidr: 0.0.0.0/0}]", .fails),
    ("[{protocol: tcp, fromPort: 400, toPort: 500, cidr: 0.0.0.0/0}]", .holds),
    ("[{protocol: tcp, port: 443, to: pl-6da54004}]", .open),
    ("[{protocol: tcp, port: 443, to: s3}]", .holds),
    ("[{protocol: tcp, port: 443, to: dynamodb}]", .open),
    ("[{protocol: tcp, port: 443, destinationPrefixList: com.amazonaws.eu-west-1.s3}]", .holds),
  ])
  func s3NeedsAWayOutToAllOfItsAddresses(egress: String, expected: Claims.Verdict) {
    #expect(verdict("s3", "reachable", Self.platform(egress: egress)) == expected)
  }

  @Test func aGatewayEndpointHasToServeEverySubnet() {
    let half = Self.platform(s3: "{type: Gateway, routeTables: [one]}")
    #expect(verdict("s3", "reachable", half) == .fails)
    #expect(verdict("s3", "unreachable", half) == .fails)
    let none = Self.platform(s3: "{type: Gateway, routeTables: [outer]}")
    #expect(verdict("s3", "unreachable", none) == .holds)
  }

  @Test func aSubnetWithoutAGatewayEndpointMayGoThroughANATGateway() {
    let platform = Self.platform(
      s3: "{type: Gateway, routeTables: [one]}",
      two: "[{to: 0.0.0.0/0, via: nat}]"
    )
    #expect(verdict("s3", "reachable", platform) == .holds)
  }

  @Test(arguments: [
    ("{subnets: [a], securityGroups: [door], privateDnsEnabled: true}", Claims.Verdict.holds),
    ("{subnets: [a], securityGroups: [door], privateDnsEnabled: false}", .fails),
    ("{subnets: [a], securityGroups: [door]}", .fails),
    ("{subnets: [a], securityGroups: [door], privateDnsEnabled: {$unknown: who}}", .open),
    // The default group of the VPC lets its own members in.
    ("{subnets: [a], privateDnsEnabled: true}", .fails),
  ])
  func theNameOfAServiceHasToLeadToItsEndpoint(endpoint: String, expected: Claims.Verdict) {
    #expect(verdict("sagemaker.api", "reachable", Self.platform(api: endpoint)) == expected)
  }

  @Test func anEndpointWithoutPrivateNamesIsReachedByItsOwn() {
    let platform = Self.platform(api: "{subnets: [a], securityGroups: [door]}")
    #expect(verdict("sagemaker.api", "unreachable", platform) == .fails)
  }

  @Test(arguments: [
    ("enableDnsHostnames: true", Claims.Verdict.holds, Claims.Verdict.holds),
    ("enableDnsHostnames: false", .fails, .holds),
    ("enableDnsSupport: false", .fails, .fails),
    ("{enableDnsSupport: {$unknown: who}, enableDnsHostnames: true}", .open, .open),
  ])
  func namesHaveToResolveInTheVPC(vpc: String, api: Claims.Verdict, s3: Claims.Verdict) {
    let keys = vpc.hasPrefix("{") ? String(vpc.dropFirst().dropLast()) : vpc
    let lines =
      vpc.hasPrefix("{")
      ? "enableDnsSupport: {$unknown: who}\n        enableDnsHostnames: true" : keys
    let platform = Self.platform(vpc: lines)
    #expect(verdict("sagemaker.api", "reachable", platform) == api)
    #expect(verdict("s3", "reachable", platform) == s3)
  }

  @Test(arguments: [
    ("[]", "[]", Claims.Verdict.fails, Claims.Verdict.holds),
    ("[{to: 0.0.0.0/0, via: nat}]", "[]", .fails, .fails),
    ("[{to: 0.0.0.0/0, via: nat}]", "[{to: 0.0.0.0/0, via: nat}]", .holds, .fails),
    ("[{to: 0.0.0.0/0, via: nat}]", "[{to: 8.8.8.0/24, via: nat}]", .open, .fails),
  ])
  func theInternetIsReachableFromEverySubnetOrNot(
    one: String,
    two: String,
    reachable: Claims.Verdict,
    unreachable: Claims.Verdict
  ) {
    let platform = Self.platform(one: one, two: two)
    #expect(verdict("internet", "reachable", platform) == reachable)
    #expect(verdict("internet", "unreachable", platform) == unreachable)
  }

  @Test func aJobHasNoPublicAddressBehindAnInternetGateway() {
    let direct = "[{to: 0.0.0.0/0, via: gateway}]"
    let platform = Self.platform(one: direct, two: direct)
    #expect(verdict("internet", "reachable", platform) == .fails)
    #expect(verdict("internet", "unreachable", platform) == .holds)
  }

  @Test func aNetworkACLWithoutEntriesLetsNothingThrough() {
    let platform = Self.platform()
      .replacing(
        "{cidrBlock: 10.0.0.0/24, routeTable: one}",
        with: "{cidrBlock: 10.0.0.0/24, routeTable: one, networkAcl: n}"
      )
      .replacing(
        "internetGateways: [gateway]",
        with: "internetGateways: [gateway]\n        networkAcls: [n]"
      )
    #expect(verdict("s3", "reachable", platform) == .fails)
    // Subnet 'b' has none.
    #expect(verdict("s3", "unreachable", platform) == .fails)
    #expect(verdict("sagemaker.api", "reachable", platform) == .fails)
  }

  @Test func twoResourcesMeetAtOnePort() {
    func platform(_ port: Int) -> String {
      """
      lintel: platform/v1
      accounts:
        ml:
          vpcs:
            v:
              cidrBlock: 10.0.0.0/16
              subnets: {a: {cidrBlock: 10.0.0.0/24}}
              securityGroups:
                workers: {egress: [{protocol: tcp, port: \(port), cidr: 10.0.0.0/16}]}
                store: {ingress: [{protocol: tcp, port: 2049, from: workers}]}
          trainingJobs:
            job: {vpc: v, subnets: [a], securityGroups: [workers]}
            other: {vpc: v, subnets: [a], securityGroups: [store]}
      """
    }
    #expect(verdict("other", "reachable", platform(2049)) == .holds)
    #expect(verdict("other", "unreachable", platform(2049)) == .fails)
    #expect(verdict("other", "reachable", platform(22)) == .fails)
    #expect(verdict("other", "unreachable", platform(22)) == .holds)
  }

  /// What runs behind each of them stands in the subnets of the job.
  @Test(arguments: [
    ("endpoints/e", Claims.Verdict.holds), ("endpointConfigs/c", .holds),
    ("monitoringSchedules/m", .holds),
    ("transformJobs/t", .holds), ("pipelines/p", .holds), ("pipelines/q", .open),
    ("userProfiles/u", .open),
  ])
  func claimsFollowToWhatRuns(address: String, expected: Claims.Verdict) {
    let step =
      "Name: s, Type: Training, Arguments: {VpcConfig: "
      + "{Subnets: [{$ref: ml/vpcs/v/subnets/a}], SecurityGroupIds: [{$ref: ml/vpcs/v/securityGroups/workers}]}}"
    let platform =
      Self.platform() + """

            models: {d: {vpc: v, subnets: [a], securityGroups: [workers]}}
            endpointConfigs: {c: {productionVariants: [{variantName: x, modelName: d}]}}
            endpoints: {e: {endpointConfigName: c}}
            dataQualityJobDefinitions: {j: {vpc: v, subnets: [b], securityGroups: [workers]}}
            monitoringSchedules: {m: {monitoringScheduleConfig: {monitoringJobDefinitionName: j}}}
            transformJobs: {t: {modelName: d}}
            userProfiles: {u: {domain: d-abcdefghijkl}}
            pipelines:
              p: {pipelineDefinition: {PipelineDefinitionBody: {Version: x, Steps: [{\(step)}]}}}
              q: {pipelineDefinition: {PipelineDefinitionBody: {Version: x, Steps: [{\(step)}, {Name: l, Type: Lambda}]}}}
        """
    let outcome = Claims.judge("from: ml/\(address), to: s3, is: reachable", of: platform)
    #expect(outcome.verdict == expected, "\(outcome)")
  }

  @Test func aBucketSendsNothing() {
    let platform = Self.platform() + "\n    buckets: [b]"
    let outcome = Claims.judge("from: ml/buckets/b, to: s3, is: reachable", of: platform)
    #expect(outcome.errors == ["a bucket sends nothing"])
  }

  @Test func hostsOfASubnetMayBeInAnyGroup() {
    let outcome = Claims.judge(
      "from: ml/vpcs/v/subnets/a, to: sagemaker.api, is: unreachable",
      of: Self.platform()
    )
    #expect(outcome.verdict == .open)
  }
}
