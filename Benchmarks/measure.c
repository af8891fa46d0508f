// Runs one command and writes what it cost.
//
//   measure REPORT COMMAND ARGUMENT…
//
// REPORT gets one line: wall, user and system seconds, peak resident KiB, exit status (128 + the
// signal's number where one ended it). A program of its own for a reason: Linux counts the memory
// that a process had before it called exec into its peak, so that a command started by Python
// itself can never show a peak below Python's own.

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + time.tv_usec / 1e6; }

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: measure REPORT COMMAND ARGUMENT…\n");
    return 2;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child == 0) {
    execvp(arguments[2], arguments + 2);
    perror(arguments[2]);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("measure");
    return 2;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  FILE *report = fopen(arguments[1], "w");
  if (report == NULL) {
    perror(arguments[1]);
    return 2;
  }
  double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  fprintf(report, "%.6f %.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime),
          seconds(usage.ru_stime), usage.ru_maxrss, code);
  fclose(report);
  return 0;
}
