/**
 * Scans of linear models on a GPU ({@code linear.cuh}): blocks are copied once and stay in device
 * memory while there is room, many of them are one launch, and only the sums come back. A block
 * that does not fit as a whole passes in windows of rows; one of which not even that fits is the
 * CPU's, with its reason.
 *
 * <p><b>What bounds a dense scan, by count</b> (never measured: no GPU was at hand). An H200's
 * multiprocessor gets 21 bytes a cycle from memory: 32 values of X in 6 cycles. In a cycle it
 * issues four instructions of a warp (32 lanes): up to four operations in single precision, two in
 * double, one load. With V margin and C gradient columns, 32 values cost
 *
 * <ul>
 *   <li>V + C fused operations in single precision, 2 (V + C) operations in double with the CPU's
 *       bits: 1/4 and 1 cycle a column;
 *   <li>a load and a store to bring them to shared memory; for each group of four columns one load
 *       of x, and of weights one in single precision and two in double (four if V is no multiple of
 *       four), of residuals two and four.
 * </ul>
 *
 * So one model (V = C = 1) takes 5 cycles, a little less than the memory's. 16 models (V = C = 16)
 * take with the CPU's bits 32 cycles of arithmetic and 34 of loads, five times the memory's: the
 * precision is the bound. In single precision arithmetic takes 8 cycles and loads 22: the loads are
 * the bound, three to four times the memory's time. Were each value used for more columns from
 * registers, arithmetic alone would leave 1.3 times; 1.5 times one model means that nine of ten
 * instructions multiply, which no scan that also loads and measures comes to. On devices with less
 * memory for their arithmetic (an A10, an L4, consumer GPUs: 40 and more cycles for 32 values)
 * single precision reaches it.
 *
 * <p><b>A block's sums run through its rows in one order</b>, as the CPU's do: its tiles take
 * turns. With the CPU's bits no tree of row groups is allowed. In single precision one would be (a
 * group's sums begin at 0 and are added in the order of the groups); it is not done, since it would
 * make the bits depend on one more number, and data that does not fill a device is small: below 40
 * blocks of 8 MB a scan of 300 MB takes under a millisecond of an H200 either way.
 *
 * <p>Read {@link org.trainyard.gpu.linear.CudaLinearScan} first, then {@link
 * org.trainyard.gpu.linear.LinearBlock} for what is said of a block on the device.
 */
package org.trainyard.gpu.linear;
