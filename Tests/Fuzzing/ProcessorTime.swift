import Foundation

/// A moment on the clock of this process, which stands still while others have the processor.
struct ProcessorTime {
  private let nanoseconds: Int64

  init() {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    nanoseconds = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The processor time that all threads took since then.
  var elapsed: Duration { .nanoseconds(ProcessorTime().nanoseconds - nanoseconds) }
}
