/** A real browser for the tests of pages: Chromium, driven without a screen. */
package org.trainyard.it.browser;
