// Written by Scripts/embed-policies; do not edit.

#define _GNU_SOURCE
#include "CBuiltins.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char policy_0[] = {
#embed "../../policies/data-protection/bucket-policy-tls-only.yaml"
};

static const unsigned char policy_1[] = {
#embed "../../policies/data-protection/job-inter-container-encryption.yaml"
};

static const unsigned char policy_2[] = {
#embed "../../policies/data-protection/kms-key-rotation-enabled.yaml"
};

static const unsigned char policy_3[] = {
#embed "../../policies/data-protection/ml-storage-customer-managed-key.yaml"
};

static const unsigned char policy_4[] = {
#embed "../../policies/governance/account-separation-by-environment.yaml"
};

static const unsigned char policy_5[] = {
#embed "../../policies/governance/cloudtrail-multi-region.yaml"
};

static const unsigned char policy_6[] = {
#embed "../../policies/governance/control-tower-landing-zone-present.yaml"
};

static const unsigned char policy_7[] = {
#embed "../../policies/governance/expectation-holds.yaml"
};

static const unsigned char policy_8[] = {
#embed "../../policies/governance/sagemaker-vpc-guardrail-attached.yaml"
};

static const unsigned char policy_9[] = {
#embed "../../policies/governance/service-control-policy-attached.yaml"
};

static const unsigned char policy_10[] = {
#embed "../../policies/internet-exposure/access-point-in-vpc.yaml"
};

static const unsigned char policy_11[] = {
#embed "../../policies/internet-exposure/access-point-not-public.yaml"
};

static const unsigned char policy_12[] = {
#embed "../../policies/internet-exposure/agentcore-gateway-authorizer.yaml"
};

static const unsigned char policy_13[] = {
#embed "../../policies/internet-exposure/airflow-webserver-private.yaml"
};

static const unsigned char policy_14[] = {
#embed "../../policies/internet-exposure/bucket-acl-not-public.yaml"
};

static const unsigned char policy_15[] = {
#embed "../../policies/internet-exposure/bucket-acls-off.yaml"
};

static const unsigned char policy_16[] = {
#embed "../../policies/internet-exposure/bucket-cors-write-not-wildcard.yaml"
};

static const unsigned char policy_17[] = {
#embed "../../policies/internet-exposure/bucket-policy-not-public.yaml"
};

static const unsigned char policy_18[] = {
#embed "../../policies/internet-exposure/bucket-public-access-block.yaml"
};

static const unsigned char policy_19[] = {
#embed "../../policies/internet-exposure/ecr-repository-not-public.yaml"
};

static const unsigned char policy_20[] = {
#embed "../../policies/internet-exposure/endpoint-variant-no-shell.yaml"
};

static const unsigned char policy_21[] = {
#embed "../../policies/internet-exposure/event-bus-not-public.yaml"
};

static const unsigned char policy_22[] = {
#embed "../../policies/internet-exposure/function-url-authenticated.yaml"
};

static const unsigned char policy_23[] = {
#embed "../../policies/internet-exposure/inference-api-authorized.yaml"
};

static const unsigned char policy_24[] = {
#embed "../../policies/internet-exposure/lambda-permission-names-source.yaml"
};

static const unsigned char policy_25[] = {
#embed "../../policies/internet-exposure/lambda-permission-not-public.yaml"
};

static const unsigned char policy_26[] = {
#embed "../../policies/internet-exposure/notebook-direct-internet-access-disabled.yaml"
};

static const unsigned char policy_27[] = {
#embed "../../policies/internet-exposure/presigned-url-restricted-to-network.yaml"
};

static const unsigned char policy_28[] = {
#embed "../../policies/internet-exposure/resource-perimeter-closed.yaml"
};

static const unsigned char policy_29[] = {
#embed "../../policies/internet-exposure/search-domain-in-vpc.yaml"
};

static const unsigned char policy_30[] = {
#embed "../../policies/internet-exposure/security-group-no-world-ingress.yaml"
};

static const unsigned char policy_31[] = {
#embed "../../policies/internet-exposure/space-remote-access-off.yaml"
};

static const unsigned char policy_32[] = {
#embed "../../policies/internet-exposure/studio-docker-in-vpc.yaml"
};

static const unsigned char policy_33[] = {
#embed "../../policies/internet-exposure/subnet-no-public-ip-on-launch.yaml"
};

static const unsigned char policy_34[] = {
#embed "../../policies/internet-exposure/topic-and-queue-not-public.yaml"
};

static const unsigned char policy_35[] = {
#embed "../../policies/least-privilege/code-repository-no-credentials.yaml"
};

static const unsigned char policy_36[] = {
#embed "../../policies/least-privilege/conditions-cover-absent-keys.yaml"
};

static const unsigned char policy_37[] = {
#embed "../../policies/least-privilege/data-read-names-resources.yaml"
};

static const unsigned char policy_38[] = {
#embed "../../policies/least-privilege/efs-access-point-confined.yaml"
};

static const unsigned char policy_39[] = {
#embed "../../policies/least-privilege/environment-no-secrets.yaml"
};

static const unsigned char policy_40[] = {
#embed "../../policies/least-privilege/hosting-role-not-interactive.yaml"
};

static const unsigned char policy_41[] = {
#embed "../../policies/least-privilege/invoke-names-models.yaml"
};

static const unsigned char policy_42[] = {
#embed "../../policies/least-privilege/kms-decrypt-names-keys.yaml"
};

static const unsigned char policy_43[] = {
#embed "../../policies/least-privilege/kms-key-policy-not-public.yaml"
};

static const unsigned char policy_44[] = {
#embed "../../policies/least-privilege/lake-permissions-not-iam-only.yaml"
};

static const unsigned char policy_45[] = {
#embed "../../policies/least-privilege/marketplace-subscribe-bounded.yaml"
};

static const unsigned char policy_46[] = {
#embed "../../policies/least-privilege/model-registry-policy-not-public.yaml"
};

static const unsigned char policy_47[] = {
#embed "../../policies/least-privilege/no-allow-by-exclusion.yaml"
};

static const unsigned char policy_48[] = {
#embed "../../policies/least-privilege/no-long-lived-credentials.yaml"
};

static const unsigned char policy_49[] = {
#embed "../../policies/least-privilege/no-wildcard-action-on-wildcard-resource.yaml"
};

static const unsigned char policy_50[] = {
#embed "../../policies/least-privilege/notebook-imdsv2.yaml"
};

static const unsigned char policy_51[] = {
#embed "../../policies/least-privilege/notebook-root-access-disabled.yaml"
};

static const unsigned char policy_52[] = {
#embed "../../policies/least-privilege/notebook-supported-platform.yaml"
};

static const unsigned char policy_53[] = {
#embed "../../policies/least-privilege/oidc-trust-pinned.yaml"
};

static const unsigned char policy_54[] = {
#embed "../../policies/least-privilege/passrole-names-roles.yaml"
};

static const unsigned char policy_55[] = {
#embed "../../policies/least-privilege/passrole-passed-to-service.yaml"
};

static const unsigned char policy_56[] = {
#embed "../../policies/least-privilege/policies-not-on-users.yaml"
};

static const unsigned char policy_57[] = {
#embed "../../policies/least-privilege/policy-statements-add-something.yaml"
};

static const unsigned char policy_58[] = {
#embed "../../policies/least-privilege/policy-statements-reachable.yaml"
};

static const unsigned char policy_59[] = {
#embed "../../policies/least-privilege/policy-statements-take-effect.yaml"
};

static const unsigned char policy_60[] = {
#embed "../../policies/least-privilege/policy-words-exist.yaml"
};

static const unsigned char policy_61[] = {
#embed "../../policies/least-privilege/role-creation-bounded.yaml"
};

static const unsigned char policy_62[] = {
#embed "../../policies/least-privilege/sagemaker-role-no-full-access-managed-policy.yaml"
};

static const unsigned char policy_63[] = {
#embed "../../policies/least-privilege/sagemaker-role-trusts-sagemaker-only.yaml"
};

static const unsigned char policy_64[] = {
#embed "../../policies/least-privilege/secret-policy-not-public.yaml"
};

static const unsigned char policy_65[] = {
#embed "../../policies/least-privilege/service-role-no-administrator.yaml"
};

static const unsigned char policy_66[] = {
#embed "../../policies/least-privilege/studio-domain-source-identity.yaml"
};

static const unsigned char policy_67[] = {
#embed "../../policies/least-privilege/trust-policy-no-wildcard-principal.yaml"
};

static const unsigned char policy_68[] = {
#embed "../../policies/network-isolation/agentcore-private-network.yaml"
};

static const unsigned char policy_69[] = {
#embed "../../policies/network-isolation/endpoint-config-in-vpc.yaml"
};

static const unsigned char policy_70[] = {
#embed "../../policies/network-isolation/endpoint-perimeter-closed.yaml"
};

static const unsigned char policy_71[] = {
#embed "../../policies/network-isolation/endpoint-policy-confines-resources.yaml"
};

static const unsigned char policy_72[] = {
#embed "../../policies/network-isolation/endpoint-service-not-for-everyone.yaml"
};

static const unsigned char policy_73[] = {
#embed "../../policies/network-isolation/environment-vpcs-not-connected.yaml"
};

static const unsigned char policy_74[] = {
#embed "../../policies/network-isolation/hosting-in-two-zones.yaml"
};

static const unsigned char policy_75[] = {
#embed "../../policies/network-isolation/hosting-network-isolation.yaml"
};

static const unsigned char policy_76[] = {
#embed "../../policies/network-isolation/hyperpod-cluster-in-vpc.yaml"
};

static const unsigned char policy_77[] = {
#embed "../../policies/network-isolation/interface-endpoint-multi-az.yaml"
};

static const unsigned char policy_78[] = {
#embed "../../policies/network-isolation/interface-endpoint-private-dns.yaml"
};

static const unsigned char policy_79[] = {
#embed "../../policies/network-isolation/job-in-vpc.yaml"
};

static const unsigned char policy_80[] = {
#embed "../../policies/network-isolation/job-network-isolation.yaml"
};

static const unsigned char policy_81[] = {
#embed "../../policies/network-isolation/ml-vpc-default-tenancy.yaml"
};

static const unsigned char policy_82[] = {
#embed "../../policies/network-isolation/ml-vpc-flow-logs.yaml"
};

static const unsigned char policy_83[] = {
#embed "../../policies/network-isolation/ml-workload-no-internet-egress.yaml"
};

static const unsigned char policy_84[] = {
#embed "../../policies/network-isolation/ml-workload-subnets-private.yaml"
};

static const unsigned char policy_85[] = {
#embed "../../policies/network-isolation/model-in-vpc.yaml"
};

static const unsigned char policy_86[] = {
#embed "../../policies/network-isolation/monitoring-in-vpc.yaml"
};

static const unsigned char policy_87[] = {
#embed "../../policies/network-isolation/monitoring-network-isolation.yaml"
};

static const unsigned char policy_88[] = {
#embed "../../policies/network-isolation/mount-target-subnet-private.yaml"
};

static const unsigned char policy_89[] = {
#embed "../../policies/network-isolation/network-acl-attached.yaml"
};

static const unsigned char policy_90[] = {
#embed "../../policies/network-isolation/network-acl-no-world-admin-ports.yaml"
};

static const unsigned char policy_91[] = {
#embed "../../policies/network-isolation/notebook-in-customer-vpc.yaml"
};

static const unsigned char policy_92[] = {
#embed "../../policies/network-isolation/peering-route-narrow.yaml"
};

static const unsigned char policy_93[] = {
#embed "../../policies/network-isolation/pipeline-compute-in-vpc.yaml"
};

static const unsigned char policy_94[] = {
#embed "../../policies/network-isolation/s3-pattern-not-registrable.yaml"
};

static const unsigned char policy_95[] = {
#embed "../../policies/network-isolation/service-calls-reach-endpoints.yaml"
};

static const unsigned char policy_96[] = {
#embed "../../policies/network-isolation/studio-domain-security-groups-set.yaml"
};

static const unsigned char policy_97[] = {
#embed "../../policies/network-isolation/studio-domain-vpc-only.yaml"
};

static const unsigned char policy_98[] = {
#embed "../../policies/network-isolation/transit-gateway-no-auto-accept.yaml"
};

static const unsigned char policy_99[] = {
#embed "../../policies/network-isolation/vpc-has-required-endpoints.yaml"
};

static const unsigned char policy_100[] = {
#embed "../../policies/network-isolation/workforce-network-bounded.yaml"
};

static const lintel_policy policies[] = {
  {"policies/data-protection/bucket-policy-tls-only.yaml", "data-protection", "AWS::S3::Bucket",
   {policy_0, sizeof policy_0}},
  {"policies/data-protection/job-inter-container-encryption.yaml", "data-protection", "AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob",
   {policy_1, sizeof policy_1}},
  {"policies/data-protection/kms-key-rotation-enabled.yaml", "data-protection", "AWS::KMS::Key",
   {policy_2, sizeof policy_2}},
  {"policies/data-protection/ml-storage-customer-managed-key.yaml", "data-protection", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::EndpointConfig AWS::SageMaker::FeatureGroup AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::TransformJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2 AWS::S3::Bucket",
   {policy_3, sizeof policy_3}},
  {"policies/governance/account-separation-by-environment.yaml", "governance", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::UserProfile AWS::SageMaker::Space AWS::SageMaker::Model AWS::SageMaker::ModelPackageGroup AWS::SageMaker::EndpointConfig AWS::SageMaker::Endpoint AWS::SageMaker::FeatureGroup AWS::SageMaker::MonitoringSchedule AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::TransformJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_4, sizeof policy_4}},
  {"policies/governance/cloudtrail-multi-region.yaml", "governance", "AWS::CloudTrail::Trail",
   {policy_5, sizeof policy_5}},
  {"policies/governance/control-tower-landing-zone-present.yaml", "governance", "AWS::Organizations::Organization AWS::Organizations::OrganizationalUnit AWS::Organizations::Account",
   {policy_6, sizeof policy_6}},
  {"policies/governance/expectation-holds.yaml", "governance", "Lintel::Expectation",
   {policy_7, sizeof policy_7}},
  {"policies/governance/sagemaker-vpc-guardrail-attached.yaml", "governance", "AWS::Organizations::Account AWS::Organizations::Organization",
   {policy_8, sizeof policy_8}},
  {"policies/governance/service-control-policy-attached.yaml", "governance", "AWS::Organizations::Policy",
   {policy_9, sizeof policy_9}},
  {"policies/internet-exposure/access-point-in-vpc.yaml", "internet-exposure", "AWS::S3::AccessPoint",
   {policy_10, sizeof policy_10}},
  {"policies/internet-exposure/access-point-not-public.yaml", "internet-exposure", "AWS::S3::AccessPoint",
   {policy_11, sizeof policy_11}},
  {"policies/internet-exposure/agentcore-gateway-authorizer.yaml", "internet-exposure", "AWS::BedrockAgentCore::Gateway",
   {policy_12, sizeof policy_12}},
  {"policies/internet-exposure/airflow-webserver-private.yaml", "internet-exposure", "AWS::MWAA::Environment",
   {policy_13, sizeof policy_13}},
  {"policies/internet-exposure/bucket-acl-not-public.yaml", "internet-exposure", "AWS::S3::Bucket",
   {policy_14, sizeof policy_14}},
  {"policies/internet-exposure/bucket-acls-off.yaml", "internet-exposure", "AWS::S3::Bucket",
   {policy_15, sizeof policy_15}},
  {"policies/internet-exposure/bucket-cors-write-not-wildcard.yaml", "internet-exposure", "AWS::S3::Bucket",
   {policy_16, sizeof policy_16}},
  {"policies/internet-exposure/bucket-policy-not-public.yaml", "internet-exposure", "AWS::S3::BucketPolicy",
   {policy_17, sizeof policy_17}},
  {"policies/internet-exposure/bucket-public-access-block.yaml", "internet-exposure", "AWS::S3::Bucket",
   {policy_18, sizeof policy_18}},
  {"policies/internet-exposure/ecr-repository-not-public.yaml", "internet-exposure", "AWS::ECR::Repository AWS::ECR::RegistryPolicy",
   {policy_19, sizeof policy_19}},
  {"policies/internet-exposure/endpoint-variant-no-shell.yaml", "internet-exposure", "AWS::SageMaker::EndpointConfig",
   {policy_20, sizeof policy_20}},
  {"policies/internet-exposure/event-bus-not-public.yaml", "internet-exposure", "AWS::Events::EventBusPolicy",
   {policy_21, sizeof policy_21}},
  {"policies/internet-exposure/function-url-authenticated.yaml", "internet-exposure", "AWS::Lambda::Url",
   {policy_22, sizeof policy_22}},
  {"policies/internet-exposure/inference-api-authorized.yaml", "internet-exposure", "AWS::ApiGateway::Method",
   {policy_23, sizeof policy_23}},
  {"policies/internet-exposure/lambda-permission-names-source.yaml", "internet-exposure", "AWS::Lambda::Permission",
   {policy_24, sizeof policy_24}},
  {"policies/internet-exposure/lambda-permission-not-public.yaml", "internet-exposure", "AWS::Lambda::Permission",
   {policy_25, sizeof policy_25}},
  {"policies/internet-exposure/notebook-direct-internet-access-disabled.yaml", "internet-exposure", "AWS::SageMaker::NotebookInstance",
   {policy_26, sizeof policy_26}},
  {"policies/internet-exposure/presigned-url-restricted-to-network.yaml", "internet-exposure", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_27, sizeof policy_27}},
  {"policies/internet-exposure/resource-perimeter-closed.yaml", "internet-exposure", "AWS::ECR::Repository AWS::KMS::Key AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SecretsManager::ResourcePolicy",
   {policy_28, sizeof policy_28}},
  {"policies/internet-exposure/search-domain-in-vpc.yaml", "internet-exposure", "AWS::OpenSearchService::Domain AWS::OpenSearchServerless::SecurityPolicy",
   {policy_29, sizeof policy_29}},
  {"policies/internet-exposure/security-group-no-world-ingress.yaml", "internet-exposure", "AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress",
   {policy_30, sizeof policy_30}},
  {"policies/internet-exposure/space-remote-access-off.yaml", "internet-exposure", "AWS::SageMaker::Space",
   {policy_31, sizeof policy_31}},
  {"policies/internet-exposure/studio-docker-in-vpc.yaml", "internet-exposure", "AWS::SageMaker::Domain",
   {policy_32, sizeof policy_32}},
  {"policies/internet-exposure/subnet-no-public-ip-on-launch.yaml", "internet-exposure", "AWS::EC2::Subnet",
   {policy_33, sizeof policy_33}},
  {"policies/internet-exposure/topic-and-queue-not-public.yaml", "internet-exposure", "AWS::SNS::TopicPolicy AWS::SNS::TopicInlinePolicy AWS::SQS::QueuePolicy AWS::SQS::QueueInlinePolicy",
   {policy_34, sizeof policy_34}},
  {"policies/least-privilege/code-repository-no-credentials.yaml", "least-privilege", "AWS::SageMaker::CodeRepository",
   {policy_35, sizeof policy_35}},
  {"policies/least-privilege/conditions-cover-absent-keys.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_36, sizeof policy_36}},
  {"policies/least-privilege/data-read-names-resources.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_37, sizeof policy_37}},
  {"policies/least-privilege/efs-access-point-confined.yaml", "least-privilege", "AWS::EFS::AccessPoint",
   {policy_38, sizeof policy_38}},
  {"policies/least-privilege/environment-no-secrets.yaml", "least-privilege", "AWS::Lambda::Function AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::Model AWS::CodeBuild::Project",
   {policy_39, sizeof policy_39}},
  {"policies/least-privilege/hosting-role-not-interactive.yaml", "least-privilege", "AWS::SageMaker::Model AWS::SageMaker::EndpointConfig",
   {policy_40, sizeof policy_40}},
  {"policies/least-privilege/invoke-names-models.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_41, sizeof policy_41}},
  {"policies/least-privilege/kms-decrypt-names-keys.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_42, sizeof policy_42}},
  {"policies/least-privilege/kms-key-policy-not-public.yaml", "least-privilege", "AWS::KMS::Key AWS::KMS::ReplicaKey",
   {policy_43, sizeof policy_43}},
  {"policies/least-privilege/lake-permissions-not-iam-only.yaml", "least-privilege", "AWS::LakeFormation::DataLakeSettings AWS::LakeFormation::PrincipalPermissions",
   {policy_44, sizeof policy_44}},
  {"policies/least-privilege/marketplace-subscribe-bounded.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_45, sizeof policy_45}},
  {"policies/least-privilege/model-registry-policy-not-public.yaml", "least-privilege", "AWS::SageMaker::ModelPackageGroup",
   {policy_46, sizeof policy_46}},
  {"policies/least-privilege/no-allow-by-exclusion.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_47, sizeof policy_47}},
  {"policies/least-privilege/no-long-lived-credentials.yaml", "least-privilege", "AWS::IAM::AccessKey AWS::IAM::User",
   {policy_48, sizeof policy_48}},
  {"policies/least-privilege/no-wildcard-action-on-wildcard-resource.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_49, sizeof policy_49}},
  {"policies/least-privilege/notebook-imdsv2.yaml", "least-privilege", "AWS::SageMaker::NotebookInstance",
   {policy_50, sizeof policy_50}},
  {"policies/least-privilege/notebook-root-access-disabled.yaml", "least-privilege", "AWS::SageMaker::NotebookInstance",
   {policy_51, sizeof policy_51}},
  {"policies/least-privilege/notebook-supported-platform.yaml", "least-privilege", "AWS::SageMaker::NotebookInstance",
   {policy_52, sizeof policy_52}},
  {"policies/least-privilege/oidc-trust-pinned.yaml", "least-privilege", "AWS::IAM::Role",
   {policy_53, sizeof policy_53}},
  {"policies/least-privilege/passrole-names-roles.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_54, sizeof policy_54}},
  {"policies/least-privilege/passrole-passed-to-service.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_55, sizeof policy_55}},
  {"policies/least-privilege/policies-not-on-users.yaml", "least-privilege", "AWS::IAM::User AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::UserPolicy",
   {policy_56, sizeof policy_56}},
  {"policies/least-privilege/policy-statements-add-something.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_57, sizeof policy_57}},
  {"policies/least-privilege/policy-statements-reachable.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_58, sizeof policy_58}},
  {"policies/least-privilege/policy-statements-take-effect.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_59, sizeof policy_59}},
  {"policies/least-privilege/policy-words-exist.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_60, sizeof policy_60}},
  {"policies/least-privilege/role-creation-bounded.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_61, sizeof policy_61}},
  {"policies/least-privilege/sagemaker-role-no-full-access-managed-policy.yaml", "least-privilege", "AWS::IAM::Role AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::UserProfile AWS::SageMaker::Model AWS::SageMaker::EndpointConfig AWS::SageMaker::Pipeline AWS::SageMaker::FeatureGroup AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_62, sizeof policy_62}},
  {"policies/least-privilege/sagemaker-role-trusts-sagemaker-only.yaml", "least-privilege", "AWS::IAM::Role",
   {policy_63, sizeof policy_63}},
  {"policies/least-privilege/secret-policy-not-public.yaml", "least-privilege", "AWS::SecretsManager::ResourcePolicy",
   {policy_64, sizeof policy_64}},
  {"policies/least-privilege/service-role-no-administrator.yaml", "least-privilege", "AWS::IAM::Role",
   {policy_65, sizeof policy_65}},
  {"policies/least-privilege/studio-domain-source-identity.yaml", "least-privilege", "AWS::SageMaker::Domain",
   {policy_66, sizeof policy_66}},
  {"policies/least-privilege/trust-policy-no-wildcard-principal.yaml", "least-privilege", "AWS::IAM::Role",
   {policy_67, sizeof policy_67}},
  {"policies/network-isolation/agentcore-private-network.yaml", "network-isolation", "AWS::BedrockAgentCore::Runtime AWS::BedrockAgentCore::BrowserCustom AWS::BedrockAgentCore::CodeInterpreterCustom",
   {policy_68, sizeof policy_68}},
  {"policies/network-isolation/endpoint-config-in-vpc.yaml", "network-isolation", "AWS::SageMaker::EndpointConfig",
   {policy_69, sizeof policy_69}},
  {"policies/network-isolation/endpoint-perimeter-closed.yaml", "network-isolation", "AWS::EC2::VPCEndpoint",
   {policy_70, sizeof policy_70}},
  {"policies/network-isolation/endpoint-policy-confines-resources.yaml", "network-isolation", "AWS::EC2::VPCEndpoint",
   {policy_71, sizeof policy_71}},
  {"policies/network-isolation/endpoint-service-not-for-everyone.yaml", "network-isolation", "AWS::EC2::VPCEndpointService",
   {policy_72, sizeof policy_72}},
  {"policies/network-isolation/environment-vpcs-not-connected.yaml", "network-isolation", "AWS::EC2::VPC",
   {policy_73, sizeof policy_73}},
  {"policies/network-isolation/hosting-in-two-zones.yaml", "network-isolation", "AWS::SageMaker::Model AWS::SageMaker::EndpointConfig AWS::SageMaker::Domain",
   {policy_74, sizeof policy_74}},
  {"policies/network-isolation/hosting-network-isolation.yaml", "network-isolation", "AWS::SageMaker::Model AWS::SageMaker::EndpointConfig",
   {policy_75, sizeof policy_75}},
  {"policies/network-isolation/hyperpod-cluster-in-vpc.yaml", "network-isolation", "AWS::SageMaker::Cluster",
   {policy_76, sizeof policy_76}},
  {"policies/network-isolation/interface-endpoint-multi-az.yaml", "network-isolation", "AWS::EC2::VPCEndpoint",
   {policy_77, sizeof policy_77}},
  {"policies/network-isolation/interface-endpoint-private-dns.yaml", "network-isolation", "AWS::EC2::VPCEndpoint",
   {policy_78, sizeof policy_78}},
  {"policies/network-isolation/job-in-vpc.yaml", "network-isolation", "AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_79, sizeof policy_79}},
  {"policies/network-isolation/job-network-isolation.yaml", "network-isolation", "AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob",
   {policy_80, sizeof policy_80}},
  {"policies/network-isolation/ml-vpc-default-tenancy.yaml", "network-isolation", "AWS::EC2::VPC",
   {policy_81, sizeof policy_81}},
  {"policies/network-isolation/ml-vpc-flow-logs.yaml", "network-isolation", "AWS::EC2::VPC",
   {policy_82, sizeof policy_82}},
  {"policies/network-isolation/ml-workload-no-internet-egress.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::Model AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob",
   {policy_83, sizeof policy_83}},
  {"policies/network-isolation/ml-workload-subnets-private.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::Model AWS::SageMaker::EndpointConfig AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_84, sizeof policy_84}},
  {"policies/network-isolation/model-in-vpc.yaml", "network-isolation", "AWS::SageMaker::Model",
   {policy_85, sizeof policy_85}},
  {"policies/network-isolation/monitoring-in-vpc.yaml", "network-isolation", "AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule",
   {policy_86, sizeof policy_86}},
  {"policies/network-isolation/monitoring-network-isolation.yaml", "network-isolation", "AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule",
   {policy_87, sizeof policy_87}},
  {"policies/network-isolation/mount-target-subnet-private.yaml", "network-isolation", "AWS::EFS::MountTarget",
   {policy_88, sizeof policy_88}},
  {"policies/network-isolation/network-acl-attached.yaml", "network-isolation", "AWS::EC2::NetworkAcl",
   {policy_89, sizeof policy_89}},
  {"policies/network-isolation/network-acl-no-world-admin-ports.yaml", "network-isolation", "AWS::EC2::NetworkAclEntry",
   {policy_90, sizeof policy_90}},
  {"policies/network-isolation/notebook-in-customer-vpc.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance",
   {policy_91, sizeof policy_91}},
  {"policies/network-isolation/peering-route-narrow.yaml", "network-isolation", "AWS::EC2::Route",
   {policy_92, sizeof policy_92}},
  {"policies/network-isolation/pipeline-compute-in-vpc.yaml", "network-isolation", "AWS::CodeBuild::Project AWS::Glue::Job",
   {policy_93, sizeof policy_93}},
  {"policies/network-isolation/s3-pattern-not-registrable.yaml", "network-isolation", "AWS::EC2::VPCEndpoint AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_94, sizeof policy_94}},
  {"policies/network-isolation/service-calls-reach-endpoints.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::Model AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob",
   {policy_95, sizeof policy_95}},
  {"policies/network-isolation/studio-domain-security-groups-set.yaml", "network-isolation", "AWS::SageMaker::Domain",
   {policy_96, sizeof policy_96}},
  {"policies/network-isolation/studio-domain-vpc-only.yaml", "network-isolation", "AWS::SageMaker::Domain",
   {policy_97, sizeof policy_97}},
  {"policies/network-isolation/transit-gateway-no-auto-accept.yaml", "network-isolation", "AWS::EC2::TransitGateway",
   {policy_98, sizeof policy_98}},
  {"policies/network-isolation/vpc-has-required-endpoints.yaml", "network-isolation", "AWS::EC2::VPC",
   {policy_99, sizeof policy_99}},
  {"policies/network-isolation/workforce-network-bounded.yaml", "network-isolation", "AWS::SageMaker::Workforce",
   {policy_100, sizeof policy_100}},
};

unsigned int lintel_policy_count(void) {
  return sizeof policies / sizeof policies[0];
}

lintel_policy lintel_policy_at(unsigned int index) {
  return policies[index];
}

size_t lintel_policy_rules_size(unsigned int index) {
  lintel_embedded_bytes text = policies[index].text;
  const unsigned char *tests = memmem(text.start, text.count, "\ntests:", 7);
  return tests ? (size_t)(tests - text.start) + 1 : text.count;
}
