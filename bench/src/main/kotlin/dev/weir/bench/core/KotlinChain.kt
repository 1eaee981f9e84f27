package dev.weir.bench.core

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking

/** W2 and W3 as they are written in Kotlin: each hop is a buffer, and all before the last one runs on other threads. */
object KotlinChain {
    @JvmStatic
    fun sum(items: Int, hops: Int, capacity: Int): Long = runBlocking {
        var flow: Flow<Long> = (0L until items.toLong()).asFlow()
        for (hop in 1 until hops) {
            flow = flow.buffer(capacity).map { it + 1 }
        }
        flow.buffer(capacity).flowOn(Dispatchers.Default).fold(0L) { sum, n -> sum + n }
    }
}
