/** Before servlets: a filter that lets requests in when it is their turn, and refuses at once what would be too late. */
@NullMarked
package dev.weir.servlet;

import org.jspecify.annotations.NullMarked;
