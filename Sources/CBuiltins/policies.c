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
#embed "../../policies/internet-exposure/bucket-policy-not-public.yaml"
};

static const unsigned char policy_11[] = {
#embed "../../policies/internet-exposure/bucket-public-access-block.yaml"
};

static const unsigned char policy_12[] = {
#embed "../../policies/internet-exposure/notebook-direct-internet-access-disabled.yaml"
};

static const unsigned char policy_13[] = {
#embed "../../policies/internet-exposure/security-group-no-world-ingress.yaml"
};

static const unsigned char policy_14[] = {
#embed "../../policies/internet-exposure/subnet-no-public-ip-on-launch.yaml"
};

static const unsigned char policy_15[] = {
#embed "../../policies/least-privilege/conditions-cover-absent-keys.yaml"
};

static const unsigned char policy_16[] = {
#embed "../../policies/least-privilege/no-wildcard-action-on-wildcard-resource.yaml"
};

static const unsigned char policy_17[] = {
#embed "../../policies/least-privilege/passrole-passed-to-service.yaml"
};

static const unsigned char policy_18[] = {
#embed "../../policies/least-privilege/policy-statements-take-effect.yaml"
};

static const unsigned char policy_19[] = {
#embed "../../policies/least-privilege/policy-words-exist.yaml"
};

static const unsigned char policy_20[] = {
#embed "../../policies/least-privilege/sagemaker-role-no-full-access-managed-policy.yaml"
};

static const unsigned char policy_21[] = {
#embed "../../policies/least-privilege/trust-policy-no-wildcard-principal.yaml"
};

static const unsigned char policy_22[] = {
#embed "../../policies/network-isolation/ml-workload-subnets-private.yaml"
};

static const unsigned char policy_23[] = {
#embed "../../policies/network-isolation/model-in-vpc.yaml"
};

static const unsigned char policy_24[] = {
#embed "../../policies/network-isolation/notebook-in-customer-vpc.yaml"
};

static const unsigned char policy_25[] = {
#embed "../../policies/network-isolation/studio-domain-vpc-only.yaml"
};

static const unsigned char policy_26[] = {
#embed "../../policies/network-isolation/vpc-has-required-endpoints.yaml"
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
  {"policies/internet-exposure/bucket-policy-not-public.yaml", "internet-exposure", "AWS::S3::BucketPolicy",
   {policy_10, sizeof policy_10}},
  {"policies/internet-exposure/bucket-public-access-block.yaml", "internet-exposure", "AWS::S3::Bucket",
   {policy_11, sizeof policy_11}},
  {"policies/internet-exposure/notebook-direct-internet-access-disabled.yaml", "internet-exposure", "AWS::SageMaker::NotebookInstance",
   {policy_12, sizeof policy_12}},
  {"policies/internet-exposure/security-group-no-world-ingress.yaml", "internet-exposure", "AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress",
   {policy_13, sizeof policy_13}},
  {"policies/internet-exposure/subnet-no-public-ip-on-launch.yaml", "internet-exposure", "AWS::EC2::Subnet",
   {policy_14, sizeof policy_14}},
  {"policies/least-privilege/conditions-cover-absent-keys.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_15, sizeof policy_15}},
  {"policies/least-privilege/no-wildcard-action-on-wildcard-resource.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_16, sizeof policy_16}},
  {"policies/least-privilege/passrole-passed-to-service.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy",
   {policy_17, sizeof policy_17}},
  {"policies/least-privilege/policy-statements-take-effect.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_18, sizeof policy_18}},
  {"policies/least-privilege/policy-words-exist.yaml", "least-privilege", "AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy AWS::IAM::User AWS::IAM::UserPolicy AWS::IAM::Group AWS::IAM::GroupPolicy AWS::EC2::VPCEndpoint AWS::ECR::Repository AWS::EFS::FileSystem AWS::KMS::Key AWS::Organizations::Policy AWS::S3::AccessPoint AWS::S3::BucketPolicy AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SageMaker::ModelPackageGroup AWS::SecretsManager::ResourcePolicy",
   {policy_19, sizeof policy_19}},
  {"policies/least-privilege/sagemaker-role-no-full-access-managed-policy.yaml", "least-privilege", "AWS::IAM::Role AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::UserProfile AWS::SageMaker::Model AWS::SageMaker::EndpointConfig AWS::SageMaker::Pipeline AWS::SageMaker::FeatureGroup AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_20, sizeof policy_20}},
  {"policies/least-privilege/trust-policy-no-wildcard-principal.yaml", "least-privilege", "AWS::IAM::Role",
   {policy_21, sizeof policy_21}},
  {"policies/network-isolation/ml-workload-subnets-private.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance AWS::SageMaker::Domain AWS::SageMaker::Model AWS::SageMaker::EndpointConfig AWS::SageMaker::DataQualityJobDefinition AWS::SageMaker::ModelQualityJobDefinition AWS::SageMaker::ModelBiasJobDefinition AWS::SageMaker::ModelExplainabilityJobDefinition AWS::SageMaker::MonitoringSchedule AWS::SageMaker::ProcessingJob AWS::SageMaker::TrainingJob AWS::SageMaker::HyperParameterTuningJob AWS::SageMaker::AutoMLJob AWS::SageMaker::AutoMLJobV2",
   {policy_22, sizeof policy_22}},
  {"policies/network-isolation/model-in-vpc.yaml", "network-isolation", "AWS::SageMaker::Model",
   {policy_23, sizeof policy_23}},
  {"policies/network-isolation/notebook-in-customer-vpc.yaml", "network-isolation", "AWS::SageMaker::NotebookInstance",
   {policy_24, sizeof policy_24}},
  {"policies/network-isolation/studio-domain-vpc-only.yaml", "network-isolation", "AWS::SageMaker::Domain",
   {policy_25, sizeof policy_25}},
  {"policies/network-isolation/vpc-has-required-endpoints.yaml", "network-isolation", "AWS::EC2::VPC",
   {policy_26, sizeof policy_26}},
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
