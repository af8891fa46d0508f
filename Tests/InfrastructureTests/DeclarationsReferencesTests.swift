import Infrastructure
import SourceText
import Testing

struct DeclarationsReferencesTests: DeclarationsReading {
  @Test(arguments: [
    ("AWS::EC2::VPC", "Ref", "vpc-${Id}"),
    ("AWS::EC2::VPC", "CidrBlock", "${property:CidrBlock}"),
    ("AWS::EC2::Subnet", "Ref", "subnet-${Id}"),
    ("AWS::EC2::SecurityGroup", "GroupId", "sg-${Id}"),
    ("AWS::S3::Bucket", "Ref", "${property:BucketName}"),
    ("AWS::S3::Bucket", "Arn", "arn:${Partition}:s3:::${property:BucketName}"),
    (
      "AWS::IAM::Role", "Arn",
      "arn:${Partition}:iam::${Account}:role${property:Path}${property:RoleName}"
    ),
    ("AWS::KMS::Key", "Arn", "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}"),
    (
      "AWS::SageMaker::Endpoint", "Ref",
      "arn:${Partition}:sagemaker:${Region}:${Account}:endpoint/${lowercased:EndpointName}"
    ),
    ("AWS::SageMaker::Model", "ModelName", "${property:ModelName}"),
    ("AWS::Organizations::Account", "Ref", "${AccountId}"),
  ])
  func aReferenceStandsForAString(_ type: String, _ attribute: String, _ text: String) throws {
    #expect(try template(attribute, of: type) == text)
  }

  @Test func holesThatEveryDeploymentFillsHaveConstants() throws {
    let key = try #require(declarations.type(named: "AWS::KMS::Key"))
    let pieces = try #require(declarations.referenceTemplate(of: key, attribute: name("Arn")))
    let holes = pieces.compactMap { piece in
      if case .hole(let name) = piece { name } else { nil }
    }
    #expect(holes.prefix(3) == [.partition, .region, .account])
  }

  @Test(arguments: [
    ("AWS::EC2::SecurityGroup", "Ref"), ("AWS::Events::Rule", "Ref"),
    ("AWS::EC2::VPC", "Ipv6CidrBlocks"), ("AWS::EC2::VPC", "PublicIp"),
  ])
  func nothingIsSaidOfAStringThatIsNotDocumented(_ type: String, _ attribute: String) throws {
    #expect(try template(attribute, of: type) == nil)
  }

  @Test(arguments: [
    ("AWS::IAM::Role", "Arn", true), ("AWS::IAM::Role", "RoleId", true),
    ("AWS::IAM::Role", "RoleName", false), ("AWS::EC2::VPC", "Ipv6CidrBlocks", true),
    ("AWS::EC2::VPC", "CidrBlock", true), ("AWS::SageMaker::EndpointConfig", "KmsKeyId", false),
    ("AWS::SageMaker::EndpointConfig", "EndpointConfigName", true),
  ])
  func attributesAreThoseThatAWSReturns(_ type: String, _ word: String, _ has: Bool) throws {
    let id = try #require(declarations.type(named: type))
    #expect(declarations.hasAttribute(name(word), of: id) == has)
  }

  @Test func refIsNoAttribute() throws {
    let id = try #require(declarations.type(named: "AWS::EC2::VPC"))
    #expect(!declarations.hasAttribute(.none, of: id))
  }

  @Test func everyTemplateNamesPropertiesOfItsType() {
    for type in declarations.types {
      let shape = declarations.shape(of: type)
      let templates = ([.none] + declarations.attributes(of: type)).compactMap { attribute in
        declarations.referenceTemplate(of: type, attribute: attribute)
      }
      for piece in templates.joined() {
        let isSound =
          switch piece {
          case .text(let id): !declarations.text(id).isEmpty
          case .hole(let name): !name.isNone
          case .property(let name), .lowercasedProperty(let name):
            declarations.property(name, in: shape) != nil
          }
        #expect(isSound, "\(declarations.typeName(of: type))")
      }
    }
  }
}
