import Glibc

/// Measures processor time, so that what else runs on the machine counts little.
package enum Stopwatch {
  /// The nanoseconds of one repetition, in the fastest of several rounds.
  package static func nanoseconds(rounds: Int, repetitions: Int, _ body: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = now()
      for _ in 0..<repetitions { body() }
      best = min(best, (now() - start) / Double(repetitions))
    }
    return best
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// The most memory that the process has had at a time, in megabytes.
  package static var peakMegabytes: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}
