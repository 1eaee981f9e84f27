package dev.weir.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** On the class path nothing keeps the benchmarks from what core does not export, which users cannot call. */
@AnalyzeClasses(packages = "dev.weir.bench", importOptions = DoNotIncludeTests.class)
class BoundaryTest {
    @ArchTest
    static final ArchRule benchmarks_useWhatCoreExports =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.weir.internal..");
}
