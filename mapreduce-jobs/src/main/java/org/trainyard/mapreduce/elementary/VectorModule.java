package org.trainyard.mapreduce.elementary;

import java.lang.reflect.Constructor;

/**
 * The incubating module of vectors, which a virtual machine has if it was started with {@code
 * --add-modules jdk.incubator.vector}. What touches it is compiled apart and found by name.
 */
public final class VectorModule {
  private VectorModule() {}

  /**
   * Makes the implementation that needs the module; null where the module is missing.
   *
   * @param type what it implements
   * @param name of a class without arguments in the package of the type
   */
  public static <T> T make(Class<T> type, String name) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    try {
      Class<?> found = Class.forName(type.getPackageName() + "." + name);
      Constructor<?> constructor = found.getDeclaredConstructor();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Cannot make " + name, e);
    }
  }
}
