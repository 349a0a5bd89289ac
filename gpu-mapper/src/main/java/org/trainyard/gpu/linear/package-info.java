/**
 * Scans of linear models on a GPU ({@code linear.cu}): blocks are copied once and stay in device
 * memory while there is room, many of them are one launch, and only the sums come back.
 *
 * <p>Read {@link org.trainyard.gpu.linear.CudaLinearScan} first, then {@link
 * org.trainyard.gpu.linear.LinearBlockImage} for what lies on the device.
 */
package org.trainyard.gpu.linear;
