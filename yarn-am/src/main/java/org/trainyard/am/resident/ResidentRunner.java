package org.trainyard.am.resident;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.exchange.StateCodec;
import org.trainyard.am.resident.ResidentUnavailableException.Why;
import org.trainyard.am.spill.StateCopies;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.engine.Durability;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.StoppedException;
import org.trainyard.mapreduce.iteration.PartialWritable;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.iteration.Sums;
import org.trainyard.mapreduce.pack.PackOrder;
import org.trainyard.mapreduce.pack.PackPiece;
import org.trainyard.mapreduce.pack.PiecePacker;

/**
 * The engine of containers that stay: workers keep their splits over the iterations, the master
 * hands the state out, takes the sums in, and takes the step. Belongs to the run's thread.
 */
public final class ResidentRunner implements IterationRunner, AutoCloseable {
  /** How often a wish to stop is looked for while workers work. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Packings come before all iterations, and are numbered so. */
  private static final int FIRST_PACKING = -1_000_000;

  private final ResidentSite site;
  private final Duration patience;
  private final StateCopies copies;
  private ResidentSite.Open open;
  private ContainerPlan early;
  private int packing = FIRST_PACKING;
  private Algorithm algorithm;
  private boolean iterates;
  private StateRoom room;

  /**
   * At a site, where it opens with the first iteration, or earlier if somebody says so.
   *
   * @param patience how long to wait for a first worker before giving an iteration up, or null for
   *     ever
   * @param copies of large states, for the steps; closed with this
   */
  ResidentRunner(ResidentSite site, Duration patience, StateCopies copies) {
    this.site = site;
    this.patience = patience;
    this.copies = copies;
  }

  /** In YARN's containers; otherwise as the constructor. */
  public static ResidentRunner on(YarnSite site, Duration patience, StateCopies copies) {
    return new ResidentRunner(site, patience, copies);
  }

  @Override
  public String engine() {
    return "resident";
  }

  /**
   * Asks for containers before it is known what they will work on.
   *
   * @throws ResidentUnavailableException if the cluster has no such containers
   */
  public void hire(ContainerPlan staff) throws IOException {
    early = staff;
    open = site.open(site.packing(staff, List.of()));
    open.engine().post(new ResidentEvent.CrewAsked());
  }

  /**
   * The workers that were asked for as those who pack.
   *
   * @param stop asked while they do
   * @param listener hears of their progress
   */
  public PiecePacker.Hands hands(StopSignal stop, RunListener listener) {
    return new PiecePacker.Hands() {
      @Override
      public int places() {
        return early == null ? 1 : early.containers() * early.size().cores();
      }

      @Override
      public void pack(PackOrder order, List<PackPiece> pieces)
          throws IOException, InterruptedException {
        ResidentRunner.this.pack(order, pieces, stop, listener);
      }
    };
  }

  private void pack(PackOrder order, List<PackPiece> pieces, StopSignal stop, RunListener listener)
      throws IOException, InterruptedException {
    if (open == null) {
      throw new ResidentUnavailableException(Why.NO_CONTAINER, "there are no containers");
    }
    List<Piece> input =
        pieces.stream()
            .map(piece -> new Piece(piece.bytes(), piece.hosts(), Map.of(piece.file(), 0L)))
            .toList();
    int k = packing++;
    open.states().publish(k, JsonFile.MAPPER.writeValueAsBytes(order));
    open.engine().post(new ResidentEvent.CourseSet(site.packing(early, input)));
    Instant began = Instant.now();
    StageMarks marks = new StageMarks(began);
    PackingDiary diary = new PackingDiary(listener, began);
    carryOut(
        new IterationOrder(k, patience, diary, marks, new CompletableFuture<>()),
        stop,
        Durability.atOnce());
    Instant ended = Instant.now();
    diary.ended(engine(), marks.stages(ended), ended);
  }

  /** Gives all containers back until there is an iteration again. */
  public void rest(String why) {
    if (open != null) {
      open.engine().post(new ResidentEvent.CrewReleased(why));
    }
  }

  private void begin(RunContext run) throws IOException {
    if (!iterates) {
      Course course = site.iterating(run);
      if (open == null) {
        open = site.open(course);
      } else {
        open.engine().post(new ResidentEvent.CourseSet(course));
      }
      room =
          new StateRoom(
              Runtime.getRuntime().maxMemory(),
              course.setup().shards(),
              course.staff().containers());
      // Its vectors are visited in every step: they are kept here.
      algorithm = run.problem().algorithm(copies.shelf());
      iterates = true;
    }
  }

  @Override
  public Result run(RunContext run, int k, State last) throws IOException, InterruptedException {
    begin(run);
    int coordinates = algorithm.shape(last).vectors();
    State before = !last.isOnHeap() && room.holds(last, coordinates) ? last.keeping(last) : last;
    byte[] message = StateCodec.encode(before, run.layout().state(k - 1), room.mostSentBytes());
    if (StateCodec.folder(message).isPresent()) {
      run.durability().await();
    }
    open.states().publish(k, message);
    StageMarks marks = new StageMarks(Instant.now());
    IterationOrder order =
        new IterationOrder(k, patience, run.listener(), marks, new CompletableFuture<>());
    List<PartialWritable> sums = carryOut(order, run.stop(), run.durability());
    Account.Stages stages = marks.stages(Instant.now());
    Totals totals = Sums.join(algorithm.shape(before), sums);
    Step step = Step.take(run.problem(), algorithm, before, totals);
    State next = step.next();
    if (next != null && next.isOnHeap() && room.holds(next, coordinates)) {
      return new Result(next, null, listener -> stages, Place.MEMORY);
    }
    run.durability().await();
    Checkpoints checkpoints = new Checkpoints(run.conf(), run.layout());
    checkpoints.discard(k);
    checkpoints.write(k, step);
    return new Result(copies.of(checkpoints.read(k), next), null, listener -> stages);
  }

  private List<PartialWritable> carryOut(IterationOrder order, StopSignal stop, Durability before)
      throws IOException, InterruptedException {
    open.engine().ask(order);
    try {
      while (true) {
        Optional<String> asked = stop.asked();
        if (asked.isPresent()) {
          throw new StoppedException(asked.get());
        }
        try {
          return order.sums().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Not yet: look for a wish to stop again, and whether the last iteration could be
          // written.
          before.await();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IterationFailedException(order.title() + " failed: " + e.getCause(), e.getCause());
    } finally {
      open.engine().giveUp(order.iteration());
    }
  }

  /** All workers leave. */
  @Override
  public void close() throws IOException {
    try (copies) {
      if (open != null) {
        open.close();
      }
    }
  }
}
