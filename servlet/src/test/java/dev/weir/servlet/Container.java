package dev.weir.servlet;

/** A container with one servlet behind one filter, for everything. */
interface Container {
    /** The most threads that it serves requests on. */
    int THREADS = 6;

    int port();

    void stop() throws Exception;
}
