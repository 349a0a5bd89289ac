/**
 * Containers that outlive an iteration: asked for, granted, started, lost.
 *
 * <pre>
 *             grant          start            first word           end, loss, farewell
 *   (nothing) ─────► GRANTED ─────► STARTING ───────────► RUNNING ────────────────────► LEAVING ─► (gone)
 * </pre>
 *
 * <p>Knows YARN in {@link org.trainyard.am.container.YarnContainers} alone; knows nothing of what
 * runs in a container. Read {@link org.trainyard.am.container.ContainerLink} and {@link
 * org.trainyard.am.container.ContainerLedger} first.
 */
package org.trainyard.am.container;
