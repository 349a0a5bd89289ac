"""The nightly retraining in Apache DolphinScheduler: one shell task for each step of the shell twin.

Needs apache-dolphinscheduler (PyDolphinScheduler 4) and the server's Python gateway. Run this file once: it makes the
workflow and puts it online with its schedule. Set HOME_OF_TRAINYARD to the folder of Trainyard on the workers, which need
the configuration of the Hadoop cluster. What the steps do is in scripts/workflows/nightly/job.properties.
"""

from pydolphinscheduler.core.workflow import Workflow
from pydolphinscheduler.tasks.shell import Shell

HOME_OF_TRAINYARD = "/opt/trainyard"

# $[yyyy-MM-dd] is the scheduled day; DolphinScheduler fills it in.
NIGHTLY = HOME_OF_TRAINYARD + "/scripts/workflows/nightly/nightly night=$[yyyy-MM-dd] "

with Workflow(
    name="trainyard_nightly",
    schedule="0 0 2 * * ? *",
    start_time="2026-04-12",
) as workflow:
    before = None
    for step in ["pack", "train", "evaluate", "publish", "predict"]:
        # The same command twice does no harm, so every task may be tried again.
        task = Shell(name=step, command=NIGHTLY + step, fail_retry_times=2, fail_retry_interval=5)
        if before is not None:
            before >> task
        before = task
    workflow.submit()
