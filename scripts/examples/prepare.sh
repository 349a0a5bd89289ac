# shellcheck shell=bash
# Read by the quick start and the examples, not run: the job jar, a cluster, and a place for data in its HDFS.
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
house=${scripts%/*}
data=$house/integration-tests/data
cluster_dir=${TRAINYARD_CLUSTER_DIR:-$scripts/.cluster}
iterations=''

say() { printf '\n%s\n' "$*"; }
fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Options that all examples have. The first argument is the number of iterations when none is asked for.
example_options() {
  iterations=$1 && shift
  while (($#)); do
    case $1 in
      --iterations) iterations=${2:?--iterations needs a number} && shift 2 ;;
      -h | --help) usage && echo "$example_help" && exit 0 ;;
      *) fail "unknown option '$1'; see $0 --help" ;;
    esac
  done
  [[ $iterations =~ ^[1-9][0-9]*$ ]] || fail "--iterations $iterations: must be a whole number, at least 1"
}
example_help="
  --iterations N   passes over the data; more take longer and fit better
  -h, --help       this text

It runs on the cluster of the \"hadoop\" on the PATH; without one it starts the development cluster, and leaves it
running for the next example (scripts/cluster stop ends it). Its files are in HDFS, in a new folder of trainyard-examples
each time."

# Says a command in the form in which a person would type it here, then runs it.
show() {
  local words
  words=$(printf ' %q' "${@/#"$PWD/"/}")
  printf '\n  $%s\n\n' "$words"
  "$@"
}
trainyard() { show "$scripts/trainyard" "$@"; }

# Exit code 5 says that the run made all its iterations without having converged: that is what the examples ask for.
train() { trainyard train "$@" || (($? == 5)); }

jar_is_fresh() {
  local jar=$house/yarn-am/target/trainyard.jar
  [[ -f $jar ]] && [[ -z $(find "$house/pom.xml" "$house"/{formats,mapreduce-jobs,yarn-am}/{pom.xml,src/main} \
    -newer "$jar" -type f -print -quit) ]]
}

build_if_needed() {
  jar_is_fresh && return
  "$house/mvnw" -q -B -Dstyle.color=never -f "$house/pom.xml" -pl yarn-am -am -Dmaven.test.skip=true -DskipQA package
}

development_cluster_runs() { "$scripts/cluster" status --dir "$cluster_dir" >/dev/null 2>&1; }
start_development_cluster() { "$scripts/cluster" start --dir "$cluster_dir" >/dev/null; }

use_development_cluster() {
  export TRAINYARD_CLUSTER_DIR=$cluster_dir HADOOP_CONF_DIR=$cluster_dir/conf PATH=$cluster_dir/bin:$PATH
}

# The cluster of the "hadoop" on the PATH, else the development cluster.
use_some_cluster() {
  command -v hadoop >/dev/null && return
  if ! development_cluster_runs; then
    say "No hadoop on the PATH: starting the development cluster (to end it: scripts/cluster stop)"
    start_development_cluster
  fi
  use_development_cluster
}

# A new folder in the user's home in HDFS, with these files in it; its path is left in $folder.
upload() { # name of the folder, files
  folder=$1/$(date +%Y%m%d-%H%M%S)
  shift
  hadoop fs -mkdir -p "$folder"
  hadoop fs -put "$@" "$folder/"
}

# What has to be there before an example's own part begins.
prepare() { # name of the example, files to upload
  local name=$1
  shift
  build_if_needed
  use_some_cluster
  upload "trainyard-examples/$name" "$@"
}

# A folder for generated files, removed at the end.
scratch_folder() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
}

# Every fifth row is held out: $scratch/train.csv and $scratch/test.csv, both with the header.
split_housing() {
  scratch_folder
  gunzip -c "$data/housing/housing.csv.gz" | awk -v folder="$scratch" '
    NR == 1 { print > (folder "/train.csv"); print > (folder "/test.csv"); next }
    { print > (folder (NR % 5 ? "/train.csv" : "/test.csv")) }'
}
