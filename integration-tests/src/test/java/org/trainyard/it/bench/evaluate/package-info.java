/**
 * A neutral evaluator: the objective of a linear model on LIBSVM text, computed in double precision
 * from coefficients in plain text, whoever found them. Shares no code with what it judges. Read
 * first: {@link org.trainyard.it.bench.evaluate.LogisticObjective}.
 */
package org.trainyard.it.bench.evaluate;
