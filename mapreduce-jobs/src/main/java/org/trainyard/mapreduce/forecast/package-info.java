/**
 * What a run will cost before it has been paid for: a pilot trains a few blocks of the data to the
 * end, and a forecast holds the run's own trace against the pilot's.
 *
 * <p>Nothing here touches a model: a forecast that is wrong costs a wrong number on a screen. Read
 * {@link org.trainyard.mapreduce.forecast.Pilot} and {@link
 * org.trainyard.mapreduce.forecast.IterationForecast} first.
 */
package org.trainyard.mapreduce.forecast;
