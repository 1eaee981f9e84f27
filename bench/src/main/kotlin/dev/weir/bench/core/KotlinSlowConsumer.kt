package dev.weir.bench.core

import java.util.function.Consumer
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.runBlocking

/** A hop between a fast and a slow coroutine, as it is written in Kotlin. */
object KotlinSlowConsumer {
    @JvmStatic
    fun run(items: Iterable<Long>, capacity: Int, consumer: Consumer<Long>) = runBlocking {
        items.asFlow()
            .flowOn(Dispatchers.Default)
            .buffer(capacity)
            .collect { consumer.accept(it) }
    }
}
