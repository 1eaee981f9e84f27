package dev.weir.bench.core

import java.util.function.ToIntFunction
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Several flows into one, and one into several, as it is written in Kotlin. */
object KotlinFans {
    @JvmStatic
    fun merge(parts: List<Iterable<Long>>, capacity: Int): Long = runBlocking {
        parts.map { it.asFlow() }.merge()
            .buffer(capacity)
            .flowOn(Dispatchers.Default)
            .fold(0L) { sum, n -> sum + n }
    }

    @JvmStatic
    fun broadcast(source: Iterable<Long>, items: Int, outputs: Int, capacity: Int): Long =
        runBlocking(Dispatchers.Default) {
            val shared = MutableSharedFlow<Long>(extraBufferCapacity = capacity)
            val sums = List(outputs) { async { shared.take(items).fold(0L) { sum, n -> sum + n } } }
            shared.subscriptionCount.first { it == outputs }
            source.forEach { shared.emit(it) }
            sums.awaitAll().sum()
        }

    @JvmStatic
    fun balance(source: Iterable<Long>, outputs: Int, capacity: Int): Long = runBlocking(Dispatchers.Default) {
        val channel = source.asFlow().buffer(capacity * outputs).produceIn(this)
        List(outputs) { async { sum(channel) } }.awaitAll().sum()
    }

    @JvmStatic
    fun partition(source: Iterable<Long>, outputs: Int, capacity: Int, number: ToIntFunction<Long>): Long =
        runBlocking(Dispatchers.Default) {
            val channels = List(outputs) { Channel<Long>(capacity) }
            launch {
                source.forEach { channels[number.applyAsInt(it)].send(it) }
                channels.forEach { it.close() }
            }
            channels.map { async { sum(it) } }.awaitAll().sum()
        }

    private suspend fun sum(channel: kotlinx.coroutines.channels.ReceiveChannel<Long>): Long {
        var sum = 0L
        for (n in channel) {
            sum += n
        }
        return sum
    }
}
