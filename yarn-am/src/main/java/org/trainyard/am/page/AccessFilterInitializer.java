package org.trainyard.am.page;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.http.FilterContainer;
import org.apache.hadoop.http.FilterInitializer;

/** How Hadoop's HTTP server learns of the {@link AccessFilter}: by the name of this class. */
public final class AccessFilterInitializer extends FilterInitializer {
  @Override
  public void initFilter(FilterContainer container, Configuration conf) {
    container.addFilter("trainyard-access", AccessFilter.class.getName(), Map.of());
  }
}
