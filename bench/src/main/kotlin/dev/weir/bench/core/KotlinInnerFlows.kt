package dev.weir.bench.core

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flatMapConcat
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking

/** W7f as it is written in Kotlin. */
@OptIn(ExperimentalCoroutinesApi::class)
class KotlinInnerFlows(items: Int, private val mapped: Boolean) {
    private val flow: Flow<Long> = (0L until items.toLong()).asFlow().flatMapConcat { inner(it) }

    private fun inner(n: Long): Flow<Long> {
        val two = flowOf(n, n + 1)
        return if (mapped) two.map { it + 1 } else two
    }

    fun sum(): Long = runBlocking { flow.fold(0L) { sum, n -> sum + n } }
}
