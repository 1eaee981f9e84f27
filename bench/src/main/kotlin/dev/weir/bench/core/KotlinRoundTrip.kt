package dev.weir.bench.core

import java.util.concurrent.Executor
import java.util.function.Consumer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.consumeAsFlow
import kotlinx.coroutines.launch

/** A channel and a coroutine that answers what is sent, as it is written in Kotlin; on the usual pool if none is given. */
class KotlinRoundTrip(capacity: Int, executor: Executor?, answer: Consumer<Long>) {
    private val channel = Channel<Long>(capacity)

    init {
        CoroutineScope(executor?.asCoroutineDispatcher() ?: Dispatchers.Default).launch {
            channel.consumeAsFlow().collect { answer.accept(it) }
        }
    }

    fun offer(item: Long): Boolean = channel.trySend(item).isSuccess

    fun close() {
        channel.close()
    }
}
