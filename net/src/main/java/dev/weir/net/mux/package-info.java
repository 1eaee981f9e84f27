/**
 * The windows of many streams over one connection, without a transport: what may be sent and by whom ({@link
 * dev.weir.net.mux.SendSide}), what a peer may send and when it is told that it may send more ({@link
 * dev.weir.net.mux.ReceiveSide}), and how a producer on another thread is held back ({@link dev.weir.net.mux.Holdback}).
 * HTTP/2 is one user; any protocol with windows can be another.
 */
package dev.weir.net.mux;
