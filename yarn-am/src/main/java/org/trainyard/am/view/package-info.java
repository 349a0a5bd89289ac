/**
 * What people are shown: numbers, tables, and views of datasets, runs and models, as lines of text.
 *
 * <p>Pure but for reading what is shown; prints nothing. Read {@link org.trainyard.am.view.Table}
 * and {@link org.trainyard.am.view.RunView} first.
 */
package org.trainyard.am.view;
