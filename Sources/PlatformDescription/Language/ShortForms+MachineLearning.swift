extension ShortForms {
  /// Jobs, models and endpoints say where they run and how they encrypt beside their other keys.
  static let machineLearning: [String: [String: ShortForm]] = [
    "AWS::SageMaker::NotebookInstance": ["vpc": .placement],
    "AWS::SageMaker::Model": placed(in: "VpcConfig"),
    "AWS::SageMaker::EndpointConfig": placed(in: "VpcConfig"),
    "AWS::SageMaker::TrainingJob": job(
      network: "",
      cluster: "ResourceConfig",
      output: "OutputDataConfig"
    ),
    "AWS::SageMaker::HyperParameterTuningJob": job(
      network: "TrainingJobDefinition.",
      cluster: "TrainingJobDefinition.ResourceConfig",
      output: "TrainingJobDefinition.OutputDataConfig"
    )
    .merging(["role": .property("TrainingJobDefinition.RoleArn")]) { first, _ in first },
    "AWS::SageMaker::ProcessingJob": job(
      network: "NetworkConfig.",
      cluster: "ProcessingResources.ClusterConfig",
      output: "ProcessingOutputConfig"
    ),
    "AWS::SageMaker::DataQualityJobDefinition": monitoring("DataQuality"),
    "AWS::SageMaker::ModelQualityJobDefinition": monitoring("ModelQuality"),
    "AWS::SageMaker::ModelBiasJobDefinition": monitoring("ModelBias"),
    "AWS::SageMaker::ModelExplainabilityJobDefinition": monitoring("ModelExplainability"),
    "AWS::SageMaker::AutoMLJob": autoML("AutoMLJobConfig.SecurityConfig"),
    "AWS::SageMaker::AutoMLJobV2": autoML("SecurityConfig"),
    "AWS::SageMaker::TransformJob": [
      "volumeKey": .property("TransformResources.VolumeKmsKeyId"),
      "outputKey": .property("TransformOutput.KmsKeyId"),
      "instanceType": .property("TransformResources.InstanceType"),
      "instanceCount": .property("TransformResources.InstanceCount"),
    ],
    "AWS::Lambda::Function": [
      "vpc": .placement,
      "subnets": .property("VpcConfig.SubnetIds"),
      "securityGroups": .property("VpcConfig.SecurityGroupIds"),
    ],
  ]

  /// `subnets`, `securityGroups` and the VPC that their names belong to.
  private static func placed(in path: String) -> [String: ShortForm] {
    [
      "vpc": .placement,
      "subnets": .property("\(path).Subnets"),
      "securityGroups": .property("\(path).SecurityGroupIds"),
    ]
  }

  private static func job(network: String, cluster: String, output: String) -> [String: ShortForm] {
    placed(in: "\(network)VpcConfig")
      .merging([
        "encryptInterContainerTraffic": .property(
          "\(network)EnableInterContainerTrafficEncryption"
        ),
        "volumeKey": .property("\(cluster).VolumeKmsKeyId"),
        "volumeSizeInGB": .property("\(cluster).VolumeSizeInGB"),
        "outputKey": .property("\(output).KmsKeyId"),
        "instanceType": .property("\(cluster).InstanceType"),
        "instanceCount": .property("\(cluster).InstanceCount"),
      ]) { first, _ in first }
  }

  private static func autoML(_ security: String) -> [String: ShortForm] {
    placed(in: "\(security).VpcConfig")
      .merging([
        "encryptInterContainerTraffic": .property(
          "\(security).EnableInterContainerTrafficEncryption"
        ),
        "volumeKey": .property("\(security).VolumeKmsKeyId"),
        "outputKey": .property("OutputDataConfig.KmsKeyId"),
      ]) { first, _ in first }
  }

  private static func monitoring(_ kind: String) -> [String: ShortForm] {
    job(
      network: "NetworkConfig.",
      cluster: "JobResources.ClusterConfig",
      output: "\(kind)JobOutputConfig"
    )
  }
}
