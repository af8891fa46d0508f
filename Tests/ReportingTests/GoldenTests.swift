import Foundation
import Reporting
import Testing

/// Whole reports of the sample, byte for byte. `LINTEL_BLESS=1` writes them anew: read the diff then.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Goldens"
  )

  @Test(arguments: SampleRendering.all)
  func theSampleRendersAsItsGoldenFile(rendering: SampleRendering) throws {
    let url = Self.folder.appending(path: rendering.name)
    let text = rendering.render()
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] == "1" {
      try Data(text.utf8).write(to: url)
    }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(text == golden)
  }

  @Test(arguments: SampleRendering.all)
  func twoRunsGiveTheSameBytes(rendering: SampleRendering) {
    #expect(Array(rendering.render().utf8) == Array(rendering.render().utf8))
  }

  @Test func everyGoldenFileIsARendering() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == SampleRendering.all.map(\.name).sorted())
  }
}
