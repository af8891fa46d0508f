import Findings
import Infrastructure
import Testing
import Values

/// Stores and machine-learning workloads with their short forms.
struct WorkloadTests {
  let reading = check(
    """
    lintel: platform/v1
    accounts:
      ml:
        region: eu-west-1
        vpcs: {main: {subnets: {a: {}}, securityGroups: {g: {}}}}
        keys: {data: {aliases: [data], policy: {Statement: []}}}
        roles: {r: {}}
        buckets:
          open: {publicAccessBlock: false}
          closed: {key: data, publicAccessBlock: true, policy: {Statement: []}}
          named: {bucketName: company-data, versioningConfiguration: {status: Enabled}}
        repositories: {images: {key: data, policy: {Statement: []}}}
        topics: {alerts: {key: data, policy: {Statement: []}}}
        fileSystems: {home: {key: data, mountTargets: {a: {subnet: a, securityGroups: [g]}}}}
        domains:
          studio: {vpc: main, userProfiles: {ana: {userSettings: {executionRole: r}}}}
        trainingJobs:
          t:
            vpc: main
            subnets: [a]
            securityGroups: [g]
            role: r
            volumeKey: data
            outputKey: data
            instanceCount: 2
            encryptInterContainerTraffic: true
            resourceConfig: {volumeSizeInGB: 100}
            tags: {Team: ml}
        hyperParameterTuningJobs:
          t: {role: r, subnets: [a], volumeKey: data, encryptInterContainerTraffic: true}
        processingJobs: {p: {role: r, subnets: [a], volumeKey: data, outputKey: data}}
        transformJobs: {t: {model: m, volumeKey: data, outputKey: data}}
        autoMLJobs: {j: {role: r, subnets: [a], volumeKey: data, outputKey: data}}
        autoMLJobsV2: {j: {role: r, subnets: [a], encryptInterContainerTraffic: true}}
        dataQualityJobDefinitions: {q: {role: r, subnets: [a], volumeKey: data, outputKey: data}}
        models: {m: {role: r, subnets: [a], securityGroups: [g]}}
        featureGroups: {f: {role: r, offlineStoreConfig: {s3StorageConfig: {key: data}}}}
        endpointConfigs: {e: {key: data, dataCaptureConfig: {key: data}}}
        functions: {f: {role: r, subnets: [a], environment: {variables: {MODE: fast}}}}
        buildProjects: {b: {role: r, key: data}}
        alarms: {high: {threshold: 0.5, alarmActions: [alerts]}}
    """
  )

  @Test(arguments: [
    ("trainingJobs/t", "VpcConfig.Subnets", "[->ml/vpcs/main/subnets/a]"),
    ("trainingJobs/t", "RoleArn", "->ml/roles/r.Arn"),
    (
      "trainingJobs/t", "ResourceConfig",
      "{VolumeSizeInGB: 100, VolumeKmsKeyId: ->ml/keys/data, InstanceCount: 2}"
    ),
    ("trainingJobs/t", "OutputDataConfig.KmsKeyId", "->ml/keys/data"),
    ("trainingJobs/t", "EnableInterContainerTrafficEncryption", "true"),
    ("trainingJobs/t", "Tags", "[{Key: Team, Value: ml}]"),
    ("trainingJobs/t", "TrainingJobName", "(t)"),
    ("hyperParameterTuningJobs/t", "TrainingJobDefinition.RoleArn", "->ml/roles/r.Arn"),
    (
      "hyperParameterTuningJobs/t", "TrainingJobDefinition.ResourceConfig.VolumeKmsKeyId",
      "->ml/keys/data"
    ),
    (
      "hyperParameterTuningJobs/t",
      "TrainingJobDefinition.EnableInterContainerTrafficEncryption", "true"
    ),
    ("processingJobs/p", "NetworkConfig.VpcConfig.Subnets", "[->ml/vpcs/main/subnets/a]"),
    ("processingJobs/p", "ProcessingResources.ClusterConfig.VolumeKmsKeyId", "->ml/keys/data"),
    ("processingJobs/p", "ProcessingOutputConfig.KmsKeyId", "->ml/keys/data"),
    ("transformJobs/t", "TransformResources.VolumeKmsKeyId", "->ml/keys/data"),
    (
      "autoMLJobs/j", "AutoMLJobConfig.SecurityConfig.VpcConfig.Subnets",
      "[->ml/vpcs/main/subnets/a]"
    ),
    ("autoMLJobsV2/j", "SecurityConfig.VpcConfig.Subnets", "[->ml/vpcs/main/subnets/a]"),
    ("autoMLJobsV2/j", "SecurityConfig.EnableInterContainerTrafficEncryption", "true"),
    ("dataQualityJobDefinitions/q", "JobResources.ClusterConfig.VolumeKmsKeyId", "->ml/keys/data"),
    ("dataQualityJobDefinitions/q", "DataQualityJobOutputConfig.KmsKeyId", "->ml/keys/data"),
    ("dataQualityJobDefinitions/q", "JobDefinitionName", "(q)"),
    ("models/m", "VpcConfig.SecurityGroupIds", "[->ml/vpcs/main/securityGroups/g.GroupId]"),
    ("models/m", "ExecutionRoleArn", "->ml/roles/r.Arn"),
    ("featureGroups/f", "OfflineStoreConfig.S3StorageConfig.KmsKeyId", "->ml/keys/data"),
    ("endpointConfigs/e", "DataCaptureConfig.KmsKeyId", "->ml/keys/data"),
    ("functions/f", "VpcConfig.SubnetIds", "[->ml/vpcs/main/subnets/a]"),
    ("functions/f", "Environment.Variables", "{MODE: fast}"),
    ("buildProjects/b", "ServiceRole", "->ml/roles/r.Arn"),
    ("alarms/high", "AlarmActions", "[->ml/topics/alerts.TopicArn]"),
    ("alarms/high", "Threshold", "0.5"),
  ])
  func aShortFormIsTheWholeProperty(address: String, path: String, value: String) throws {
    #expect(try reading.value(path, of: "ml/\(address)") == value)
  }

  @Test func aBucketEncryptsWithTheKeyThatItNames() throws {
    #expect(
      try reading.value(
        "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault",
        of: "ml/buckets/closed"
      ) == "{SSEAlgorithm: aws:kms, KMSMasterKeyID: ->ml/keys/data}"
    )
    #expect(
      try reading.value("PublicAccessBlockConfiguration", of: "ml/buckets/closed")
        == "{BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, "
        + "RestrictPublicBuckets: true}"
    )
    let open = try reading.value(
      "PublicAccessBlockConfiguration.BlockPublicAcls",
      of: "ml/buckets/open"
    )
    #expect(open == "false")
    #expect(try reading.value("BucketName", of: "ml/buckets/named") == "company-data")
  }

  @Test func aPolicyOfAStoreIsAResourceOfItsOwn() throws {
    let policy = try reading.resource("ml/buckets/closed/policy")
    #expect(policy.type == "AWS::S3::BucketPolicy")
    #expect(policy.name == "closed")
    #expect(reading.source(of: policy.origin) == "policy")
    #expect(try reading.value("Bucket", of: policy.address) == "->ml/buckets/closed")
    #expect(
      try reading.value("Topics", of: "ml/topics/alerts/policy") == "[->ml/topics/alerts.TopicArn]"
    )
    #expect(
      try reading.value("RepositoryPolicyText", of: "ml/repositories/images") == "{Statement: []}"
    )
    #expect(try reading.value("KeyPolicy", of: "ml/keys/data") == "{Statement: []}")
  }

  @Test func whatStandsInAResourceRefersToIt() throws {
    let alias = "ml/keys/data/aliases/data"
    #expect(try reading.value("TargetKeyId", of: alias) == "->ml/keys/data")
    #expect(try reading.value("AliasName", of: alias) == "(alias/data)")
    let target = "ml/fileSystems/home/mountTargets/a"
    #expect(try reading.value("FileSystemId", of: target) == "->ml/fileSystems/home")
    let profile = "ml/domains/studio/userProfiles/ana"
    #expect(try reading.value("DomainId", of: profile) == "->ml/domains/studio")
    #expect(try reading.value("UserSettings.ExecutionRole", of: profile) == "->ml/roles/r.Arn")
  }

  @Test func whatIsNotWrittenHasTheDefaultOfAWS() throws {
    let reading = check("{lintel: platform/v1, accounts: {a: {notebooks: [n]}}}")
    #expect(try reading.value("DirectInternetAccess", of: "a/notebooks/n") == "(Enabled)")
    let resource = try reading.resource("a/notebooks/n")
    #expect(reading.source(of: resource.properties.origin) == "n")
  }
}
