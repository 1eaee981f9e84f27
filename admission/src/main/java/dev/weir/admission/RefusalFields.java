package dev.weir.admission;

import dev.weir.admission.Refusal.Reason;
import java.util.EnumMap;
import java.util.Map;

/** What answers say of refusals at one stage, for programs; made once. */
final class RefusalFields {
    private final Map<Reason, String> mayRetry = new EnumMap<>(Reason.class);
    private final Map<Reason, String> mayNot = new EnumMap<>(Reason.class);

    RefusalFields(String stage, boolean shared) {
        StringBuilder name = new StringBuilder(stage.length());
        for (int i = 0; i < stage.length(); i++) {
            char each = stage.charAt(i);
            name.append(each >= ' ' && each < 127 && each != '"' && each != '\\' ? each : '?');
        }
        for (Reason reason : Reason.values()) {
            String field = reason.token() + ";stage=\"" + name + '"' + (shared ? ";shared" : "");
            mayRetry.put(reason, field);
            mayNot.put(reason, field + ";retry=?0");
        }
    }

    String of(Reason reason, boolean retry) {
        return (retry ? mayRetry : mayNot).getOrDefault(reason, "");
    }
}
