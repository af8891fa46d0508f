import Infrastructure
import Values

/// Judges in every world that matters: wherever a verdict waits for a variable, the variable's cases
/// are tried one by one.
struct WorldSearch {
  /// At most this many worlds for one rule and resource; 2^6, six conditions.
  static let limit = 64

  /// One world, with what was found in it.
  struct Leaf {
    let world: World
    let outcomes: [Outcome]
  }

  private(set) var leaves: [Leaf] = []
  /// The limit was reached, so that some worlds were not judged.
  private(set) var isCut = false
  /// How many worlds there are so far: the leaves, and those that are not judged yet.
  private var worldCount = 1

  /// Whether there is nothing to report: the most frequent case by far.
  var findsNothing: Bool {
    !isCut
      && leaves.allSatisfy { leaf in
        leaf.outcomes.allSatisfy { outcome in
          switch outcome.verdict {
          case .satisfied, .notApplicable: true
          case .violation, .undetermined, .defect: false
          }
        }
      }
  }

  /// Whether the rule was asked and held in some world.
  var isSatisfied: Bool {
    leaves.contains { leaf in
      leaf.outcomes.contains { if case .satisfied = $0.verdict { true } else { false } }
    }
  }

  /// Runs `judge` in the worlds in which the resource exists.
  ///
  /// `judge` is deterministic; it is run again in finer worlds while something stays open.
  mutating func run(
    for resource: Resource,
    in context: inout EvaluationContext,
    judging judge: (inout EvaluationContext) -> [Outcome]
  ) {
    explore(World(), resource.existence, &context, judge)
    context.world = World()
  }

  private static let satisfiedEverywhere = [Leaf(world: World(), outcomes: Outcome.justSatisfied)]

  private mutating func add(_ leaf: Leaf) {
    if leaves.isEmpty, leaf.world.choices.isEmpty, leaf.outcomes.count == 1,
      case .satisfied = leaf.outcomes[0].verdict
    {
      leaves = Self.satisfiedEverywhere
    } else {
      leaves.append(leaf)
    }
  }

  private mutating func explore(
    _ world: World,
    _ existence: GuardID,
    _ context: inout EvaluationContext,
    _ judge: (inout EvaluationContext) -> [Outcome]
  ) {
    context.world = world
    context.resetTouched()
    guard context.truth(of: existence) != false else {
      worldCount -= 1
      return
    }
    var outcomes: [Outcome] = []
    if context.touched == nil {
      outcomes = judge(&context)
      let isOpen = outcomes.contains { if case .undetermined = $0.verdict { true } else { false } }
      guard isOpen, context.touched != nil else {
        add(Leaf(world: world, outcomes: outcomes))
        return
      }
    }
    guard let variable = context.touched else { return }
    let cases = context.worlds.variables[variable].cases.count
    guard worldCount + cases - 1 <= Self.limit else {
      isCut = true
      leaves.append(Leaf(world: world, outcomes: outcomes))
      return
    }
    worldCount += cases - 1
    for chosen in 0..<cases {
      explore(world.choosing(chosen, for: variable), existence, &context, judge)
    }
  }
}
