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

# What cannot be is said before anything is built or measured.
check_data() { # names
  [[ $1 =~ ^(all|(flights|a9a|dense|sparse)(,(flights|a9a|dense|sparse))*)$ ]] ||
    fail "--data $1: allowed are flights, a9a, dense and sparse, separated by commas, or all"
}
check_scale() { # factor
  [[ $1 =~ ^[0-9]*\.?[0-9]+$ && $1 == *[1-9]* ]] || fail "--scale $1: must be a number above 0, such as 0.1"
}

# Classes of org.trainyard.it.bench.<package>, compiled when their sources are newer; tests need more than a JDK.
compile() { # package, class path where it needs one
  local sources=$house/integration-tests/src/test/java/org/trainyard/it/bench/$1 classes=$target/classes files
  [[ -f $classes/.$1 && -z $(find "$sources" -newer "$classes/.$1" -print -quit) ]] && return
  mkdir -p "$classes"
  mapfile -t files < <(find "$sources" -name '*.java' ! -name '*Test.java')
  "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -d "$classes" -cp "$classes:${2:-}" "${files[@]}"
  touch "$classes/.$1"
}

# The job jar, Hadoop's jars ($libs) and all classes of the benchmarks that need no other library.
make_trainyard() {
  "$house/mvnw" -q -B -Dstyle.color=never -f "$house/pom.xml" -pl yarn-am -am -Dmaven.test.skip=true -DskipQA package >&2
  libs=$("$house/scripts/cluster" libs)
  compile evaluate
  compile peer
  compile model "$house/yarn-am/target/trainyard.jar:$libs/*"
}

# In the background, so that a signal to the script ends it at once.
bench_java() {
  local process
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$target/classes" "$@" &
  process=$!
  trap 'kill "$process" 2>/dev/null; wait "$process"; exit 143' INT TERM
  wait "$process"
}
