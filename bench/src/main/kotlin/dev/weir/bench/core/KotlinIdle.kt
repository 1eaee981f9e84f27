package dev.weir.bench.core

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/** A flow whose collector stands still in its first item, as it is written in Kotlin. */
object KotlinIdle {
    private val scope = CoroutineScope(Dispatchers.Default)

    @JvmStatic
    fun start(items: Iterable<Long>, hop: Int): Any {
        val first = items.asFlow().map { it + 1 }
        val second = if (hop > 0) first.buffer(hop) else first
        val flow = second.filter { it >= 0 }.map { it - 1 }
        return scope.launch { flow.collect { awaitCancellation() } }
    }
}
