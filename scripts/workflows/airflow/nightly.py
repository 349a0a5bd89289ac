"""The nightly retraining as an Airflow DAG (Airflow 2.7 or newer): one task for each step of the shell twin.

Copy it into the folder of DAGs, and set the Airflow variable trainyard_home to the folder of Trainyard on the workers,
which need the configuration of the Hadoop cluster. What the steps do is in scripts/workflows/nightly/job.properties.

A task that is retried does no harm: "train" attaches to its run, goes on with it, or returns its model. To stop a
night's training, clear or fail the task and call "trainyard stop RUN".
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

NIGHTLY = "{{ var.value.trainyard_home }}/scripts/workflows/nightly/nightly night={{ ds }} "

with DAG(
    dag_id="trainyard_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 4, 12),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    before = None
    for step in ["pack", "train", "evaluate", "publish", "predict"]:
        # Codes that say no and not that something failed: a retry would say the same.
        # Below the bound (1) the night ends here; what is no better (6) ends it only with ifNotBetter=stop.
        task = BashOperator(
            task_id=step,
            bash_command=NIGHTLY + step,
            skip_on_exit_code={"evaluate": 1, "publish": 6}.get(step, 99),
        )
        if before is not None:
            before >> task
        before = task
