/**
 * That servers, clients and gateways of weir get on with what others have written. Each test names a peer; where that is a
 * program which is not there, the test is skipped, and says what to install. See docs/interoperation.md.
 */
package dev.weir.interop;
