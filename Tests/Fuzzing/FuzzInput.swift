package import Linting
package import SourceText

/// One run's sources and options, made from a number: the same number gives the same input as long as
/// the seeds stay the same.
package struct FuzzInput: Sendable {
  package let number: Int
  package private(set) var sources: [SourceFile] = []
  package private(set) var options = LintOptions()
  private var random: RandomNumbers

  /// Texts are cut here: larger ones only take longer.
  private static let maximumSize = 200_000

  package init(_ number: Int, from corpus: Corpus) {
    self.number = number
    // Neighbouring numbers begin far from each other.
    var spread = RandomNumbers(seed: UInt64(truncatingIfNeeded: number))
    random = RandomNumbers(seed: spread.next())
    addSources(from: corpus)
    addOptions(from: corpus)
  }

  private mutating func addSources(from corpus: Corpus) {
    switch random.number(in: 0...99) {
    case 0..<12:
      let estate = random.pick(corpus.estates, or: [])
      let changed = random.number(in: 0...max(0, estate.count - 1))
      for (index, seed) in estate.enumerated() {
        if index == changed || random.chance(20) {
          add(seed, corpus)
        } else {
          sources.append(seed.file)
        }
      }
    case 12..<20:
      for _ in 0..<random.number(in: 2...6) { addAny(corpus) }
    default: addAny(corpus)
    }
  }

  private mutating func addAny(_ corpus: Corpus) {
    let seeds =
      switch random.number(in: 0...9) {
      case 0, 1: corpus.hostile
      case 2...4: corpus.files
      default: corpus.examples
      }
    guard let seed = seeds.randomElement(using: &random) else { return }
    add(seed, corpus)
  }

  private mutating func add(_ seed: Seed, _ corpus: Corpus) {
    let (bytes, isJSON) = mutated(seed, corpus)
    var path = seed.file.path
    if isJSON, !path.hasSuffix(".json") { path += ".json" }
    sources.append(SourceFile(path: path, bytes: bytes))
  }

  /// Of documents their trees, most of the time; of what cannot be parsed, and of some others, bytes.
  private mutating func mutated(_ seed: Seed, _ corpus: Corpus) -> (bytes: [UInt8], isJSON: Bool) {
    var bytes = seed.file.bytes
    var isJSON = false
    var changesText = true
    if var draft = seed.draft, random.chance(75) {
      var mutator = TreeMutator(random: RandomNumbers(seed: random.next()), corpus: corpus)
      mutator.mutate(&draft)
      let style = random.pick([.block, .block, .flow, .json], or: DraftWriter.Style.block)
      bytes = DraftWriter.write(draft, style)
      isJSON = style == .json && random.chance(70)
      changesText = random.chance(25)
    }
    if changesText {
      var mutator = TextMutator(random: RandomNumbers(seed: random.next()), corpus: corpus)
      mutator.mutate(&bytes)
    }
    return (Array(bytes.prefix(Self.maximumSize)), isJSON)
  }

  private mutating func addOptions(from corpus: Corpus) {
    options.policies = corpus.policies
    options.readsEveryPolicy = random.chance(20)
    if random.chance(30) { options.namedPaths = Set(sources.map(\.path)) }
    if random.chance(30) { addParameters(corpus) }
    guard random.chance(12), let seed = corpus.policySeeds.randomElement(using: &random) else {
      return
    }
    let text = mutated(seed, corpus).bytes
    let file = SourceFile(path: seed.file.path, bytes: text)
    // In place of the policy that it was: two of one id are refused.
    options.policies.removeAll { $0.source.path == file.path }
    options.policies.append(LintOptions.StoredPolicy(source: file, domain: "fuzzed"))
  }

  private mutating func addParameters(_ corpus: Corpus) {
    let names = sources.flatMap { Draft(reading: $0)?["Parameters"]?.entries ?? [] }
      .compactMap(\.key.text)
    for name in names + ["AWS::Region", "AWS::AccountId"] where random.chance(40) {
      options.parameters[name] = OddValues.scalar(&random, corpus).text ?? ""
    }
  }
}
