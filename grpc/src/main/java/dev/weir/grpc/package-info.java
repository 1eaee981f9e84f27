/** For grpc-java: servers let calls in when it is their turn, clients come back when they were told to. */
@NullMarked
package dev.weir.grpc;

import org.jspecify.annotations.NullMarked;
