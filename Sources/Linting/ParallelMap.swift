import Dispatch
import Synchronization

/// `transform` of every element, in order, on all cores.
package func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element],
  _ transform: @Sendable (Element) -> Result
) -> [Result] {
  parallelMap(elements, keeping: {}) { element, _ in transform(element) }
}

/// `transform` of every element, in order, on all cores; each thread keeps a state of its own from
/// element to element, which must not change what an element comes to.
///
/// The one place where threads work side by side: each writes its own slots of the result, and nobody
/// reads before all are done.
func parallelMap<Element: Sendable, State, Result: Sendable>(
  _ elements: [Element],
  keeping makeState: @Sendable () -> State,
  _ transform: @Sendable (Element, inout State) -> Result
) -> [Result] {
  // Starting threads costs more than a few files take.
  guard elements.count >= 4 else {
    var state = makeState()
    return elements.map { transform($0, &state) }
  }
  let next = Atomic(0)
  return unsafe Array(unsafeUninitializedCapacity: elements.count) { buffer, count in
    // Safe: each element has a slot, which only the thread that takes the element initialises.
    nonisolated(unsafe) let slots = unsafe buffer
    DispatchQueue.concurrentPerform(iterations: min(elements.count, mostThreads)) { _ in
      var state: State?
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < elements.count else { return }
        var own = state ?? makeState()
        // Not copied while it changes.
        state = nil
        unsafe slots.initializeElement(at: index, to: transform(elements[index], &own))
        state = own
      }
    }
    count = elements.count
  }
}

/// The system starts no more than it has cores.
private let mostThreads = 64
