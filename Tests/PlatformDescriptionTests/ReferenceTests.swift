import Findings
import Infrastructure
import PlatformDescription
import SourceText
import Syntax
import Testing
import Values

/// What names mean.
struct ReferenceTests {
  @Test func aNameIsLookedUpFromTheNearestScopeOutwards() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            one: {subnets: {s: {}}, securityGroups: {g: {}}, endpoints: {e: {subnets: [s]}}}
            two: {subnets: {s: {}, t: {}}, endpoints: {e: {subnets: [s]}}}
          notebooks: {n: {subnet: t, securityGroups: [g]}}   # error: foreign-security-group
          domains: {d: {vpc: one, subnets: [s]}}
          models: {m: {vpc: two, subnets: [s], securityGroups: [g]}}   # error: foreign-security-group
        b:
          vpcs: {one: {subnets: {s: {}}}}
          notebooks: {n: {subnet: s}}
      """
    )
    #expect(
      try reading.value("SubnetIds", of: "a/vpcs/one/endpoints/e") == "[->a/vpcs/one/subnets/s]"
    )
    #expect(
      try reading.value("SubnetIds", of: "a/vpcs/two/endpoints/e") == "[->a/vpcs/two/subnets/s]"
    )
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "->a/vpcs/two/subnets/t")
    #expect(try reading.value("SubnetIds", of: "a/domains/d") == "[->a/vpcs/one/subnets/s]")
    #expect(
      try reading.value("VpcConfig", of: "a/models/m")
        == "{Subnets: [->a/vpcs/two/subnets/s], "
        + "SecurityGroupIds: [->a/vpcs/one/securityGroups/g.GroupId]}"
    )
    #expect(try reading.value("SubnetId", of: "b/notebooks/n") == "->b/vpcs/one/subnets/s")
  }

  @Test func anAddressCrossesScopes() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        net: {vpcs: {shared: {subnets: {s: {}}}}, keys: [data]}
        ml:
          vpcs: {own: {subnets: {s: {}}}}
          notebooks:
            a: {subnet: net/vpcs/shared/subnets/s, key: net/keys/data}   # warning: foreign-subnet
            b: {subnet: vpcs/own/subnets/s}
      """
    )
    #expect(try reading.value("SubnetId", of: "ml/notebooks/a") == "->net/vpcs/shared/subnets/s")
    #expect(try reading.value("KmsKeyId", of: "ml/notebooks/a") == "->net/keys/data")
    #expect(try reading.value("SubnetId", of: "ml/notebooks/b") == "->ml/vpcs/own/subnets/s")
  }

  @Test func aReferenceKnowsItsReferrer() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts: {a: {vpcs: {v: {subnets: {s: {}}}}, notebooks: {n: {subnet: s}}}}
      """
    )
    let index = try #require(reading.addresses.firstIndex(of: "a/vpcs/v/subnets/s"))
    let referrers = reading.estate.referrers(of: ResourceID(index))
    #expect(referrers.map { reading.estate[$0].address } == ["a/notebooks/n"])
    let properties = try reading.resource("a/notebooks/n").properties
    let value = try #require(reading.estate.heap.lookup("SubnetId", in: properties))
    #expect(reading.source(of: value.origin) == "s")
  }

  @Test func aNameThatCanMeanTwoThingsNamesBoth() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs: {one: {subnets: {s: {}}}, two: {subnets: {s: {}}}}
          notebooks: {n: {subnet: s}}   # error: ambiguous-reference
      """
    )
    let diagnostic = try #require(reading.diagnostics.first)
    #expect(diagnostic.message == "'s' can mean 'a/vpcs/one/subnets/s' or 'a/vpcs/two/subnets/s'")
    #expect(diagnostic.related.map { reading.text($0.span) } == ["s", "s"])
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "?unresolved-reference")
  }

  @Test func aNameThatIsNotDescribedComesWithHelp() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs: {v: {subnets: {private: {}}, securityGroups: {group: {}}}}
          keys: [data]
          notebooks:
            n: {subnet: privte, role: r, key: date, securityGroups: [private]}   # error: unresolved-reference; error: unresolved-reference; error: unresolved-reference; error: unresolved-reference
        b: {keys: [other], notebooks: {n: {key: data}}}   # error: unresolved-reference
      """
    )
    let outlines = reading.diagnostics.map { "\($0.message) · \($0.help ?? "")" }
    #expect(
      Set(outlines) == [
        "subnet 'privte' is not described · did you mean 'private'?",
        "role 'r' is not described · ",
        "key, alias or replica key 'date' is not described · did you mean 'data'?",
        "security group 'private' is not described · ",
        "key, alias or replica key 'data' is not described · write 'a/keys/data' if that one is meant",
      ]
    )
  }

  @Test(arguments: [
    ("notebooks", "subnet", "subnet-0123456789abcdef0"),
    ("notebooks", "kmsKey", "alias/data"),
    ("notebooks", "key", "arn:aws:kms:eu-west-1:111122223333:key/1"),
    ("notebooks", "key", "1234abcd-12ab-34cd-56ef-1234567890ab"),
    ("notebooks", "role", "arn:aws:iam::111122223333:role/x"),
    ("domains", "vpc", "vpc-0123"),
    ("userProfiles", "domain", "d-abcdefghij12"),
    ("trails", "s3BucketName", "company-trail"),
    ("endpoints", "endpointConfigName", "elsewhere"),
  ])
  func anIdentifierOfAWSIsATextOfItsOwn(collection: String, key: String, text: String) throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts: {a: {\(collection): {x: {\(key): "\(text)"}}}}
      """
    )
    let properties = reading.outline(try reading.resource("a/\(collection)/x").properties)
    #expect(properties.contains(": \(text)"))
  }

  @Test func aShortKeyTakesOnlyWhatIsDescribed() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          buckets: [trail]
          trails:
            t: {bucket: company-trail}   # error: unresolved-reference
            u: {s3BucketName: trial}   # warning: unresolved-reference
            v: {bucket: trail}
          models: [fraud]
          endpointConfigs: {c: {productionVariants: [{model: fraud, variantName: a}]}}
      """
    )
    #expect(try reading.value("S3BucketName", of: "a/trails/u") == "trial")
    #expect(try reading.value("S3BucketName", of: "a/trails/v") == "->a/buckets/trail")
    let model = try reading.value("ProductionVariants.ModelName", of: "a/endpointConfigs/c")
    #expect(model?.hasPrefix("->a/models/fraud") == true)
  }

  @Test func whatIsExternalIsUnknownUnlessItsIdIsGiven() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          external:
            shared: {type: AWS::EC2::Subnet, id: subnet-0123456789abcdef0}
            hub: {type: AWS::EC2::TransitGateway, unknown: [routes]}
            data: {type: AWS::KMS::Key, arn: "arn:aws:kms:eu-west-1:111122223333:key/1"}
          notebooks: {n: {subnet: shared, key: data}}
          vpcs: {v: {routeTables: {t: {routes: [{to: 10.0.0.0/8, via: hub}]}}}}
        b: {notebooks: {n: {key: a/external/data}}}
      """
    )
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "subnet-0123456789abcdef0")
    let route = "a/vpcs/v/routeTables/t/routes/10.0.0.0/8"
    #expect(try reading.value("TransitGatewayId", of: route) == "?external")
    let key = try reading.value("KmsKeyId", of: "b/notebooks/n")
    #expect(key == "arn:aws:kms:eu-west-1:111122223333:key/1")
    #expect(!reading.types.contains("AWS::EC2::TransitGateway"))
  }

  @Test func aResourceOfATemplateIsNamedByItsAddress() throws {
    let declarations = Declarations.builtIn
    var builder = EstateBuilder(declarations: declarations)
    let first = builder.reserveResources(1).lowerBound
    let scope = builder.add(Scope(name: "network.yaml"))
    let properties = builder.heap.map(alternating: [])
    builder.define(
      ResourceID(first),
      as: Resource(
        name: "Private",
        type: "AWS::EC2::Subnet",
        typeName: declarations.vocabulary.name("AWS::EC2::Subnet"),
        address: "network.yaml#Private",
        properties: properties,
        origin: .none,
        existence: .always,
        scope: scope
      )
    )
    let text = """
      lintel: platform/v1
      accounts: {a: {notebooks: {n: {subnet: "network.yaml#Private"}}}}
      """
    let source = SourceFile(path: "a.yaml", bytes: Array(text.utf8))
    let parsed = parseSource(source, id: SourceID(0), vocabulary: declarations.vocabulary)
    readDescriptions([try #require(parsed.tree)], sources: [source], into: &builder)
    #expect(builder.diagnostics.map(\.message) == [])
    let estate = builder.build()
    let referrers = estate.referrers(of: ResourceID(first))
    #expect(referrers.map { estate[$0].address } == ["a/notebooks/n"])
  }

  // MARK: - Ids in AWS

  @Test func whatIsWrittenByItsIdIsTheResourceThatHasIt() throws {
    let reading = Reading(
      """
      lintel: platform/v1
      accounts:
        network:
          vpcs:
            ml: {cidrBlock: 10.0.0.0/16, subnets: {private: {id: subnet-0a1b, cidrBlock: 10.0.0.0/24}}}
        ml: {notebooks: {lab: {subnet: subnet-0a1b}, other: {subnet: subnet-0a1c}}}
      """
    )
    #expect(reading.diagnostics.map(\.message) == [])
    let estate = reading.estate
    let index = estate.resources.firstIndex { $0.type == "AWS::EC2::Subnet" }
    let subnet = ResourceID(try #require(index))
    #expect(estate.referrers(of: subnet).map { estate[$0].name } == ["lab"])
    var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    let path = PropertyPath("SubnetId")
    let targets = estate.resources.filter { $0.type == "AWS::SageMaker::NotebookInstance" }.map {
      path.values(in: $0.properties, &context).map { estate.target(of: $0, &context) }
    }
    #expect(targets == [[subnet], [nil]])
  }

  @Test func anIdIsOfItsTypeAndOfOneResource() {
    let reading = Reading(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            ml: {id: subnet-1, cidrBlock: 10.0.0.0/16}
            own: {id: vpc-1, cidrBlock: 10.1.0.0/16}
            again: {id: vpc-1, cidrBlock: 10.2.0.0/16}
      """
    )
    #expect(
      reading.diagnostics.map(\.message) == [
        "'subnet-1' is no id of AWS::EC2::VPC", "'again' has the id of another resource, 'vpc-1'",
      ]
    )
  }
}
