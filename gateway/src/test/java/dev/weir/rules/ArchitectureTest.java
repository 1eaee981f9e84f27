package dev.weir.rules;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.weir", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule exportedMethods_haveNoInternalTypes = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "dev.weir", "dev.weir.plan", "dev.weir.http", "dev.weir.websocket", "dev.weir.admission")
            .and()
            .arePublic()
            .and(areInPublicClasses())
            .should(haveNoInternalTypes());

    @ArchTest
    static final ArchRule admission_dependsOnNothing = noClasses()
            .that()
            .resideInAPackage("dev.weir.admission..")
            .should(dependOnClassesThat(otherThan("dev.weir.admission", "java", "org.jspecify")));

    @ArchTest
    static final ArchRule core_dependsOnTheJdkAndAdmission = noClasses()
            .that()
            .resideInAnyPackage("dev.weir", "dev.weir.plan..", "dev.weir.internal..")
            .should(dependOnClassesThat(otherThan("dev.weir", "java", "jdk.jfr", "org.jspecify")));

    @ArchTest
    static final ArchRule theRest_usesWhatCoreExports = noClasses()
            .that()
            .resideInAnyPackage("dev.weir.net..", "dev.weir.http..", "dev.weir.websocket..", "dev.weir.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weir.internal..");

    private static DescribedPredicate<JavaClass> otherThan(String... roots) {
        return DescribedPredicate.describe(
                "are outside " + String.join(", ", roots),
                type -> !type.isPrimitive()
                        && !type.isArray()
                        && Stream.of(roots)
                                .noneMatch(root -> type.getPackageName().equals(root)
                                        || type.getPackageName().startsWith(root + ".")));
    }

    private static DescribedPredicate<JavaMethod> areInPublicClasses() {
        return DescribedPredicate.describe(
                "are in public classes",
                method -> method.getOwner()
                        .getModifiers()
                        .contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC));
    }

    private static ArchCondition<JavaMethod> haveNoInternalTypes() {
        return new ArchCondition<>("have no internal types in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .filter(type -> type.getPackageName().contains(".internal"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " shows " + type.getName())));
            }
        };
    }
}
