package dev.weir.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways through a service and the stages on them; a stage is the same to all routes that name it. Guarded by its admission. */
final class Routes {
    private static final int MOST = 64;

    private final Admission admission;
    private final Limit whole;
    private final Map<String, Limit> limits = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    /** Those of an admission, which all lead through the service as a whole. */
    Routes(Admission admission, Limit whole) {
        this.admission = admission;
        this.whole = whole;
        limits.put(whole.stage().name(), whole);
    }

    List<Route> all() {
        return routes;
    }

    Collection<Limit> limits() {
        return limits.values();
    }

    Route add(String name, Stage... stages) {
        for (Route known : routes) {
            if (known.name().equals(name)) {
                throw new IllegalArgumentException(
                        "routes must have names of their own but there is a '" + name + "'; keep it and use it again");
            }
        }
        if (routes.size() == MOST) {
            throw new IllegalStateException("an admission has at most " + (MOST - 1)
                    + " routes; put those together that go through the same stages");
        }
        List<Limit> way = new ArrayList<>();
        way.add(whole);
        for (Stage stage : stages) {
            way.add(limitOf(stage));
        }
        Route route = new Route(admission, name, way.toArray(new Limit[0]));
        routes.add(route);
        return route;
    }

    private Limit limitOf(Stage stage) {
        if (stage.name().equals(whole.stage().name())) {
            throw new IllegalArgumentException(
                    "the service as a whole is on each route; leave '" + stage.name() + "' out");
        }
        Limit limit = limits.computeIfAbsent(stage.name(), unknown -> new Limit(stage));
        if (limit.stage() != stage) {
            throw new IllegalArgumentException("stage '" + stage.name()
                    + "' is known to another route as another stage; give both routes the same object");
        }
        return limit;
    }
}
