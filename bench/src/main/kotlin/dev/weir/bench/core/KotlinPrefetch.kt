package dev.weir.bench.core

import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch

/** A hop, calls in order, and a hop, as it is written in Kotlin; the collector stands still in its first item. */
object KotlinPrefetch {
    private val scope = CoroutineScope(Dispatchers.Default)

    @JvmStatic
    fun start(items: Iterable<Long>, hop: Int, calls: Int) {
        val flow = items.asFlow()
            .buffer(hop)
            .map { CompletableFuture.completedFuture(it) }
            .buffer(calls - 2)
            .map { it.await() }
            .buffer(hop)
        scope.launch { flow.collect { awaitCancellation() } }
    }
}
