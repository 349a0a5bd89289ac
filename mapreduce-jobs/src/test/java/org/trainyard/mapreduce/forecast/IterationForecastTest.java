package org.trainyard.mapreduce.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;

class IterationForecastTest {
  /** That of a gradient that was halved 19 times since it was first known. */
  private static final double GOAL = Math.pow(2, -19);

  /** A model whose gradient is divided by {@code factor} each iteration, done after some. */
  private static List<Progress> geometric(double factor, int iterations) {
    List<Progress> progress = new ArrayList<>();
    progress.add(progress(0, model(Double.NaN, false)));
    for (int k = 1; k <= iterations; k++) {
      progress.add(progress(k, model(Math.pow(factor, -k), k == iterations)));
    }
    return progress;
  }

  private static ModelProgress model(double norm, boolean done) {
    return new ModelProgress(
        1, norm, 1, new TreeMap<>(), new TreeMap<>(), done ? StopReason.GRADIENT_NORM : null);
  }

  private static Progress progress(int k, ModelProgress... models) {
    return new Progress(k, List.of(models));
  }

  private static PilotTrace trace(List<Progress> progress) {
    return PilotTrace.of(progress, PilotTrace.Likeness.GOOD);
  }

  private static OptionalInt forecast(List<Progress> heard, PilotTrace pilot, long most) {
    IterationForecast forecast = new IterationForecast(most, GOAL, 0);
    heard.forEach(forecast::hear);
    return forecast.iterations(pilot);
  }

  @Test
  void aRunThatGoesAsThePilotEndsWithIt() {
    PilotTrace pilot = trace(geometric(2, 20));
    for (int k = 0; k < 20; k++) {
      assertEquals(20, forecast(geometric(2, 20).subList(0, k + 1), pilot, 100).getAsInt(), "" + k);
    }
  }

  @Test
  void aRunThatDeclinesTwiceAsFastIsEnteredLaterInThePilot() {
    // Four halvings of the pilot's twenty are behind after three quarterings, of which one is the
    // first norm.
    PilotTrace pilot = trace(geometric(2, 20));
    assertEquals(3 + 15, forecast(geometric(4, 9).subList(0, 4), pilot, 100).getAsInt());
  }

  @Test
  void aPilotThatIsBetweenTwoOfItsIterationsWhenTheRunIsAsFarHasTheNextOneAhead() {
    // The run's gradient is half-way between the pilot's third and fourth iteration.
    PilotTrace pilot = trace(geometric(4, 5));
    assertEquals(6 + 2, forecast(geometric(2, 20).subList(0, 7), pilot, 100).getAsInt());
    assertEquals(7 + 1, forecast(geometric(2, 20).subList(0, 8), pilot, 100).getAsInt());
  }

  @Test
  void whereThePilotIsNoLikenessTheRunsOwnDeclineTells() {
    PilotTrace pilot = PilotTrace.of(geometric(1.2, 60), PilotTrace.Likeness.POOR);
    List<Progress> run = geometric(2, 40);
    for (int k = 4; k < 20; k++) {
      assertEquals(20, forecast(run.subList(0, k + 1), pilot, 100).getAsInt(), "after " + k);
    }
    List<Progress> still = run.subList(0, 2);
    assertEquals(60, forecast(still, pilot, 100).getAsInt(), "nothing has declined yet");
  }

  @Test
  void beforeThePilotIsDoneTheRunsOwnDeclineTells() {
    List<Progress> run = geometric(2, 40).subList(0, 8);
    assertEquals(20, forecast(run, null, 100).getAsInt());
    assertEquals(OptionalInt.empty(), forecast(run.subList(0, 4), null, 100), "too early");
  }

  @Test
  void theLimitOfIterationsEndsARunBeforeThePilotSays() {
    PilotTrace pilot = trace(geometric(2, 20));
    assertEquals(7, forecast(geometric(2, 20).subList(0, 3), pilot, 7).getAsInt());
  }

  @Test
  void aRunThatIsFurtherThanThePilotEverWasHasOneIterationLeft() {
    PilotTrace pilot = trace(geometric(2, 5));
    assertEquals(9, forecast(geometric(2, 20).subList(0, 9), pilot, 100).getAsInt());
  }

  @Test
  void theSlowestModelThatIsStillTrainedCounts() {
    List<Progress> both = new ArrayList<>();
    both.add(progress(0, model(Double.NaN, false), model(Double.NaN, false)));
    for (int k = 1; k <= 12; k++) {
      both.add(progress(k, model(Math.pow(2, -k), k >= 12), model(Math.pow(8, -k), k >= 4)));
    }
    PilotTrace pilot = trace(both);
    assertEquals(12, pilot.iterations());
    assertEquals(12, forecast(both.subList(0, 4), pilot, 100).getAsInt());
    Progress slowDone = progress(3, model(0.1, true), model(Math.pow(8, -3), false));
    List<Progress> other = new ArrayList<>(both.subList(0, 3));
    other.add(slowDone);
    assertEquals(4, forecast(other, pilot, 100).getAsInt());
  }

  @Test
  void aPilotThatDidNotEndTellsNothing() {
    List<Progress> cut = geometric(2, 20).subList(0, 10);
    assertEquals(20, forecast(cut, trace(cut), 100).getAsInt(), "by its own decline");
    assertEquals(OptionalInt.empty(), forecast(cut.subList(0, 3), trace(cut), 100));
  }
}
