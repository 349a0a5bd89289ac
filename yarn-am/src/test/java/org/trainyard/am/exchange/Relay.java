package org.trainyard.am.exchange;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a caller and a server, and hears what passes. */
final class Relay implements Closeable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final int port;

  Relay(int port) throws IOException {
    this.port = port;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Whether these words passed as they are. */
  boolean heard(String words) {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1).contains(words);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(caller);
      open.add(server);
      start(() -> copy(caller.getInputStream(), server.getOutputStream()));
      start(() -> copy(server.getInputStream(), caller.getOutputStream()));
    }
  }

  private void copy(InputStream from, OutputStream to) throws IOException {
    byte[] bytes = new byte[1 << 16];
    for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
      synchronized (heard) {
        heard.write(bytes, 0, n);
      }
      to.write(bytes, 0, n);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Somebody hung up.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Closeable socket : open) {
      socket.close();
    }
  }
}
