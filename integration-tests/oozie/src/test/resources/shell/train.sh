#!/usr/bin/env bash
# What a shell action runs. The class path of its launcher has Hadoop; what goes to standard output is what the action captures.
set -euo pipefail
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -Doozie.action.output.properties=results.properties \
  -cp "trainyard.jar:$CLASSPATH" org.trainyard.am.cli.Main train --exit-zero \
  --optimiser gradient-descent --learning-rate 0.01 "$@" >&2
cat results.properties
