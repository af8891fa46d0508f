import ArgumentParser

/// One of a few words on the command line.
///
/// Says what the argument parser would otherwise work out through key paths and descriptions of its
/// values, which costs every run more than reading a small template does.
protocol CommandWord: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension CommandWord {
  init?(argument: String) {
    self.init(rawValue: argument)
  }

  var defaultValueDescription: String { rawValue }

  static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  static var allValueDescriptions: [String: String] { [:] }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
