/** For Spring Boot: an admission before all that its servlets serve, told by properties. */
@NullMarked
package dev.weir.spring;

import org.jspecify.annotations.NullMarked;
