// The floor of every YAML reader built on libyaml: parse the files, throw each event away.
//
//   floor FILE…          reads the files given
//   floor --list FILE    reads the files named in FILE, one a line
//
// Each file is read whole into memory, like Lintel does, and no more. Prints the number of files,
// bytes and events; exits 1 at the first file that cannot be read or parsed.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static size_t files, bytes, events;

static void fail(const char *path, const char *reason) {
  fprintf(stderr, "floor: '%s': %s\n", path, reason);
  exit(1);
}

// Reads the file at `path` into a buffer that the caller frees.
static unsigned char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail(path, "cannot be opened");
  long end = ftell(file);
  if (end < 0) fail(path, "has no size");
  rewind(file);
  unsigned char *buffer = malloc((size_t)end + 1);
  if (buffer == NULL) fail(path, "does not fit into memory");
  *size = fread(buffer, 1, (size_t)end, file);
  if (*size != (size_t)end) fail(path, "cannot be read");
  fclose(file);
  return buffer;
}

static void parse(const char *path) {
  size_t size = 0;
  unsigned char *buffer = contents(path, &size);
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) fail(path, "no parser");
  yaml_parser_set_input_string(&parser, buffer, size);
  for (int done = 0; !done;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) fail(path, parser.problem);
    done = event.type == YAML_STREAM_END_EVENT;
    events += 1;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(buffer);
  files += 1;
  bytes += size;
}

static void parse_listed(const char *path) {
  size_t size = 0;
  char *list = (char *)contents(path, &size);
  list[size] = '\0';
  for (char *line = strtok(list, "\n"); line != NULL; line = strtok(NULL, "\n")) parse(line);
  free(list);
}

int main(int count, char **arguments) {
  if (count == 3 && strcmp(arguments[1], "--list") == 0) {
    parse_listed(arguments[2]);
  } else {
    for (int index = 1; index < count; index += 1) parse(arguments[index]);
  }
  printf("%zu files, %zu bytes, %zu events\n", files, bytes, events);
  return 0;
}
