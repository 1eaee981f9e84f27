/**
 * Services under load, in virtual time: requests that come whether they are served or not, a gate that lets some of them in,
 * slots that serve them, clients that come back. To see what an admission does for a service without waiting for it.
 *
 * <p>A {@link dev.weir.testkit.load.Timeline} is the time; a {@link dev.weir.testkit.load.SimulatedService} stands behind a
 * {@link dev.weir.testkit.load.Gate}; several behind a {@link dev.weir.testkit.load.Balancer};
 * {@link dev.weir.testkit.load.Traffic} asks them for {@link dev.weir.testkit.load.Kind}s of work and tells what came of it.
 * All of one timeline is used by one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.testkit.load;
