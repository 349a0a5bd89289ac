/**
 * The page of a run: served by the ApplicationMaster through the ResourceManager's proxy while the
 * run goes on, kept as one file in the run's folder afterwards.
 *
 * <pre>
 * RunFacts ─► RunPage ─► Section … ─► Html        pure: the same page for the server and for the file
 *    │           └ Frame: Served (links, live), Kept (one file, nothing from outside)
 *    └────────► ChartData                         what the script draws, bounded
 *
 * HttpServer2 ─ AmIpFilter ─ AccessFilter ─┬─ PageServlet   /, /page
 *   the proxy alone   who may look         ├─ ApiServlet    /api/…, /metrics
 *                                          ├─ AssetServlet  /assets/page.css, /assets/page.js
 *                                          └─ ActionServlet PUT /action/stop, /action/kill
 * </pre>
 *
 * <p>Everything on the page stands in it as text and tables before any script runs; the script
 * ({@code page.js} with uPlot, both files of the job jar) draws curves and asks for the page again
 * every two seconds. Nothing comes from another origin, and the browser is told to refuse it.
 * Decides nothing about the run. Read {@link org.trainyard.am.page.RunPage} and {@link
 * org.trainyard.am.page.PageServer} first.
 */
package org.trainyard.am.page;
