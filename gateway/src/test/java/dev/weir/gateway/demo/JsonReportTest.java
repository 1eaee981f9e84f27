package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void of_aResult_isThisObject() {
        String nothing = "{'load':0.5,'offered':0,'inTime':0,'late':0,'refused':0,'failed':0,'goodputShare':null,"
                + "'answerP50Ms':null,'answerP99Ms':null,'refusalP50Ms':null,'refusalP99Ms':null,"
                + "'retryAfterSeconds':null,'refusedAfter2s':0}";
        String expected = "{'capacity':800,'seed':1,'maxWaitMs':250,'serviceMs':20,'deadlineMs':290,'stopped':false,"
                + "'unprotected':{'generatorLateP99Ms':0.2,'phases':[{'load':3,'offered':14470,'inTime':61,"
                + "'late':14409,'refused':0,'failed':0,'goodputShare':0.013,'answerP50Ms':1000,'answerP99Ms':1000,"
                + "'refusalP50Ms':null,'refusalP99Ms':null,'retryAfterSeconds':null,'refusedAfter2s':0},"
                + nothing + "]},'protected':{'bound':1154,'heldMax':212,'generatorLateP99Ms':1.9,'phases':["
                + "{'load':3,'offered':14470,'inTime':4804,'late':10,'refused':9656,'failed':0,'goodputShare':1.001,"
                + "'answerP50Ms':245,'answerP99Ms':261.2,'refusalP50Ms':0.21,'refusalP99Ms':3.39,"
                + "'retryAfterSeconds':4,'refusedAfter2s':6487}," + nothing + "]}}";
        assertThat(JsonReport.of(Results.some(false))).isEqualTo(expected.replace('\'', '"'));
    }

    @Test
    void of_aDemoStoppedInItsFirstRun_hasAnEmptySecondOne() {
        DemoResult both = Results.some(true);
        assertThat(JsonReport.of(new DemoResult(both.setup(), both.bare(), RunResult.NONE, true)))
                .contains("\"stopped\":true")
                .endsWith("\"protected\":{\"bound\":null,\"heldMax\":null,\"generatorLateP99Ms\":null,\"phases\":[]}}");
    }
}
