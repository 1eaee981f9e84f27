package dev.weir.http.internal.h2;

/** What can happen to a stream. A frame with the flag END_STREAM is two events: its own, and the end of that direction. */
public enum StreamEvent {
    /** A head, or trailers, has come. */
    HEAD_IN,
    /** Data has come. */
    DATA_IN,
    /** The peer will send nothing more. */
    END_IN,
    /** The peer has given the stream up. */
    RESET_IN,
    /** The peer takes more. */
    WINDOW_IN,
    /** The peer says how much it wants it. */
    PRIORITY_IN,
    /** A head, or trailers, is sent. */
    HEAD_OUT,
    /** Nothing more will be sent. */
    END_OUT,
    /** The stream is given up here. */
    RESET_OUT
}
