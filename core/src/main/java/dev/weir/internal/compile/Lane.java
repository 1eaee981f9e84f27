package dev.weir.internal.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** How an item is carried from one function to the next: as it is, or as a number without its box. */
@SuppressWarnings("ImmutableEnumChecker") // descriptors of classes are, though they do not say so
enum Lane {
    OBJECT(ConstantDescs.CD_Object, ConstantDescs.CD_Object, ""),
    INT(ConstantDescs.CD_Integer, ConstantDescs.CD_int, "intValue"),
    LONG(ConstantDescs.CD_Long, ConstantDescs.CD_long, "longValue"),
    DOUBLE(ConstantDescs.CD_Double, ConstantDescs.CD_double, "doubleValue");

    private final ClassDesc box;
    private final ClassDesc bare;
    private final String unbox;

    Lane(ClassDesc box, ClassDesc bare, String unbox) {
        this.box = box;
        this.bare = bare;
        this.unbox = unbox;
    }

    /** For items of this type. */
    static Lane of(ClassDesc type) {
        for (Lane lane : values()) {
            if (lane.box.equals(type)) {
                return lane;
            }
        }
        return OBJECT;
    }

    /** Puts the item on the stack, in its box. */
    void load(CodeBuilder code, int local) {
        switch (this) {
            case OBJECT -> code.aload(local);
            case INT -> code.iload(local);
            case LONG -> code.lload(local);
            case DOUBLE -> code.dload(local);
        }
        if (this != OBJECT) {
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, bare));
        }
    }

    /** Takes the item from the stack, out of its box. */
    void store(CodeBuilder code, int local) {
        if (this != OBJECT) {
            code.checkcast(box).invokevirtual(box, unbox, MethodTypeDesc.of(bare));
        }
        switch (this) {
            case OBJECT -> code.astore(local);
            case INT -> code.istore(local);
            case LONG -> code.lstore(local);
            case DOUBLE -> code.dstore(local);
        }
    }
}
