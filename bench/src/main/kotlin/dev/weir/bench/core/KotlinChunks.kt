package dev.weir.bench.core

import java.util.function.UnaryOperator
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.runBlocking

/** Chunks through three stages, as it is written in Kotlin; on one thread if the hop has no room. */
object KotlinChunks {
    @JvmStatic
    fun count(
        chunks: Iterable<ByteArray>,
        wanted: Int,
        second: UnaryOperator<ByteArray>,
        third: UnaryOperator<ByteArray>,
        hop: Int,
    ): Long = runBlocking {
        val counted = chunks.asFlow().take(wanted).map { second.apply(it) }
        val flow = if (hop > 0) counted.flowOn(Dispatchers.Default).buffer(hop) else counted
        flow.map { third.apply(it) }.count().toLong()
    }
}
