package dev.weir.bench.core

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking

/** W7 and W7a as they are written in Kotlin: a flow that can be collected any number of times. */
class KotlinStart(items: Int) {
    private val flow: Flow<Long> = (0L until items.toLong()).asFlow().map { it + 1 }.filter { it != 7L }

    fun sum(): Long = runBlocking { flow.fold(0L) { sum, n -> sum + n } }

    fun sumAcross(capacity: Int): Long = runBlocking {
        flow.buffer(capacity).flowOn(Dispatchers.Default).fold(0L) { sum, n -> sum + n }
    }
}
