# shellcheck shell=bash
# Read by the benchmarks that need nothing but a JDK of the Java sources, not run.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
house=$(cd "$bench/../.." && pwd)
target=${TRAINYARD_BENCH_DIR:-$house/target/bench}

fail() {
  echo "${0##*/}: $*" >&2
  exit 2
}

# Classes of org.trainyard.it.bench.<package>, compiled when their sources are newer.
compile() { # package, class path where it needs one
  local sources=$house/integration-tests/src/test/java/org/trainyard/it/bench/$1 classes=$target/classes
  if [[ ! -f $classes/.$1 || -n $(find "$sources" -newer "$classes/.$1" -print -quit) ]]; then
    mkdir -p "$classes"
    "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -d "$classes" -cp "$classes:${2:-}" "$sources"/*.java
    touch "$classes/.$1"
  fi
}

bench_java() { "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$target/classes" "$@"; }
