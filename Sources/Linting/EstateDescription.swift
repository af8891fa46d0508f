package import Findings
import Infrastructure
import PlatformDescription
package import SourceText

/// A platform description of what was read.
package struct EstateDescription: Sendable {
  /// The description, in YAML.
  package let text: String
  /// What was read, and what there is to say of it; nothing was judged.
  package let report: LintReport

  /// Describes an estate as it is deployed with the parameters that are given, and the defaults of
  /// those that are not.
  package init(of sources: [SourceFile], _ options: LintOptions) {
    var options = options
    options.takesDefaults = true
    let reading = EstateReading(of: sources, EstateReading.parse(sources), options)
    let assumed = reading.estate.assumptions
    var notes = [
      "Written by 'lintel describe'. What is marked with $unknown, nobody has settled yet."
    ]
    if !assumed.isEmpty {
      notes.append("These defaults of parameters were taken: \(assumed.joined(separator: ", ")).")
    }
    text = describe(reading.estate, notes: notes)
    report = LintReport(readingOf: sources, reading)
  }
}
