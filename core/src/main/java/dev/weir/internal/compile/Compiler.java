package dev.weir.internal.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.weir.Action;
import dev.weir.Fn;
import dev.weir.Fn2;
import dev.weir.Test;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Pull;
import dev.weir.internal.engine.Signals;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a loop: the source, the steps and the end, one after the other. The functions are not a part of it,
 * only their classes should be the same for all that use it: then the JIT sees one at each place, and has it inlined.
 */
public final class Compiler {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final ClassDesc FRAME = desc(Frame.class);
    private static final ClassDesc CODE = desc(Code.class);
    private static final ClassDesc RANGE = desc(Range.class);
    private static final ClassDesc PULL = desc(Pull.class);
    private static final ClassDesc INLET = desc(Inlet.class);
    private static final ClassDesc GATE = desc(Gate.class);
    private static final ClassDesc SIGNALS = desc(Signals.class);
    private static final MethodTypeDesc MOVE = MethodTypeDesc.of(CD_int, FRAME, CD_int);
    private static final int THE_FRAME = 1;
    private static final int MOST = 2;

    private final List<Op> ops;
    private final @Nullable Op last;
    private final boolean range;

    private Compiler(List<Op> ops, boolean range) {
        this.ops = ops;
        this.last = ops.isEmpty() ? null : ops.getLast();
        this.range = range;
    }

    /** A loop of these steps, for sources that are ranges or for any other. */
    public static Code compile(List<Op> ops, boolean range) {
        try {
            return (Code) HERE.defineHiddenClass(new Compiler(ops, range).bytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private byte[] bytes() {
        ClassDesc self = ClassDesc.of(Compiler.class.getPackageName(), "Loop");
        return ClassFile.of()
                .build(
                        self,
                        type -> type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_PUBLIC)
                                .withInterfaceSymbols(CODE)
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody("move", MOVE, ClassFile.ACC_PUBLIC, code -> new Body(code).write()));
    }

    /** The loop itself. */
    private final class Body {
        private final CodeBuilder code;
        private final Label again;
        private final Label done;
        private final int moved;
        private final int pull;
        private final int signals;
        private final int most;
        private final int at; // of a range, before the first item
        private final int folded;
        private final Lane foldedAs;
        private final int ended;
        private final int step;
        private final int closed;
        private final boolean gated = ops.stream().anyMatch(Op.Gated.class::isInstance);
        private final int[] functions = new int[ops.size()]; // or gates
        private int item;
        private Lane lane = Lane.OBJECT;

        Body(CodeBuilder code) {
            this.code = code;
            again = code.newLabel();
            done = code.newLabel();
            moved = code.allocateLocal(TypeKind.INT);
            pull = code.allocateLocal(TypeKind.REFERENCE);
            signals = code.allocateLocal(TypeKind.REFERENCE);
            most = code.allocateLocal(TypeKind.INT);
            at = code.allocateLocal(TypeKind.LONG);
            ended = code.allocateLocal(TypeKind.LONG);
            step = code.allocateLocal(TypeKind.INT);
            closed = code.allocateLocal(TypeKind.INT);
            folded = code.allocateLocal(TypeKind.LONG); // wide enough for all
            foldedAs = last instanceof Op.Folded(Object _, Fn2<?, ?, ?> function)
                    ? Lane.of(Types.result(function))
                    : Lane.OBJECT;
        }

        void write() {
            Label all = code.newLabel();
            begin();
            code.labelBinding(again);
            code.iload(moved).iload(most).if_icmpge(all);
            if (gated) {
                code.iload(closed).ifge(done);
            }
            heedSignals();
            Label from = code.newBoundLabel();
            takeItem();
            code.iinc(moved, 1);
            for (int number = 0; number < ops.size(); number++) {
                step(number);
            }
            Label until = code.newBoundLabel();
            if (last == null || !last.isEnd()) {
                handOn();
            }
            code.goto_(again);
            catchAll(from, until);
            code.labelBinding(all);
            if (range) {
                lookForMore();
            }
            code.labelBinding(done);
            putBack();
            code.iload(moved).ireturn();
        }

        /** With none that could be heeded, the JIT has a loop without the question. */
        private void heedSignals() {
            Label go = code.newLabel();
            code.aload(signals).ifnull(go);
            code.aload(signals)
                    .invokevirtual(SIGNALS, "none", MethodTypeDesc.of(CD_boolean))
                    .ifeq(done);
            code.labelBinding(go);
        }

        /** How many of a range there are is known before, so that this is the only end of the loop. */
        private void lookForMore() {
            code.aload(pull)
                    .lload(at)
                    .iload(moved)
                    .i2l()
                    .ladd()
                    .invokevirtual(RANGE, "endsAt", MethodTypeDesc.of(CD_boolean, CD_long))
                    .ifeq(done);
            code.aload(THE_FRAME).iconst_1().putfield(FRAME, "dry", CD_boolean);
        }

        private void begin() {
            code.iconst_0()
                    .istore(moved)
                    .iconst_0()
                    .istore(step)
                    .lconst_0()
                    .lstore(ended)
                    .iconst_m1()
                    .istore(closed);
            code.aload(THE_FRAME).getfield(FRAME, "pull", PULL);
            if (range) {
                code.checkcast(RANGE)
                        .dup()
                        .astore(pull)
                        .dup()
                        .getfield(RANGE, "at", CD_long)
                        .lstore(at);
                code.iload(MOST).invokevirtual(RANGE, "atMost", MethodTypeDesc.of(CD_int, CD_int));
            } else {
                code.astore(pull).iload(MOST);
            }
            code.istore(most);
            code.aload(THE_FRAME).getfield(FRAME, "signals", SIGNALS).astore(signals);
            for (int number = 0; number < ops.size(); number++) {
                takeUp(number);
            }
            if (last instanceof Op.Folded || last instanceof Op.Collected) {
                code.aload(THE_FRAME).getfield(FRAME, "value", CD_Object);
                foldedAs.store(code, folded);
            }
        }

        private void takeUp(int number) {
            if (ops.get(number) instanceof Op.Gated) {
                functions[number] = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(THE_FRAME).getfield(FRAME, "gates", GATE.arrayType());
                code.loadConstant(number).aaload().astore(functions[number]);
            } else if (ops.get(number).function() != null) {
                functions[number] = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(THE_FRAME).getfield(FRAME, "functions", CD_Object.arrayType());
                code.loadConstant(number).aaload().checkcast(type(number)).astore(functions[number]);
            }
        }

        private ClassDesc type(int number) {
            return desc(
                    switch (ops.get(number)) {
                        case Op.Mapped _ -> Fn.class;
                        case Op.Filtered _ -> Test.class;
                        case Op.Peeked _, Op.Done _ -> Action.class;
                        case Op.Folded _ -> Fn2.class;
                        case Op.Collected _ -> BiConsumer.class;
                        case Op.Gated _, Op.Counted _ -> Object.class;
                    });
        }

        /** What was kept in locals goes where others look for it. */
        private void putBack() {
            if (range) {
                code.aload(pull).lload(at).iload(moved).i2l().ladd().putfield(RANGE, "at", CD_long);
            }
            if (last instanceof Op.Folded) {
                code.aload(THE_FRAME);
                foldedAs.load(code, folded);
                code.putfield(FRAME, "value", CD_Object);
            }
            code.aload(THE_FRAME).lload(ended).putfield(FRAME, "ended", CD_long);
            code.aload(THE_FRAME).iload(closed).putfield(FRAME, "closedAt", CD_int);
        }

        private void takeItem() {
            if (range) {
                item = code.allocateLocal(TypeKind.LONG);
                lane = Lane.LONG;
                code.lload(at).iload(moved).i2l().ladd().lstore(item);
                return;
            }
            Label there = code.newLabel();
            item = code.allocateLocal(TypeKind.REFERENCE);
            beginsAt(Frame.SOURCE);
            code.aload(pull)
                    .invokeinterface(PULL, "nextPlain", MethodTypeDesc.of(CD_Object))
                    .astore(item);
            code.aload(item).ifnonnull(there);
            code.aload(THE_FRAME).iconst_1().putfield(FRAME, "dry", CD_boolean).goto_(done);
            code.labelBinding(there);
        }

        private void step(int number) {
            switch (ops.get(number)) {
                case Op.Mapped(Fn<?, ?> function) -> map(number, Lane.of(Types.result(function)));
                case Op.Filtered _ -> filter(number);
                case Op.Gated _ -> gate(number);
                case Op.Peeked _ -> act(number);
                case Op.Done _ -> {
                    act(number);
                    count();
                }
                case Op.Folded _ -> fold(number);
                case Op.Collected _ -> collect(number);
                case Op.Counted _ -> count();
            }
        }

        private void map(int number, Lane out) {
            int result = code.allocateLocal(out == Lane.OBJECT ? TypeKind.REFERENCE : TypeKind.LONG);
            beginsAt(number);
            code.aload(functions[number]);
            lane.load(code, item);
            code.invokeinterface(desc(Fn.class), "apply", MethodTypeDesc.of(CD_Object, CD_Object));
            something("map", "an item");
            out.store(code, result);
            item = result;
            lane = out;
        }

        private void filter(int number) {
            int holds = code.allocateLocal(TypeKind.INT);
            beginsAt(number);
            code.aload(functions[number]);
            lane.load(code, item);
            code.invokeinterface(desc(Test.class), "holds", MethodTypeDesc.of(CD_boolean, CD_Object))
                    .istore(holds);
            letGoUnless(holds, number);
        }

        /** The item goes no further if this is false. */
        private void letGoUnless(int holds, int number) {
            Label kept = code.newLabel();
            code.iload(holds).ifne(kept);
            code.aload(THE_FRAME)
                    .invokevirtual(FRAME, "releases", MethodTypeDesc.of(CD_boolean))
                    .ifeq(again);
            code.aload(THE_FRAME).loadConstant(number);
            lane.load(code, item);
            code.invokevirtual(FRAME, "letGo", MethodTypeDesc.of(CD_void, CD_int, CD_Object))
                    .goto_(again);
            code.labelBinding(kept);
        }

        private void gate(int number) {
            int passes = code.allocateLocal(TypeKind.INT);
            beginsAt(number);
            code.aload(functions[number]);
            lane.load(code, item);
            code.invokevirtual(GATE, "passes", MethodTypeDesc.of(CD_boolean, CD_Object))
                    .istore(passes);
            Label open = code.newLabel();
            code.aload(functions[number]).getfield(GATE, "closes", CD_boolean).ifeq(open);
            code.loadConstant(number).istore(closed);
            code.labelBinding(open);
            letGoUnless(passes, number);
        }

        private void act(int number) {
            beginsAt(number);
            code.aload(functions[number]);
            lane.load(code, item);
            code.invokeinterface(desc(Action.class), "on", MethodTypeDesc.of(CD_void, CD_Object));
        }

        private void fold(int number) {
            beginsAt(number);
            code.aload(functions[number]);
            foldedAs.load(code, folded);
            lane.load(code, item);
            code.invokeinterface(desc(Fn2.class), "apply", MethodTypeDesc.of(CD_Object, CD_Object, CD_Object));
            something("reduce", "a value");
            foldedAs.store(code, folded);
            count();
        }

        private void collect(int number) {
            beginsAt(number);
            code.aload(functions[number]);
            foldedAs.load(code, folded);
            lane.load(code, item);
            code.invokeinterface(desc(BiConsumer.class), "accept", MethodTypeDesc.of(CD_void, CD_Object, CD_Object));
            count();
        }

        private void count() {
            code.lload(ended).lconst_1().ladd().lstore(ended);
        }

        private void handOn() {
            code.aload(THE_FRAME).getfield(FRAME, "next", INLET);
            lane.load(code, item);
            int answer = code.allocateLocal(TypeKind.INT);
            code.invokeinterface(INLET, "acceptPlain", MethodTypeDesc.of(CD_int, CD_Object))
                    .dup()
                    .istore(answer)
                    .ifgt(again);
            code.iload(answer).ifeq(done);
            code.aload(THE_FRAME);
            lane.load(code, item);
            code.putfield(FRAME, "left", CD_Object).goto_(done);
        }

        /** What is on the stack must not be null. */
        private void something(String kind, String what) {
            code.loadConstant(kind).loadConstant(what);
            code.invokestatic(
                    FRAME,
                    "something",
                    MethodTypeDesc.of(CD_Object, CD_Object, ConstantDescs.CD_String, ConstantDescs.CD_String));
        }

        /** What user code throws from here on is a failure of this step. */
        private void beginsAt(int number) {
            code.loadConstant(number).istore(step);
        }

        /** One for all steps: the method must stay small, or the JIT does not make it a part of what calls it. */
        private void catchAll(Label from, Label until) {
            Label caught = code.newBoundLabel();
            code.aload(THE_FRAME).swap().putfield(FRAME, "thrown", CD_Throwable);
            code.aload(THE_FRAME)
                    .iload(step)
                    .putfield(FRAME, "failedAt", CD_int)
                    .goto_(done);
            code.exceptionCatchAll(from, until, caught);
        }
    }
}
