import PlatformDescription
import Testing

/// What `lintel explain` says of collections.
struct LanguagePageTests {
  @Test func aCollectionHasItsKeysAndShortForms() throws {
    let page = try #require(LanguagePage(about: "buckets")?.text)
    for word in [
      "AWS::S3::Bucket", "publicAccessBlock ", "bucketName ", "classification ", "accessPoints",
    ] {
      #expect(page.contains(word))
    }
    #expect(LanguagePage(about: "bucket")?.text == page)
    #expect(LanguagePage(about: "AWS::S3::Bucket")?.text == page)
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 101 })
  }

  @Test func whatStandsInTwoPlacesHasTwoParts() throws {
    let page = try #require(LanguagePage(about: "endpoints")?.text)
    #expect(page.contains("AWS::SageMaker::Endpoint") && page.contains("AWS::EC2::VPCEndpoint"))
  }

  @Test func theCollectionsAreListed() throws {
    let page = try #require(LanguagePage(about: "collections")?.text)
    #expect(page.contains("\n  notebooks ") && page.contains("holds subnets, routeTables"))
  }

  @Test func otherWordsHaveNoPage() {
    #expect(LanguagePage(about: "wibble") == nil)
    #expect(LanguagePage(about: "notebook-in-customer-vpc") == nil)
  }
}
