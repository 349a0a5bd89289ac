import hex.glm.GLM;
import hex.glm.GLMModel;
import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import water.H2O;
import water.H2OStarter;
import water.Key;
import water.fvec.Frame;
import water.fvec.NFSFileVec;
import water.fvec.Vec;
import water.parser.ParseDataset;

/**
 * Logistic regression with L2 by H2O's GLM, from text to coefficients: data, columns, l2, tolerance,
 * and the folder for weights.txt and figures.txt (iterations, seconds of each).
 */
public final class H2oLogistic {
  private H2oLogistic() {}

  public static void main(String[] args) throws Exception {
    Path out = Path.of(args[4]);
    H2OStarter.start(
        new String[] {
          "-name", "bench" + ProcessHandle.current().pid(), "-nthreads", "2", "-disable_web",
          "-ip", "127.0.0.1", "-ice_root", out.resolve("ice").toString(), "-log_level", "WARN"
        },
        true);
    Frame frame =
        ParseDataset.parse(Key.make("data.hex"), NFSFileVec.make(new File(args[0]))._key);
    Vec label = frame.vec(0);
    frame.replace(0, label.toCategoricalVec());
    label.remove();
    water.DKV.put(frame);
    GLMModel.GLMParameters settings = new GLMModel.GLMParameters();
    settings._train = frame._key;
    settings._response_column = frame.name(0);
    settings._family = GLMModel.GLMParameters.Family.binomial;
    settings._solver = GLMModel.GLMParameters.Solver.L_BFGS;
    settings._alpha = new double[] {0};
    settings._lambda = new double[] {Double.parseDouble(args[2])};
    settings._standardize = false;
    settings._intercept = false;
    settings._ignore_const_cols = false;
    settings._max_iterations = 1000;
    settings._objective_epsilon = Double.parseDouble(args[3]);
    settings._gradient_epsilon = Double.parseDouble(args[3]);
    long start = System.nanoTime();
    GLMModel model = new GLM(settings).trainModel().get();
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> coefficients = new HashMap<>(model.coefficients());
    try (PrintWriter weights =
        new PrintWriter(out.resolve("weights.txt").toFile(), StandardCharsets.US_ASCII)) {
      for (int i = 1; i < frame.numCols(); i++) {
        weights.println(coefficients.getOrDefault(frame.name(i), 0.0));
      }
    }
    int iterations = model._output.bestSubmodel().iteration;
    Files.write(
        out.resolve("figures.txt"),
        List.of(Integer.toString(iterations), Double.toString(seconds / Math.max(1, iterations))));
    H2O.exit(0);
  }
}
