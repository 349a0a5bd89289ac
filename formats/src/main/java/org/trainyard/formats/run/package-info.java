/**
 * The directory of a run: the contract between client, ApplicationMaster and tasks.
 *
 * <pre>
 * run.json                what was asked for, with the source of each value
 * problem.avro            datasets, encoding and models; written when the data are packed
 * data/train/…            the packed dataset (data/validation/… beside it, if there is one)
 * iterations/00000/       the initial state
 * iterations/00001/
 *     state/              parameters.avro, memory.avro: the state after this iteration
 *     sums/               only with several reducers: the added shards
 *     stats.json          loss, metrics, seconds
 *     _SUCCESS            JSON, written last
 * model/                  model.avro, candidates.json, summary.json, _SUCCESS
 * events/                 what happened: one log of JSON lines for each process that drove the run
 * page.html               the page of the run, once it has ended: a view of the rest, written anew
 * stop                    a person's wish that the run stops
 * application.json        the YARN application that drives the run now
 * .next-job.json          for some seconds: a job that is got ready, and where its files are staged
 * </pre>
 *
 * <p>A finished name is never rewritten; unfinished output is deleted and redone. Read {@link
 * org.trainyard.formats.run.RunLayout} first.
 */
package org.trainyard.formats.run;
