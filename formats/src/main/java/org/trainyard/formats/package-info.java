/**
 * Data at rest: everything that Trainyard reads and writes. The package documentation is the
 * specification of the formats.
 *
 * <table>
 *   <caption>What is specified where</caption>
 *   <tr><td>raw input (LIBSVM, CSV, IDX, Avro) and its chunks</td><td>{@code raw}</td></tr>
 *   <tr><td>packed datasets</td><td>{@code dataset}</td></tr>
 *   <tr><td>how raw columns become features</td><td>{@code encode}</td></tr>
 *   <tr><td>blocks in memory</td><td>{@code sample}</td></tr>
 *   <tr><td>exact sums and partials</td><td>{@code partial}</td></tr>
 *   <tr><td>named vectors of numbers: the files of states and models</td><td>{@code vector}</td></tr>
 *   <tr><td>states, models</td><td>{@code state}, {@code model}</td></tr>
 *   <tr><td>the directory of a run and its JSON documents</td><td>{@code run}</td></tr>
 *   <tr><td>the event log of a run</td><td>{@code event}</td></tr>
 *   <tr><td>the registry of models</td><td>{@code registry}</td></tr>
 *   <tr><td>configuration keys</td><td>{@code config}</td></tr>
 * </table>
 *
 * <p>Every file carries the version of its format; an unknown one is refused with what was found
 * and what is supported. Knows nothing of algorithms, of MapReduce or of YARN.
 */
package org.trainyard.formats;
