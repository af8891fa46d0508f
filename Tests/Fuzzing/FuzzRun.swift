package import Foundation
import Findings
import Linting
import SourceText

/// Judges one input after the other in this process and says what became of each, a line each:
///
///     > NUMBER                                      before, so that a crash tells whose it is
///     = NUMBER MICROSECONDS KILOBYTES READ FINDINGS after
///     # NUMBER DIGEST                               of the report as JSON, for every tenth
///     ! NUMBER PROBLEM                              what must never be
package struct FuzzRun {
  private let corpus: Corpus
  /// Where the inputs are written; nil for nowhere.
  private let folder: URL?

  private static let maximumKilobytes = 200_000

  /// - Parameter root: A checkout, whose fixtures are the seeds.
  package init(root: URL, writingTo folder: URL? = nil) {
    corpus = Corpus(root: root)
    self.folder = folder
  }

  package func run(_ numbers: some Sequence<Int>) throws {
    for number in numbers {
      say("> \(number)")
      let input = FuzzInput(number, from: corpus)
      if let folder { try write(input, to: folder) }
      judge(input)
    }
  }

  private func judge(_ input: FuzzInput) {
    let number = input.number
    PeakMemory.reset()
    let trial = FuzzTrial(
      of: input,
      rendersReports: number.isMultiple(of: 10),
      runsTwice: number.isMultiple(of: 20)
    )
    let memory = PeakMemory().kilobytes
    let (seconds, attoseconds) = trial.duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let readCount = trial.report.files.count { $0.status == .read }
    say("= \(number) \(microseconds) \(memory) \(readCount) \(trial.report.findings.count)")
    if let digest = trial.digest { say("# \(number) \(String(digest, radix: 16))") }
    for problem in trial.problems { say("! \(number) \(problem)") }
    if memory > Self.maximumKilobytes { say("! \(number) memory: \(memory) kB") }
  }

  private func write(_ input: FuzzInput, to folder: URL) throws {
    let policies = input.options.policies.filter { $0.domain == "fuzzed" }.map(\.source)
    for (index, file) in (input.sources + policies).enumerated() {
      let name = "\(index)-" + file.path.replacing("/", with: "-")
      try Data(file.bytes).write(to: folder.appending(path: name))
    }
    let parameters = input.options.parameters.map { "\($0)=\($1)\n" }.sorted().joined()
    try Data(parameters.utf8).write(to: folder.appending(path: "parameters"))
  }

  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line.replacing("\n", with: " ") + "\n").utf8))
  }
}
