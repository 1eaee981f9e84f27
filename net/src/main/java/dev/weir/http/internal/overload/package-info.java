/** What a client knows of origins that are short of room, and what it does about it: pure state, with time and chance given. */
@org.jspecify.annotations.NullMarked
package dev.weir.http.internal.overload;
