/// What `lintel init` writes: a small platform that has no findings, with comments that say how to go on.
package let starterDescription = """
  # yaml-language-server: $schema=./platform.schema.json
  # A machine-learning platform as Lintel reads it. Write 'lintel init --schema' for completion and
  # checks in your editor, and 'lintel check' for verdicts. Resource names are yours; properties are
  # AWS's, in lower camel case: 'SubnetId' is 'subnet' or 'subnetId'.
  lintel: platform/v1

  # What is not written here does not exist, so that absence is proof. Leave a part out as long as
  # there is more of it than this file says.
  complete: [network, organization]

  organization:
    controlTower:
      landingZone: {version: "3.3"}
    units:
      workloads: {accounts: [ml], policies: [sagemaker-inside-the-vpc]}
    policies:
      sagemaker-inside-the-vpc:
        type: service-control-policy
        document:
          Version: "2012-10-17"
          Statement:
            - Effect: Deny
              Action: &outside
                - sagemaker:CreateAutoMLJob
                - sagemaker:CreateAutoMLJobV2
                - sagemaker:CreateDataQualityJobDefinition
                - sagemaker:CreateHyperParameterTuningJob
                - sagemaker:CreateModel
                - sagemaker:CreateModelBiasJobDefinition
                - sagemaker:CreateModelExplainabilityJobDefinition
                - sagemaker:CreateModelQualityJobDefinition
                - sagemaker:CreateMonitoringSchedule
                - sagemaker:CreateNotebookInstance
                - sagemaker:CreateProcessingJob
                - sagemaker:CreateTrainingJob
              Resource: "*"
              Condition: {"Null": {sagemaker:VpcSubnets: "true"}}
            - Effect: Deny
              Action: *outside
              Resource: "*"
              Condition: {"Null": {sagemaker:VpcSecurityGroupIds: "true"}}

  accounts:
    ml:
      id: "111122223333"
      region: eu-west-1
      environment: dev

      vpcs:
        ml:
          cidrBlock: 10.0.0.0/16
          # Private DNS of endpoints needs it.
          enableDnsHostnames: true
          # A route to the internet would be {to: 0.0.0.0/0, via: NAME} with a gateway of that name.
          routeTables:
            private: {routes: []}
          subnets:
            # A letter is a zone of the region. What stands in the VPC is named without it.
            a: {cidrBlock: 10.0.0.0/20, availabilityZone: a, routeTable: private}
            b: {cidrBlock: 10.0.16.0/20, availabilityZone: b, routeTable: private}
          securityGroups:
            workloads:
              # Groups of the VPC, and the addresses of S3, which lie outside of it.
              egress:
                - {protocol: tcp, port: 443, to: endpoints}
                - {protocol: tcp, port: 443, to: s3}
            endpoints:
              ingress: [{protocol: tcp, port: 443, from: workloads}]
          # What tells afterwards whom the workloads talked to.
          flowLogs:
            all:
              resourceType: VPC
              trafficType: ALL
              logDestinationType: s3
              logDestination: arn:aws:s3:::flow-logs
          # The services that notebooks and jobs call without the internet.
          endpoints:
            # The policy keeps data from buckets of other accounts.
            s3:
              type: Gateway
              routeTables: [private]
              policy:
                Statement:
                  - Effect: Allow
                    Principal: "*"
                    Action: s3:*
                    Resource: "*"
                    Condition: {StringEquals: {aws:ResourceAccount: "111122223333"}}
            # SDKs find an endpoint by private DNS.
            sagemaker.api: &interface
              {type: Interface, subnets: [a, b], securityGroups: [endpoints], privateDnsEnabled: true}
            sagemaker.runtime: *interface

      keys:
        data: {enableKeyRotation: true}

      buckets:
        features:
          key: data
          publicAccessBlock: true
          classification: confidential
          policy:
            Statement:
              - Effect: Deny
                Principal: "*"
                Action: s3:*
                Resource: ["arn:aws:s3:::features", "arn:aws:s3:::features/*"]
                Condition: {Bool: {aws:SecureTransport: "false"}}

      roles:
        analyst:
          trusts: [sagemaker.amazonaws.com]
          # A resource is named, with a path behind it, or written as an ARN.
          allows: [{actions: [s3:GetObject], resources: [features/*]}]

      notebooks:
        lab:
          instanceType: ml.t3.large
          subnet: a
          securityGroups: [workloads]
          role: analyst
          key: data
          directInternetAccess: Disabled
          rootAccess: Disabled
          platformIdentifier: notebook-al2023-v1
          instanceMetadataServiceConfiguration: {minimumInstanceMetadataServiceVersion: "2"}

      # What nobody knows yet is marked: key: {$unknown: which key the team takes}
      trails:
        audit:
          isLogging: true
          isMultiRegionTrail: true
          s3BucketName: {$unknown: the bucket of the log archive}

  # What somebody decided, held against the rest of this file.
  expect:
    - {from: ml/notebooks/*, to: internet, is: unreachable}
    - {from: ml/notebooks/*, to: s3, is: reachable}
    - {from: ml/notebooks/*, to: sagemaker.api, is: reachable}
    - {principal: analyst, action: s3:DeleteObject, resource: "*", is: denied}

  """
