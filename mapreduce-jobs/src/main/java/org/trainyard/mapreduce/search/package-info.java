/**
 * The search for hyper-parameters: which points are tried, which models leave the scan, and which
 * configuration is the best.
 *
 * <p>All configurations of a search are models of one run and share its scans. {@link
 * org.trainyard.mapreduce.search.SearchSpace} makes the points, {@link
 * org.trainyard.mapreduce.search.Search} wraps the algorithm of the run and stops, after a step,
 * the models that have lost: successive halving (K. Jamieson, A. Talwalkar, "Non-stochastic Best
 * Arm Identification and Hyperparameter Optimization", AISTATS 2016). Its asynchronous form, ASHA
 * (L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020), promotes a
 * configuration before its rung is complete, so that no worker waits for a slow one. Here all
 * configurations finish a rung in the same scan, so there is nothing to wait for: the name {@code
 * asha} is accepted and means halving.
 *
 * <p>Everything here is a function of the settings and of the state, so a search has the same bits
 * from every engine and after every restart. The state of the search is the entry {@code search} in
 * the control part of the run's state: {@code passes}, scans that each model took part in, and
 * {@code left}, for each configuration the iteration after which it was outdone, or 0.
 *
 * <p>Imports no Hadoop type and knows no particular algorithm. Read {@link
 * org.trainyard.mapreduce.search.Search} and {@link org.trainyard.mapreduce.search.SearchSpace}
 * first.
 */
package org.trainyard.mapreduce.search;
