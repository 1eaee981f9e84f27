package dev.weir.spring;

import dev.weir.admission.Criticality;
import dev.weir.admission.Work;
import dev.weir.servlet.Describes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Says of the requests for some paths that they are let in whatever the load. */
final class AlwaysPaths implements Describes {
    private final List<PathPattern> patterns;

    AlwaysPaths(List<String> patterns) {
        this.patterns =
                patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    @Override
    public Work of(HttpServletRequest head, Work work) {
        if (patterns.isEmpty()) {
            return work;
        }
        PathContainer path = ServletRequestPathUtils.parse(head).pathWithinApplication();
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return Work.of(Criticality.ALWAYS);
            }
        }
        return work;
    }
}
