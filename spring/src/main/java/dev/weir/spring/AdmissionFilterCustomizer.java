package dev.weir.spring;

import dev.weir.servlet.AdmissionFilter;

/**
 * Says more of the requests than the properties do: their routes, how much they matter. A bean of this type has the
 * filter go through it before it is used; of several, one after the other in their order.
 */
@FunctionalInterface
public interface AdmissionFilterCustomizer {
    /**
     * Changes the filter.
     *
     * @param filter as the properties and those before have made it
     * @return the same, or another one that is made from it
     */
    AdmissionFilter customize(AdmissionFilter filter);
}
